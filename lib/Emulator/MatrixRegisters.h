//===- MatrixRegisters.h - Matrices in registers of a warp ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How mma and wgmma spread 16 rows over the registers of a warp: lane 4 g + t
// has rows g and g + 8 of a and of the sums, and column g of b.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_MATRIXREGISTERS_H
#define GLU_EMULATOR_MATRIXREGISTERS_H

#include "TensorCore.h"
#include "Warp.h"

namespace ptxemu {

/// Rows of a that a warp has.
constexpr unsigned rowsOfWarp = 16;

/// a[row][l] from operands of an instruction, `first` and the next. Registers
/// are in pairs of the two rows, and go on with the next elements of k.
void readLeft(Warp &warp, const Instruction &instruction, unsigned first,
              Element element, unsigned k, float *a);
/// b[l][column] of 8 columns.
void readRight(Warp &warp, const Instruction &instruction, unsigned first,
               Element element, unsigned k, float *b);

/// Registers of a lane for `n` columns of sums.
inline unsigned countSumRegisters(SumType type, unsigned n) {
  return type == SumType::F16 ? n / 4 : n / 2;
}
/// What the register `row` of a warp, number `i` of its sums, has of them.
void readSums(Warp &warp, uint32_t row, SumType type, unsigned i, unsigned n,
              float *sums);
void writeSums(Warp &warp, uint32_t row, SumType type, unsigned i, unsigned n,
               const float *sums);

} // namespace ptxemu

#endif // GLU_EMULATOR_MATRIXREGISTERS_H
