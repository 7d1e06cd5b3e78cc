//===- MatrixGroups.cpp - wgmma and its groups ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MatrixGroups.h"

using namespace ptxemu;

/// Memory is in atoms of 8 lines, whose length is the span of the swizzle. A
/// line has consecutive elements of k, or of rows if it is transposed.
uint64_t MatrixOperand::getPiece(unsigned row, unsigned l) const {
  uint64_t span = uint64_t(16) << swizzle, at = start;
  if (!isTransposed) {
    uint64_t piece = l * elementBytes / 16;
    at += row / 8 * stride + row % 8 * span + piece * (swizzle ? 16 : leading);
  } else {
    uint64_t piece = row * elementBytes / 16, perLine = span / 16;
    at += piece % perLine * 16 +
          piece / perLine * (swizzle ? leading : stride) + l % 8 * span +
          l / 8 * (swizzle ? stride : leading);
  }
  return applySwizzle(at, swizzle);
}

float MatrixProduct::read(const MatrixOperand &operand, Element element,
                          unsigned row, unsigned l) const {
  unsigned bytes = operand.elementBytes;
  unsigned inside = (operand.isTransposed ? row : l) * bytes % 16;
  uint32_t image = 0;
  std::memcpy(&image, &block.shared.bytes[operand.getPiece(row, l) + inside],
              bytes);
  return decodeElement(element, image);
}

void MatrixProduct::run(Launch &launch) {
  if (previous)
    previous->land(launch);
  previous.reset();
  std::vector<float> b(k * n), a(rowsOfWarp * k);
  for (unsigned j = 0; j < n; ++j)
    for (unsigned l = 0; l < k; ++l)
      b[l * n + j] = rightScale * read(right, type.right, j, l);
  for (unsigned warp = 0; warp < 4; ++warp) {
    for (unsigned i = 0; i < rowsOfWarp; ++i)
      for (unsigned l = 0; l < k; ++l)
        a[i * k + l] =
            leftScale * (isLeftInRegisters
                             ? leftRows[warp][i * k + l]
                             : read(left, type.left, warp * rowsOfWarp + i, l));
    if (!keepsSums)
      parts[warp]->sums.assign(parts[warp]->sums.size(), 0);
    multiplyMatrices(launch.sumStyle, type, rowsOfWarp, n, k, a.data(),
                     b.data(), parts[warp]->sums.data());
  }
  ++launch.memoryVersion;
}

//===----------------------------------------------------------------------===//
// Registers
//===----------------------------------------------------------------------===//

bool MatrixGroups::isFenced(Warp &warp, uint32_t row) const {
  return isFence || inFlight.count(row) ||
         (defined.size() == warp.countRows() &&
          defined[row] == warp.definedLanes(row) &&
          !std::memcmp(&registers[size_t(row) * rowBytes],
                       warp.row<uint8_t>(row), 2 * rowBytes));
}

std::shared_ptr<Accumulator> MatrixGroups::begin(Warp &warp,
                                                 const Instruction &instruction,
                                                 SumType type, unsigned n) {
  unsigned count = instruction.results;
  std::shared_ptr<Accumulator> known = find(instruction.result(0));
  for (unsigned i = 0; i < count; ++i) {
    bool isSame = known && known->instruction->results == count &&
                  known->type == type &&
                  known->instruction->result(i) == instruction.result(i);
    std::shared_ptr<Accumulator> other = find(instruction.result(i));
    if (other == known && (isSame || !known))
      continue;
    const Instruction &writer = *(other ? other : known)->instruction;
    warp.fault(instruction, ~0u,
               "sums that overlap those of line " + llvm::Twine(writer.line) +
                   ", which are in flight, but are not the same");
    return nullptr;
  }
  if (!known) {
    known = std::make_shared<Accumulator>();
    known->type = type;
    known->sums.resize(rowsOfWarp * n);
    for (unsigned i = 0; i < count; ++i) {
      readSums(warp, instruction.result(i), type, i, n, known->sums.data());
      inFlight[instruction.result(i)] = known;
      warp.setDefined(instruction.result(i), 0, ~0u);
    }
  }
  known->instruction = &instruction;
  ++known->pending;
  return known;
}

bool MatrixGroups::wait(Warp &warp, const Instruction &instruction,
                        uint64_t allowed) {
  Launch &launch = warp.block.launch;
  size_t done = 0;
  for (; done < pending.size() && pending[done].group + allowed < committed;
       ++done) {
    MatrixProduct &product = *pending[done].product;
    product.land(launch);
    const Warpgroup &group = *warp.block.warpgroups[warp.index / 4];
    warp.clock.learn({group.agent.number, product.time, 0});
    Accumulator &sums = *product.parts[warp.index % 4];
    if (--sums.pending == 0 && !finish(warp, instruction, sums))
      return false;
  }
  pending.erase(pending.begin(), pending.begin() + done);
  isFence = false;
  uint32_t rows = warp.countRows();
  const uint8_t *first = warp.row<uint8_t>(0);
  registers.assign(first, first + size_t(rows) * rowBytes);
  defined.assign(&warp.definedLanes(0), &warp.definedLanes(0) + rows);
  return true;
}

/// Puts sums into their registers.
bool MatrixGroups::finish(Warp &warp, const Instruction &instruction,
                          const Accumulator &sums) {
  const Instruction &writer = *sums.instruction;
  unsigned count = writer.results, n = sums.sums.size() / rowsOfWarp;
  for (unsigned i = 0; i < count; ++i) {
    uint32_t row = writer.result(i);
    if (uint32_t lanes = warp.definedLanes(row))
      return warp.fault(instruction, lanes,
                        "waits for the sums of line " +
                            llvm::Twine(writer.line) + " '" + writer.mnemonic +
                            "', of which register " + llvm::Twine(i) +
                            " was written meanwhile"),
             false;
    writeSums(warp, row, sums.type, i, n, sums.sums.data());
    warp.setDefined(row, ~0u, ~0u);
  }
  for (unsigned i = 0; i < count; ++i)
    inFlight.erase(writer.result(i));
  return true;
}
