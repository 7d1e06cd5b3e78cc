//===- UnknownBits.cpp - Values of which some bits are defined ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value is mostly defined or not. Code that sets a bit field of a variable
// without a value has both in one register, and later reads the bits that it
// set. Where a register is not defined, its bits are therefore followed through
// moves, logic and shifts, and its bytes through local memory.
//
//===----------------------------------------------------------------------===//

#include "MatrixGroups.h"

using namespace ptxemu;

uint64_t Warp::getUnknownBits(uint32_t row, unsigned lane) const {
  if (defined[row] >> lane & 1)
    return 0;
  const auto &unknown = frames.back().file->unknown;
  auto found = unknown.find(row);
  return found == unknown.end() ? ~uint64_t(0) : found->second[lane];
}

void Warp::setUnknownBits(uint32_t row, unsigned lane, uint64_t bits) {
  defined[row] &= ~(1u << lane);
  auto &unknown = frames.back().file->unknown;
  auto found = unknown.find(row);
  if (found == unknown.end() && bits == ~uint64_t(0))
    return;
  if (found == unknown.end()) {
    found = unknown.try_emplace(row).first;
    found->second.fill(~uint64_t(0));
  }
  found->second[lane] = bits;
}

static uint64_t readBits(const uint8_t *row, unsigned width, unsigned lane) {
  uint64_t value = 0;
  std::memcpy(&value, row + lane * width / 8, width / 8);
  return value;
}

uint64_t Warp::computeUnknownBits(const Instruction &instruction,
                                  unsigned lane) {
  unsigned width = instruction.bitWidth;
  uint64_t all = ~uint64_t(0), inside = all >> (64 - width);
  if (instruction.bitFlow == BitFlow::None)
    return all;
  uint64_t a = getUnknownBits(instruction.operand(0), lane) & inside;
  if (instruction.bitFlow == BitFlow::Copy)
    return a;
  uint32_t right = instruction.operand(1);
  uint64_t b = getUnknownBits(right, lane) & inside;
  uint64_t x = readBits(row<uint8_t>(instruction.operand(0)), width, lane),
           y = readBits(row<uint8_t>(right), width, lane);
  switch (instruction.bitFlow) {
  case BitFlow::And:
    // A zero that is known decides.
    return (a | b) & (a | x) & (b | y);
  case BitFlow::Or:
    return (a | b) & (a | ~x) & (b | ~y);
  case BitFlow::Xor:
    return a | b;
  default:
    break;
  }
  if (getUnknownBits(right, lane))
    return all;
  uint32_t count = row<uint32_t>(right)[lane];
  if (count >= width)
    return a ? all : 0;
  if (instruction.bitFlow == BitFlow::ShiftLeft)
    return a << count & inside;
  bool isSignUnknown =
      instruction.bitFlow == BitFlow::ShiftRightSigned && a >> (width - 1);
  return a >> count | (isSignUnknown ? inside & ~(inside >> count) : 0);
}

uint32_t Warp::trackBits(const Instruction &instruction, uint32_t lanes) {
  for (uint32_t row : instruction.from)
    if (matrices && matrices->find(row))
      checkDefined(instruction, row, lanes);
  std::array<uint64_t, 32> bits;
  uint32_t known = 0;
  for (uint32_t rest = lanes; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    bits[lane] = computeUnknownBits(instruction, lane);
    known |= uint32_t(!bits[lane]) << lane;
  }
  for (uint32_t rest = lanes & ~known; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    setUnknownBits(instruction.to, lane, bits[lane]);
  }
  return known;
}
