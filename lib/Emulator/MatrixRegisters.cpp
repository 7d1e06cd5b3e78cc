//===- MatrixRegisters.cpp - Matrices in registers of a warp --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MatrixRegisters.h"
#include "Instructions/Half.h"

using namespace ptxemu;

void ptxemu::readLeft(Warp &warp, const Instruction &instruction,
                      unsigned first, Element element, unsigned k, float *a) {
  unsigned bytes = getElementBytes(element), per = 4 / bytes;
  for (unsigned i = 0; i < rowsOfWarp * k / 32 / per; ++i) {
    const uint32_t *from = warp.row<uint32_t>(instruction.operand(first + i));
    for (unsigned lane = 0; lane < 32; ++lane)
      for (unsigned part = 0; part < per; ++part) {
        unsigned row = lane / 4 + i % 2 * 8;
        unsigned l = (lane % 4 + i / 2 * 4) * per + part;
        a[row * k + l] = decodeElement(element, from[lane] >> 8 * bytes * part);
      }
  }
}

void ptxemu::readRight(Warp &warp, const Instruction &instruction,
                       unsigned first, Element element, unsigned k, float *b) {
  constexpr unsigned n = 8;
  unsigned bytes = getElementBytes(element), per = 4 / bytes;
  for (unsigned i = 0; i < n * k / 32 / per; ++i) {
    const uint32_t *from = warp.row<uint32_t>(instruction.operand(first + i));
    for (unsigned lane = 0; lane < 32; ++lane)
      for (unsigned part = 0; part < per; ++part) {
        unsigned l = (lane % 4 + 4 * i) * per + part;
        b[l * n + lane / 4] =
            decodeElement(element, from[lane] >> 8 * bytes * part);
      }
  }
}

/// The place of value `i` of a lane in a matrix of `n` columns.
static size_t getSumPlace(unsigned n, unsigned i, unsigned lane) {
  unsigned row = lane / 4 + i % 4 / 2 * 8,
           column = i / 4 * 8 + lane % 4 * 2 + i % 2;
  return size_t(row) * n + column;
}

void ptxemu::readSums(Warp &warp, uint32_t row, SumType type, unsigned i,
                      unsigned n, float *sums) {
  for (unsigned lane = 0; lane < 32; ++lane)
    if (type != SumType::F16)
      sums[getSumPlace(n, i, lane)] = warp.row<float>(row)[lane];
    else
      for (unsigned half : {0, 1})
        sums[getSumPlace(n, 2 * i + half, lane)] =
            F16::decode(warp.row<uint16_t>(row)[2 * lane + half]);
}

void ptxemu::writeSums(Warp &warp, uint32_t row, SumType type, unsigned i,
                       unsigned n, const float *sums) {
  for (unsigned lane = 0; lane < 32; ++lane)
    if (type != SumType::F16)
      warp.row<float>(row)[lane] = sums[getSumPlace(n, i, lane)];
    else
      for (unsigned half : {0, 1})
        warp.row<uint16_t>(row)[2 * lane + half] =
            F16::encode(sums[getSumPlace(n, 2 * i + half, lane)]);
}
