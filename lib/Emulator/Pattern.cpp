//===- Pattern.cpp - Where the lanes of a request go ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Pattern.h"
#include "Vectors.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/bit.h"
#include <algorithm>
#include <cstring>

using namespace ptxemu;

namespace {
/// Lanes that access the same bytes.
struct Place {
  int32_t delta;
  uint8_t tag;
};
} // namespace

/// The different places of `mask` in the order of memory.
static unsigned collectPlaces(const Pattern &pattern, uint32_t mask,
                              Place *places) {
  unsigned count = 0;
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    int32_t delta = pattern.deltas[lane];
    // Lanes are mostly in order.
    unsigned at = count;
    while (at && places[at - 1].delta > delta)
      --at;
    if (at && places[at - 1].delta == delta) {
      places[at - 1].tag |= Pattern::severalLanes;
      continue;
    }
    std::copy_backward(places + at, places + count, places + count + 1);
    places[at] = {delta, uint8_t(lane)};
    ++count;
  }
  return count;
}

static void findRuns(Pattern &pattern, const Place *places, unsigned count) {
  unsigned unit = std::min(pattern.size, 4u), tags = 0;
  unsigned perPlace = pattern.size / unit;
  pattern.shift = llvm::countr_zero(unit);
  pattern.runs = 0;
  for (unsigned i = 0; i < count; ++i) {
    bool isNext =
        i && places[i].delta == places[i - 1].delta + int32_t(pattern.size);
    if (!isNext)
      pattern.run[pattern.runs++] = {places[i].delta, 0, uint16_t(tags), true};
    Pattern::Run &run = pattern.run[pattern.runs - 1];
    run.count += perPlace;
    run.isInOrder &= places[i].tag < Pattern::severalLanes &&
                     (!isNext || places[i].tag == places[i - 1].tag + 1);
    for (unsigned j = 0; j < perPlace; ++j)
      pattern.tags[tags++] = places[i].tag;
  }
}

static unsigned countSectors(const Pattern &pattern, const Place *places,
                             unsigned count) {
  // The phase is that of the first lane; 2^32 keeps sums from being negative.
  uint64_t next = 0;
  unsigned sectors = 0;
  for (unsigned i = 0; i < count; ++i) {
    uint64_t first = (uint64_t(1) << 32) + pattern.phase + places[i].delta;
    uint64_t from = std::max(first / 32, next);
    next = std::max(next, (first + pattern.size - 1) / 32 + 1);
    sectors += next - from;
  }
  return sectors;
}

/// The passes that 32 banks of 4 bytes need for these places: in one pass a
/// bank gives one word, to any number of lanes.
static unsigned countPasses(const Pattern &pattern, const Place *places,
                            unsigned count) {
  uint8_t words[32] = {};
  unsigned worst = 0;
  uint64_t next = 0;
  for (unsigned i = 0; i < count; ++i) {
    uint64_t first = (uint64_t(1) << 32) + pattern.phase + places[i].delta;
    uint64_t last = (first + pattern.size - 1) / 4;
    for (uint64_t word = std::max(first / 4, next); word <= last; ++word)
      worst = std::max<unsigned>(worst, ++words[word % 32]);
    next = std::max(next, last + 1);
  }
  return worst;
}

/// Accesses of 8 and 16 bytes go by halves and quarters of the warp.
static void countConflicts(Pattern &pattern) {
  unsigned groups = pattern.size == 16 ? 4 : pattern.size == 8 ? 2 : 1;
  unsigned width = 32 / groups;
  pattern.passes = pattern.worstPasses = 0;
  for (unsigned group = 0; group < groups; ++group) {
    uint32_t lanes = pattern.mask & ((width == 32 ? ~0u : (1u << width) - 1)
                                     << (group * width));
    Place places[32];
    unsigned passes =
        countPasses(pattern, places, collectPlaces(pattern, lanes, places));
    pattern.passes += passes;
    pattern.worstPasses = std::max(pattern.worstPasses, passes);
  }
}

