//===- MatrixMultiply.cpp - mma -------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// d = a * b + c of 16 x 8 elements, spread over the registers of a warp.
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../Launch.h"
#include "../MatrixRegisters.h"
#include "Families.h"
#include "MatrixTypes.h"

using namespace ptxemu;

namespace {
constexpr unsigned m = rowsOfWarp, n = 8;

/// In Instruction::data.
struct MultiplyForm {
  unsigned k = 16;
  ProductType type;

  /// Registers of each operand.
  unsigned countA() const { return m * k * getElementBytes(type.left) / 128; }
  unsigned countB() const { return n * k * getElementBytes(type.left) / 128; }
  unsigned countSums() const { return countSumRegisters(type.sums, n); }
};
} // namespace

static Status executeMultiply(Warp &warp, const Instruction &instruction,
                              uint32_t mask) {
  const auto &form = *static_cast<MultiplyForm *>(instruction.data.get());
  if (!warp.checkWhole(instruction, mask))
    return Status::Fault;
  alignas(64) float a[m * 32], b[32 * n], d[m * n];
  unsigned right = form.countA(), sums = right + form.countB();
  readLeft(warp, instruction, 0, form.type.left, form.k, a);
  readRight(warp, instruction, right, form.type.right, form.k, b);
  for (unsigned i = 0; i < form.countSums(); ++i)
    readSums(warp, instruction.operand(sums + i), form.type.sums, i, n, d);
  multiplyMatrices(warp.block.launch.sumStyle, form.type, m, n, form.k, a, b,
                   d);
  for (unsigned i = 0; i < form.countSums(); ++i)
    writeSums(warp, instruction.result(i), form.type.sums, i, n, d);
  return Status::Next;
}

static void addRegisters(Decoder &decoder, size_t operand, unsigned count,
                         Type type, bool areResults) {
  const Operand &registers = decoder.getOperand(operand);
  if (registers.kind != Operand::Vector || registers.elements.size() != count)
    return decoder.fail("expected " + llvm::Twine(count) +
                        " registers in operand " + llvm::Twine(operand + 1));
  for (const Operand &each : registers.elements)
    areResults ? decoder.addResult(each, type) : decoder.addOperand(each, type);
}

/// `mma.sync.aligned.m16n8kK.row.col.D.A.B.C`
static void decodeMultiply(Decoder &decoder) {
  auto form = std::make_shared<MultiplyForm>();
  decoder.instruction.data = form;
  if (!decoder.take("sync") || !decoder.take("aligned"))
    return decoder.fail("expected .sync.aligned");
  int shape = decoder.takeOneOf({"m16n8k4", "m16n8k8", "m16n8k16", "m16n8k32"});
  if (shape < 0 || !decoder.take("row") || !decoder.take("col"))
    return decoder.fail("expected .m16n8k4, .m16n8k8, .m16n8k16 or .m16n8k32, "
                        "and .row.col");
  form->k = 4u << shape;
  ProductType &type = form->type;
  if (!takeProductType(decoder, type) ||
      !(decoder.takeType() == getType(type.sums)))
    return decoder.fail(productTypes);
  unsigned bytes = getElementBytes(type.left) * form->k;
  if (bytes != 16 && bytes != 32)
    return decoder.fail("a shape that the type does not have");
  if (!decoder.expectOperands(4))
    return;
  Type sums = type.sums == SumType::F16 ? bits(32) : getType(type.sums);
  addRegisters(decoder, 0, form->countSums(), sums, /*areResults=*/true);
  addRegisters(decoder, 1, form->countA(), bits(32), /*areResults=*/false);
  addRegisters(decoder, 2, form->countB(), bits(32), /*areResults=*/false);
  addRegisters(decoder, 3, form->countSums(), sums, /*areResults=*/false);
  decoder.instruction.tracking = Tracking::Require;
  decoder.instruction.execute = executeMultiply;
}

void ptxemu::addMatrixMultiply(InstructionTable &table) {
  table.add("mma", TypeClass::Any, decodeMultiply);
}
