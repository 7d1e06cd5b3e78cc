//===- MatrixMove.cpp - ldmatrix, stmatrix --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lanes 8 i to 8 i + 7 have the addresses of the rows of matrix i, each of 8
// elements of 16 bits. Lane l has elements 2 (l % 4) and the next of row l / 4;
// with .trans rows are columns.
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../Launch.h"
#include "Families.h"
#include "MemoryForm.h"
#include "llvm/ADT/StringExtras.h"
#include <utility>

using namespace ptxemu;

static constexpr unsigned rowSize = 16;

/// Byte 2 * `column` of row `row` of each lane's elements.
template <typename Body>
static void forElements(bool isTransposed, Body body) {
  for (unsigned lane = 0; lane < 32; ++lane)
    for (unsigned half : {0, 1}) {
      unsigned row = lane / 4, column = lane % 4 * 2 + half;
      if (isTransposed)
        std::swap(row, column);
      body(lane, half, row, 2 * column);
    }
}

static bool checkSpace(Warp &warp, const Request &request) {
  for (uint32_t rest = request.mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    if (request.getSpace(lane) != Space::Shared)
      return warp.fault(request.instruction, 1u << lane,
                        "expected an address of shared memory"),
             false;
  }
  return true;
}

/// The lanes that have the addresses of `count` matrices.
static uint32_t getAddressLanes(unsigned count) {
  return ~0u >> (32 - 8 * count);
}

/// Finds the rows of all matrices; false after a fault.
static bool resolveRows(Warp &warp, const Instruction &instruction,
                        uint32_t mask, Request &request) {
  return warp.checkWhole(instruction, mask) && warp.resolve(request) &&
         checkSpace(warp, request);
}

static Status executeLoad(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  unsigned count = instruction.results;
  bool isTransposed = instruction.flags & 1;
  Request request(instruction, getAddressLanes(count), rowSize,
                  /*isWrite=*/false);
  // Pipelines load fragments behind their last step and use none of them.
  request.mayBeUnwritten = true;
  if (!resolveRows(warp, instruction, mask, request))
    return Status::Fault;
  if (!warp.areOrdered(request, Strength::Weak))
    for (uint32_t rest = request.mask; rest; rest &= rest - 1)
      if (!warp.checkRace(request, llvm::countr_zero(rest), Strength::Weak,
                          nullptr))
        return Status::Fault;
  uint8_t bytes[32][rowSize];
  uint32_t written = 0;
  for (uint32_t rest = request.mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    std::memcpy(bytes[lane], request.at(lane), rowSize);
    written |= uint32_t(request.getBuffer(lane).isWritten(
                   request.getOffset(lane), rowSize))
               << lane;
  }
  for (unsigned i = 0; i < count; ++i) {
    auto *to = warp.row<uint16_t>(instruction.result(i));
    uint32_t defined = ~0u;
    forElements(isTransposed, [&](unsigned lane, unsigned half, unsigned row,
                                  unsigned byte) {
      std::memcpy(to + 2 * lane + half, &bytes[8 * i + row][byte], 2);
      if (!(written >> (8 * i + row) & 1))
        defined &= ~(1u << lane);
    });
    warp.setDefined(instruction.result(i), defined, mask);
  }
  return Status::Next;
}

static Status executeStore(Warp &warp, const Instruction &instruction,
                           uint32_t mask) {
  unsigned count = instruction.operands - 1;
  bool isTransposed = instruction.flags & 1;
  Request request(instruction, getAddressLanes(count), rowSize,
                  /*isWrite=*/true);
  if (!resolveRows(warp, instruction, mask, request))
    return Status::Fault;
  uint8_t bytes[32][rowSize];
  for (unsigned i = 0; i < count; ++i) {
    const auto *from = warp.row<uint16_t>(instruction.operand(1 + i));
    forElements(isTransposed, [&](unsigned lane, unsigned half, unsigned row,
                                  unsigned byte) {
      std::memcpy(&bytes[8 * i + row][byte], from + 2 * lane + half, 2);
    });
  }
  for (uint32_t rest = request.mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    if (!warp.checkRace(request, lane, Strength::Weak, bytes[lane]))
      return Status::Fault;
    std::memcpy(request.at(lane), bytes[lane], rowSize);
    request.getBuffer(lane).setWritten(request.getOffset(lane), rowSize);
  }
  ++warp.block.launch.memoryVersion;
  return Status::Next;
}

template <bool isLoad>
static void decodeMatrix(Decoder &decoder) {
  if (!decoder.take("sync") || !decoder.take("aligned"))
    return decoder.fail("expected .sync.aligned");
  // ptxas takes these in any order.
  bool hasShape = decoder.take("m8n8");
  int size = decoder.takeOneOf({"x1", "x2", "x4"});
  bool isTransposed = decoder.take("trans");
  if (!hasShape && !decoder.take("m8n8"))
    return decoder.fail("expected .m8n8");
  Space space = takeSpace(decoder, /*allowsParameters=*/false);
  if (size < 0 || space == Space::Global || !(decoder.takeType() == bits(16)) ||
      !decoder.expectOperands(2))
    return decoder.fail("expected .x1, .x2 or .x4, .shared and .b16");
  const Operand &registers = decoder.getOperand(isLoad ? 0 : 1);
  if (registers.kind != Operand::Vector ||
      registers.elements.size() != 1u << size)
    return decoder.fail("expected " + llvm::Twine(1u << size) + " registers");
  decoder.addAddress(decoder.getOperand(isLoad ? 1 : 0), space);
  for (const Operand &each : registers.elements)
    isLoad ? decoder.addResult(each, bits(32))
           : decoder.addOperand(each, bits(32));
  decoder.instruction.flags |= isTransposed;
  decoder.instruction.tracking = isLoad ? Tracking::Own : Tracking::Require;
  decoder.instruction.execute = isLoad ? executeLoad : executeStore;
}

void ptxemu::addMatrixMove(InstructionTable &table) {
  table.add("ldmatrix", TypeClass::Any, decodeMatrix<true>);
  table.add("stmatrix", TypeClass::Any, decodeMatrix<false>);
}
