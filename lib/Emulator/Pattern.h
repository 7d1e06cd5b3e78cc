//===- Pattern.h - Where the lanes of a request go --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The addresses of a warp, relative to that of its first lane. Programs use few
// patterns again and again, so what follows from one is kept: which pieces of
// memory it touches, and what that costs.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_PATTERN_H
#define GLU_EMULATOR_PATTERN_H

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include <array>
#include <cstdint>

namespace ptxemu {

struct Pattern : llvm::RefCountedBase<Pattern> {
  /// Where a piece is accessed by more than one lane.
  static constexpr uint8_t severalLanes = 32;

  uint32_t mask = 0;
  unsigned size = 0;
  /// The address of the first lane modulo a sector or a word, on which costs
  /// depend.
  unsigned phase = 0;
  /// Of lanes in `mask`; 0 elsewhere.
  alignas(64) std::array<int32_t, 32> deltas;

  /// All lanes one after the other, or all at one address.
  bool isRow, isUniform;
  /// Lanes share bytes.
  bool hasOverlap;
  /// All addresses are multiples of `size`, if the first one is.
  bool isAligned;
  /// The lowest address, and how many bytes behind it are spanned.
  int64_t low;
  uint64_t span;
  /// The pieces without repetition: runs of words, or of smaller units for
  /// accesses of smaller ones.
  struct Run {
    int32_t offset;
    uint16_t count, firstTag;
    /// Each lane accesses what is behind that of the lane before it.
    bool isInOrder;
  };
  unsigned shift;
  unsigned runs;
  std::array<Run, 32> run;
  /// Of each piece: the first lane that uses it, and `severalLanes`.
  std::array<uint8_t, 256> tags;

  unsigned bytes;
  unsigned sectors;
  /// In shared memory.
  unsigned passes, worstPasses;
};

using PatternRef = llvm::IntrusiveRefCntPtr<const Pattern>;

/// Patterns that were met.
class Patterns {
public:
  /// The pattern of the lanes of `mask`, whose addresses are these up to
  /// something that they have in common; null if they are far apart. `last` is
  /// one that may well be it, or null. Holds until the next call.
  template <typename T>
  const Pattern *get(const T *addresses, uint32_t mask, unsigned size,
                     unsigned phase, const Pattern *last = nullptr);

private:
  /// Two patterns of each hash, of which the second was used less lately.
  static constexpr unsigned hashBits = 8;
  using Pair = std::array<PatternRef, 2>;
  std::array<Pair, 1u << hashBits> table;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_PATTERN_H
