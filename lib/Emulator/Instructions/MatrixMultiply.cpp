//===- MatrixMultiply.cpp - mma -------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// d = a * b + c of 16 x 8 elements, spread over the registers of a warp. Lane
// 4 g + t has rows g and g + 8 of a, c and d, and column g of b.
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../Launch.h"
#include "../TensorCore.h"
#include "Families.h"
#include "Half.h"
#include "llvm/ADT/StringExtras.h"

using namespace ptxemu;

namespace {
constexpr unsigned m = 16, n = 8;

/// In Instruction::data.
struct MultiplyForm {
  unsigned k = 16;
  Element element = Element::F16;
  bool hasHalfSums = false;

  /// Elements in a register of a or b, and registers of each.
  unsigned perRegister() const { return element == Element::Tf32 ? 1 : 2; }
  unsigned countA() const { return m * k / 32 / perRegister(); }
  unsigned countB() const { return n * k / 32 / perRegister(); }
  unsigned countSums() const { return hasHalfSums ? 2 : 4; }
};
} // namespace

/// a[row][l] and b[l][column] from the registers of all lanes. Registers of a
/// are in pairs of the two rows, and go on with the next elements of k.
static void readFactors(Warp &warp, const Instruction &instruction,
                        const MultiplyForm &form, float *a, float *b) {
  unsigned per = form.perRegister();
  for (unsigned i = 0; i < form.countA(); ++i) {
    const uint32_t *from = warp.row<uint32_t>(instruction.operand(i));
    for (unsigned lane = 0; lane < 32; ++lane)
      for (unsigned part = 0; part < per; ++part) {
        unsigned row = lane / 4 + 8 * (i % 2);
        unsigned l = (lane % 4 + 4 * (i / 2)) * per + part;
        a[row * form.k + l] =
            decodeElement(form.element, from[lane] >> 16 * part);
      }
  }
  for (unsigned i = 0; i < form.countB(); ++i) {
    const uint32_t *from =
        warp.row<uint32_t>(instruction.operand(form.countA() + i));
    for (unsigned lane = 0; lane < 32; ++lane)
      for (unsigned part = 0; part < per; ++part) {
        unsigned l = (lane % 4 + 4 * i) * per + part;
        b[l * n + lane / 4] =
            decodeElement(form.element, from[lane] >> 16 * part);
      }
  }
}

/// Calls `body` with each lane's element of the sums: its place among the
/// values of the lane, and in the matrix.
template <typename Body>
static void forSums(Body body) {
  for (unsigned value = 0; value < 4; ++value)
    for (unsigned lane = 0; lane < 32; ++lane)
      body(value, lane,
           (lane / 4 + 8 * (value / 2)) * n + lane % 4 * 2 + value % 2);
}

static Status executeMultiply(Warp &warp, const Instruction &instruction,
                              uint32_t mask) {
  const auto &form = *static_cast<MultiplyForm *>(instruction.data.get());
  if (!warp.checkWhole(instruction, mask))
    return Status::Fault;
  alignas(64) float a[m * 16], b[16 * n], d[m * n];
  readFactors(warp, instruction, form, a, b);
  unsigned sums = form.countA() + form.countB();
  forSums([&](unsigned value, unsigned lane, unsigned at) {
    if (form.hasHalfSums)
      d[at] = F16::decode(warp.row<uint16_t>(
          instruction.operand(sums + value / 2))[2 * lane + value % 2]);
    else
      d[at] = warp.row<float>(instruction.operand(sums + value))[lane];
  });
  multiplyMatrices(warp.block.launch.sumStyle, m, n, form.k, a, b, d);
  forSums([&](unsigned value, unsigned lane, unsigned at) {
    if (form.hasHalfSums)
      warp.row<uint16_t>(instruction.result(value / 2))[2 * lane + value % 2] =
          F16::encode(d[at]);
    else
      warp.row<float>(instruction.result(value))[lane] = d[at];
  });
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
  int shape = decoder.takeOneOf({"m16n8k4", "m16n8k8", "m16n8k16"});
  if (shape < 0 || !decoder.take("row") || !decoder.take("col"))
    return decoder.fail(
        "expected .m16n8k4, .m16n8k8 or .m16n8k16, and .row.col");
  form->k = 4u << shape;
  int result = decoder.takeOneOf({"f32", "f16"});
  int left = decoder.takeOneOf({"f16", "bf16", "tf32"});
  int right = decoder.takeOneOf({"f16", "bf16", "tf32"});
  int sum = decoder.takeOneOf({"f32", "f16"});
  form->element = Element(left);
  form->hasHalfSums = result == 1;
  bool hasShape = left == 2 ? form->k <= 8 : form->k >= 8;
  if (left < 0 || left != right || result < 0 || result != sum || !hasShape ||
      (form->hasHalfSums && left != 0))
    return decoder.fail(
        "expected .f32 sums of f16, bf16 or tf32, or .f16 sums of f16, and a "
        "shape that the type has");
  if (!decoder.expectOperands(4))
    return;
  Type sums = form->hasHalfSums ? bits(32) : Type{Kind::Float, 32, false};
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