static void complete(Pattern &pattern) {
  Place places[32];
  unsigned count = collectPlaces(pattern, pattern.mask, places);
  int32_t size = pattern.size, together = 0;
  pattern.bytes = size * llvm::popcount(pattern.mask);
  pattern.low = places[0].delta;
  pattern.span =
      uint64_t(int64_t(places[count - 1].delta) + size - pattern.low);
  pattern.isUniform = count == 1;
  pattern.hasOverlap = false;
  for (unsigned i = 0; i < count; ++i) {
    together |= places[i].delta;
    pattern.hasOverlap |= places[i].tag & Pattern::severalLanes;
  }
  pattern.isAligned = !(together & (size - 1));
  pattern.isRow = pattern.mask == ~0u;
  for (int32_t lane = 0; lane < 32; ++lane)
    pattern.isRow &= pattern.deltas[lane] == lane * size;
  pattern.sectors = countSectors(pattern, places, count);
  findRuns(pattern, places, count);
  countConflicts(pattern);
}

namespace {
template <typename T>
struct Lookup {
  /// The differences as numbers with a sign.
  using Signed = std::make_signed_t<T>;

  GLU_VECTORS static bool matches(const T *addresses, T first, uint32_t mask,
                                  const int32_t *deltas) {
    T difference = 0;
    for (unsigned lane = 0; lane < 32; ++lane) {
      T delta = mask >> lane & 1 ? addresses[lane] - first : 0;
      difference |= delta ^ T(Signed(deltas[lane]));
    }
    return !difference;
  }

  /// The deltas of all lanes; false if one does not fit.
  static bool compute(const T *addresses, T first, uint32_t mask,
                      int32_t *deltas) {
    // Sums of deltas stay far from what overflows.
    constexpr Signed limit = 1 << 29;
    for (unsigned lane = 0; lane < 32; ++lane) {
      Signed delta = mask >> lane & 1 ? addresses[lane] - first : 0;
      if (delta < -limit || delta > limit)
        return false;
      deltas[lane] = int32_t(delta);
    }
    return true;
  }

  static uint32_t hash(const T *addresses, T first, uint32_t mask,
                       unsigned size, unsigned phase) {
    uint32_t hash = mask + size * 0x9e3779b1u + phase * 0x85ebca6bu;
    for (unsigned lane : {1, 8, 16, 31}) {
      uint32_t delta = mask >> lane & 1 ? addresses[lane] - first : 0;
      hash = (hash ^ delta) * 0x9e3779b1u;
    }
    return hash;
  }
};
} // namespace

template <typename T>
const Pattern *Patterns::get(const T *addresses, uint32_t mask, unsigned size,
                             unsigned phase, const Pattern *last) {
  T first = addresses[llvm::countr_zero(mask)];
  auto matches = [&](const Pattern *known) {
    return known && known->mask == mask && known->size == size &&
           known->phase == phase &&
           Lookup<T>::matches(addresses, first, mask, known->deltas.data());
  };
  if (matches(last))
    return last;
  uint32_t hash = Lookup<T>::hash(addresses, first, mask, size, phase);
  Pair &pair = table[hash >> (32 - hashBits)];
  if (matches(pair[0].get()))
    return pair[0].get();
  std::swap(pair[0], pair[1]);
  if (matches(pair[0].get()))
    return pair[0].get();
  auto pattern = llvm::makeIntrusiveRefCnt<Pattern>();
  if (!Lookup<T>::compute(addresses, first, mask, pattern->deltas.data()))
    return nullptr;
  pattern->mask = mask;
  pattern->size = size;
  pattern->phase = phase;
  complete(*pattern);
  pair[0] = std::move(pattern);
  return pair[0].get();
}

template const Pattern *Patterns::get(const uint32_t *, uint32_t, unsigned,
                                      unsigned, const Pattern *);
template const Pattern *Patterns::get(const uint64_t *, uint32_t, unsigned,
                                      unsigned, const Pattern *);
