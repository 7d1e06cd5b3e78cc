//===- Races.cpp - Accesses that nothing orders ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Races.h"

using namespace ptxemu;

bool RaceCheck::isOrdered(const Touch &other) const {
  Where there(other.where);
  if (other.warp == clock.getWarp()) {
    unsigned lane = where.getLane();
    // Of several lanes, at least one is another; it is ordered if it was there
    // when this lane last met others.
    if (there.isSeveralLanes()
            ? clock.isOrdered(other.clock, lane, lane)
            : there.getLane() == lane ||
                  clock.isOrdered(other.clock, there.getLane(), lane))
      return true;
  } else if (clock.isOrdered(other)) {
    return true;
  }
  // Strong accesses that are in each other's scope may meet.
  Strength weaker = std::min(where.getStrength(), there.getStrength());
  bool isSameBlock = other.warp - firstWarp < warps;
  return weaker == Strength::Device ||
         (weaker == Strength::Block && isSameBlock);
}

Touch &RaceCheck::chooseReaderOfGlobal(const Shadow::Cells &cells,
                                       unsigned count) const {
  uint32_t warp = clock.getWarp();
  auto reader = [&](unsigned i) -> Touch & {
    return cells.first[(1 + i) * cells.stride];
  };
  for (unsigned i = 0; i < count; ++i)
    if (!reader(i).clock || reader(i).warp == warp)
      return reader(i);
  for (unsigned i = 0; i < count; ++i)
    if (clock.isOrdered(reader(i)))
      return reader(i);
  return reader(warp % count);
}

void RaceCheck::record(Touch &reader) const {
  uint32_t packed = where.packed;
  if (reader.clock == clock.now() && reader.warp == clock.getWarp()) {
    // Several reads at one time count as the weakest of any lane.
    Where before(reader.where);
    if (before.getLane() != where.getLane() || before.isSeveralLanes())
      packed |= Where::severalLanes;
    if (before.getStrength() < where.getStrength())
      packed = (packed & ~0xc0u) | (before.packed & 0xc0u);
  }
  reader = {clock.getWarp(), clock.now(), packed};
}

const Touch *RaceCheck::read(Shadow &shadow, uint64_t offset,
                             unsigned size) const {
  Shadow::Cells cells = shadow.get(offset, size);
  for (; cells.count; --cells.count, ++cells.first) {
    if (cells.first->clock && !isOrdered(*cells.first))
      return cells.first;
    record(chooseReader(cells, shadow.getReaders()));
  }
  return nullptr;
}

bool RaceCheck::readWords(Shadow &shadow,
                          const std::array<uint64_t, 32> &offsets,
                          uint32_t mask, unsigned size) const {
  constexpr unsigned wordsOfPage = (1u << Shadow::pageBits) / 4;
  struct Word {
    Touch *write;
    uint32_t where;
  };
  std::array<Word, 128> words;
  unsigned count = 0, wordsOfLane = 0;
  uint64_t previous = ~uint64_t(0);
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    // Lanes that read the same are mostly neighbours.
    if (offsets[lane] == previous) {
      for (unsigned i = count - wordsOfLane; i < count; ++i)
        words[i].where |= Where::severalLanes;
      continue;
    }
    previous = offsets[lane];
    Shadow::Cells cells = shadow.get(previous, size);
    if (cells.stride != wordsOfPage)
      return false;
    wordsOfLane = cells.count;
    for (unsigned i = 0; i < wordsOfLane; ++i) {
      if (!isClearlyOrdered(cells.first[i]))
        return false;
      words[count++] = {cells.first + i, where.packed | lane};
    }
  }
  for (unsigned i = 0; i < count; ++i) {
    Touch &reader =
        chooseReader({words[i].write, 1, wordsOfPage}, shadow.getReaders());
    RaceCheck{clock, firstWarp, warps, Where(words[i].where)}.record(reader);
  }
  return true;
}

RaceCheck::Conflict RaceCheck::write(Shadow &shadow, uint64_t offset,
                                     unsigned size, bool isSame) const {
  Shadow::Cells cells = shadow.get(offset, size);
  for (; cells.count; --cells.count, ++cells.first) {
    Touch &last = *cells.first;
    if (last.clock && !isSame && !isOrdered(last))
      return {&last, /*isRead=*/false};
    for (unsigned i = 1; i <= shadow.getReaders(); ++i) {
      Touch &reader = cells.first[i * cells.stride];
      if (reader.clock && !isOrdered(reader))
        return {&reader, /*isRead=*/true};
      reader.clock = 0;
    }
    last = {clock.getWarp(), clock.now(), where.packed};
  }
  return {};
}
