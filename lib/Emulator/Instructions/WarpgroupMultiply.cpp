//===- WarpgroupMultiply.cpp - wgmma --------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../MatrixGroups.h"
#include "Families.h"
#include "MatrixTypes.h"
#include "llvm/ADT/StringExtras.h"

using namespace ptxemu;

namespace {
/// In Instruction::data.
struct ProductForm {
  unsigned n = 8, k = 16;
  ProductType type;
  bool isLeftInRegisters = false;
  bool isLeftTransposed = false, isRightTransposed = false;
  float leftScale = 1, rightScale = 1;

  unsigned elementBytes() const { return getElementBytes(type.left); }
  /// The operands: a, b, and whether sums are kept.
  unsigned countLeft() const { return isLeftInRegisters ? 4 : 1; }
};
} // namespace

static MatrixGroups &getGroups(Warp &warp) {
  if (!warp.matrices)
    warp.matrices = std::make_shared<MatrixGroups>();
  return *warp.matrices;
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

/// A register of all lanes alike; false after a fault.
template <typename T>
static bool readUniform(Warp &warp, const Instruction &instruction,
                        uint32_t row, T &value) {
  const T *values = warp.row<T>(row);
  value = values[0];
  for (unsigned lane = 1; lane < 32; ++lane)
    if (values[lane] != value)
      return warp.fault(instruction, 1u << lane,
                        "a descriptor that differs among the lanes of a warp"),
             false;
  return true;
}

static bool readDescriptor(Warp &warp, const Instruction &instruction,
                           unsigned operand, bool isTransposed,
                           unsigned elementBytes, MatrixOperand &matrix) {
  uint64_t image;
  if (!readUniform(warp, instruction, instruction.operand(operand), image))
    return false;
  auto field = [&](unsigned first) { return (image >> first & 0x3fff) << 4; };
  matrix.start = field(0);
  matrix.leading = field(16);
  matrix.stride = field(32);
  static const int modes[] = {0, 3, 2, 1};
  matrix.swizzle = modes[image >> 62];
  matrix.isTransposed = isTransposed;
  matrix.elementBytes = elementBytes;
  constexpr uint64_t used = 0xc000'3fff'3fff'3fff;
  if (image & ~used)
    return warp.fault(instruction, 1,
                      "a descriptor 0x" + llvm::utohexstr(image) +
                          " with a base offset or bits that are not modelled"),
           false;
  return true;
}

/// Checks the 16 bytes that each of `rows` has of each of `k` elements.
static bool checkMatrix(Warp &warp, const Instruction &instruction,
                        const MatrixOperand &matrix, unsigned first,
                        unsigned rows, unsigned k, Agent agent) {
  AsyncAccess access{warp, instruction, 0, agent};
  Buffer &shared = warp.block.shared;
  unsigned perPiece = 16 / matrix.elementBytes;
  unsigned rowStep = matrix.isTransposed ? perPiece : 1,
           kStep = matrix.isTransposed ? 1 : perPiece;
  for (unsigned row = first; row < first + rows; row += rowStep)
    for (unsigned l = 0; l < k; l += kStep) {
      uint64_t at = matrix.getPiece(row, l);
      if (!shared.contains(at, 16))
        return warp.fault(instruction, 1,
                          "reads byte " + llvm::Twine(at) +
                              " of shared memory, which is out of bounds: it "
                              "has " +
                              llvm::Twine(shared.size) + " bytes"),
               false;
      if (!shared.isWritten(at, 16))
        return warp.fault(instruction, 1,
                          "reads 16 bytes at byte " + llvm::Twine(at) + " of " +
                              nameShared(warp.block.launch, at) +
                              " that nobody has written"),
               false;
      if (!access.check(shared, Space::Shared, at, 16, /*isWrite=*/false))
        return false;
    }
  return true;
}

/// What reading a matrix costs: 8 lines of 16 bytes are read at once, as by
/// ldmatrix, and conflict if they are in the same banks.
static void countReads(Launch &launch, const MatrixOperand &matrix,
                       unsigned first, unsigned rows, unsigned k) {
  constexpr unsigned lines = 8, pieceBytes = 16, pieces = 8;
  unsigned perPiece = pieceBytes / matrix.elementBytes;
  Traffic &traffic = launch.sharedTraffic;
  ++traffic.requests;
  traffic.bytesRead += uint64_t(rows) * k * matrix.elementBytes;
  for (unsigned row = first; row < first + rows; row += lines)
    for (unsigned l = 0; l < k; l += matrix.isTransposed ? lines : perPiece) {
      uint64_t uses[pieces] = {};
      for (unsigned i = 0; i < lines; ++i) {
        uint64_t at = matrix.isTransposed ? matrix.getPiece(row, l + i)
                                          : matrix.getPiece(row + i, l);
        ++uses[at / pieceBytes % pieces];
      }
      uint64_t degree = *std::max_element(uses, uses + pieces);
      traffic.passes += degree;
      traffic.worstConflict = std::max(traffic.worstConflict, degree);
    }
}

/// Registers must not have changed since the last wgmma.fence.
static bool checkFence(Warp &warp, const Instruction &instruction,
                       const ProductForm &form, bool keepsSums) {
  MatrixGroups &groups = getGroups(warp);
  auto check = [&](uint32_t row, bool isNeeded) {
    bool isInFlight = groups.find(row) != nullptr;
    if (isNeeded && !isInFlight && !warp.checkDefined(instruction, row, ~0u))
      return false;
    if (groups.isFenced(warp, row))
      return true;
    return warp.fault(instruction, ~0u,
                      groups.wasEverFenced()
                          ? "uses a register that was written since the last "
                            "wait without a wgmma.fence"
                          : "there is no wgmma.fence before it"),
           false;
  };
  for (unsigned i = 0; i < instruction.results; ++i)
    if (!check(instruction.result(i), keepsSums))
      return false;
  for (unsigned i = 0; form.isLeftInRegisters && i < 4; ++i) {
    if (groups.find(instruction.operand(i)))
      return warp.checkDefined(instruction, instruction.operand(i), ~0u);
    if (!check(instruction.operand(i), /*isNeeded=*/true))
      return false;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Execution
//===----------------------------------------------------------------------===//

static Warpgroup *getWarpgroup(Warp &warp, const Instruction &instruction) {
  Block &block = warp.block;
  if (block.warps.size() % 4) {
    warp.fault(instruction, ~0u,
               "a block of " + llvm::Twine(block.warps.size()) +
                   " warps; expected groups of 4");
    return nullptr;
  }
  block.warpgroups.resize(block.warps.size() / 4);
  auto &group = block.warpgroups[warp.index / 4];
  if (!group)
    group = std::make_shared<Warpgroup>(block.launch.async.makeAgent());
  return group.get();
}

/// What the warps of a group have in common; the first one sets it.
static bool fillProduct(Warp &warp, const Instruction &instruction,
                        const ProductForm &form, Warpgroup &group) {
  MatrixOperand left, right;
  unsigned bytes = form.elementBytes(), next = form.countLeft();
  if ((!form.isLeftInRegisters &&
       !readDescriptor(warp, instruction, 0, form.isLeftTransposed, bytes,
                       left)) ||
      !readDescriptor(warp, instruction, next, form.isRightTransposed, bytes,
                      right))
    return false;
  MatrixProduct &product = *group.next;
  bool isFirst = !group.arrived;
  if (!isFirst &&
      (product.left.start != left.start || product.right.start != right.start ||
       group.instruction != &instruction))
    return warp.fault(instruction, ~0u,
                      "the warps of a group differ in what they multiply; "
                      "others are at line " +
                          llvm::Twine(group.instruction->line)),
           false;
  group.instruction = &instruction;
  product.n = form.n;
  product.k = form.k;
  product.type = form.type;
  product.isLeftInRegisters = form.isLeftInRegisters;
  product.left = left;
  product.right = right;
  product.leftScale = form.leftScale;
  product.rightScale = form.rightScale;
  return true;
}

static Status executeProduct(Warp &warp, const Instruction &instruction,
                             uint32_t mask) {
  const auto &form = *static_cast<ProductForm *>(instruction.data.get());
  if (!warp.checkWhole(instruction, mask))
    return Status::Fault;
  Warpgroup *group = getWarpgroup(warp, instruction);
  if (!group)
    return Status::Fault;
  Launch &launch = warp.block.launch;
  unsigned own = warp.index % 4, last = form.countLeft() + 1;
  for (unsigned i = form.isLeftInRegisters ? 4 : 0; i <= last; ++i)
    if (!warp.checkDefined(instruction, instruction.operand(i), ~0u))
      return Status::Fault;
  uint32_t keep = warp.predicate(instruction.operand(last));
  if (keep && keep != ~0u)
    return warp.fault(instruction, ~keep, "scale-d differs among lanes");
  if (!checkFence(warp, instruction, form, keep))
    return Status::Fault;
  if (!group->next)
    group->next = std::make_shared<MatrixProduct>(warp.block, ++group->time);
  MatrixProduct &product = *group->next;
  if (!fillProduct(warp, instruction, form, *group))
    return Status::Fault;
  Agent agent{group->agent.number, product.time};
  if (form.isLeftInRegisters) {
    product.leftRows[own].resize(rowsOfWarp * form.k);
    readLeft(warp, instruction, 0, form.type.left, form.k,
             product.leftRows[own].data());
  } else if (!checkMatrix(warp, instruction, product.left, rowsOfWarp * own,
                          rowsOfWarp, form.k, agent))
    return Status::Fault;
  if (!checkMatrix(warp, instruction, product.right, 0, form.n, form.k, agent))
    return Status::Fault;
  if (!form.isLeftInRegisters)
    countReads(launch, product.left, rowsOfWarp * own, rowsOfWarp, form.k);
  // All four warps use the same b.
  if (own == 0)
    countReads(launch, product.right, 0, form.n, form.k);
  MatrixGroups &groups = getGroups(warp);
  product.parts[own] = groups.begin(warp, instruction, form.type.sums, form.n);
  if (!product.parts[own])
    return Status::Fault;
  product.keepsSums = keep;
  groups.add(group->next);
  ++group->arrived;
  if (group->arrived < 4) {
    group->waiting.push_back(&warp);
    warp.waiting = Waiting::Barrier;
    return Status::Wait;
  }
  product.previous = group->last;
  group->last = group->next;
  launch.async.add(group->next);
  for (Warp *other : group->waiting)
    other->waiting = Waiting::Nothing;
  group->waiting.clear();
  group->next.reset();
  group->arrived = 0;
  return Status::Next;
}

static Status executeFence(Warp &warp, const Instruction &instruction,
                           uint32_t mask) {
  if (!warp.checkWhole(instruction, mask))
    return Status::Fault;
  getGroups(warp).fence();
  return Status::Next;
}

static Status executeCommit(Warp &warp, const Instruction &instruction,
                            uint32_t mask) {
  if (!warp.checkWhole(instruction, mask))
    return Status::Fault;
  getGroups(warp).commit();
  return Status::Next;
}

static Status executeWait(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  return warp.checkWhole(instruction, mask) &&
                 getGroups(warp).wait(warp, instruction, instruction.offset)
             ? Status::Next
             : Status::Fault;
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

/// `m64n256k16`
static bool parseShape(llvm::StringRef shape, ProductForm &form) {
  return shape.consume_front("m64n") && !shape.consumeInteger(10, form.n) &&
         shape.consume_front("k") && !shape.consumeInteger(10, form.k) &&
         shape.empty() && form.n && form.n % 8 == 0 && form.n <= 256;
}

static float takeScale(Decoder &decoder, const Operand &operand) {
  int64_t scale = decoder.getInteger(operand);
  if (scale != 1 && scale != -1)
    decoder.fail("expected a scale of 1 or -1");
  return scale;
}
static bool takeTransposition(Decoder &decoder, const Operand &operand) {
  uint64_t flag = decoder.getInteger(operand);
  if (flag > 1)
    decoder.fail("expected 0 or 1 for a transposition");
  return flag;
}

static void decodeProduct(Decoder &decoder) {
  auto form = std::make_shared<ProductForm>();
  decoder.instruction.data = form;
  if (!parseShape(decoder.peek(), *form))
    return decoder.fail("expected a shape such as .m64n128k16");
  decoder.take(decoder.peek());
  ProductType &type = form->type;
  if (!takeProductType(decoder, type))
    return decoder.fail(productTypes);
  bool areIntegers = type.sums == SumType::S32;
  if (form->k * form->elementBytes() != 32 ||
      (areIntegers && form->n > 24 && form->n % 16))
    return decoder.fail("a shape that the type does not have");
  if (decoder.getOperandCount() < 2)
    return decoder.fail("expected sums and factors");
  const Operand &a = decoder.getOperand(1), &sums = decoder.getOperand(0);
  form->isLeftInRegisters = a.kind == Operand::Vector;
  bool mayTranspose = form->elementBytes() == 2;
  if (!decoder.expectOperands(
          areIntegers ? 4 : 6 + mayTranspose * (2 - form->isLeftInRegisters)))
    return;
  unsigned count = countSumRegisters(type.sums, form->n);
  if (sums.kind != Operand::Vector || sums.elements.size() != count ||
      (form->isLeftInRegisters && a.elements.size() != 4))
    return decoder.fail("expected " + llvm::Twine(count) +
                        " registers of sums, and 4 or a descriptor of a");
  for (const Operand &each : sums.elements)
    decoder.addResult(each, type.sums == SumType::F16 ? bits(32)
                                                      : getType(type.sums));
  if (form->isLeftInRegisters)
    for (const Operand &each : a.elements)
      decoder.addOperand(each, bits(32));
  else
    decoder.addOperand(a, bits(64));
  decoder.addOperand(decoder.getOperand(2), bits(64));
  const Operand &keepsSums = decoder.getOperand(3);
  if (keepsSums.kind == Operand::Integer)
    decoder.pushOperand(decoder.addConstant(keepsSums.value != 0, 1));
  else
    decoder.addOperand(keepsSums, predicate);
  if (!areIntegers) {
    form->leftScale = takeScale(decoder, decoder.getOperand(4));
    form->rightScale = takeScale(decoder, decoder.getOperand(5));
  }
  size_t next = 6;
  if (mayTranspose && !form->isLeftInRegisters)
    form->isLeftTransposed =
        takeTransposition(decoder, decoder.getOperand(next++));
  if (mayTranspose)
    form->isRightTransposed =
        takeTransposition(decoder, decoder.getOperand(next));
  decoder.instruction.tracking = Tracking::Own;
  decoder.instruction.execute = executeProduct;
}

static void decodeWarpgroup(Decoder &decoder) {
  int action =
      decoder.takeOneOf({"fence", "mma_async", "commit_group", "wait_group"});
  if (action < 0 || !decoder.take("sync") || !decoder.take("aligned"))
    return decoder.fail("expected .fence, .mma_async, .commit_group or "
                        ".wait_group, and .sync.aligned");
  if (action == 1)
    return decodeProduct(decoder);
  decoder.expectOperands(action == 3);
  if (action == 3 && !decoder.failed())
    decoder.instruction.offset = decoder.getInteger(decoder.getOperand(0));
  decoder.instruction.execute = action == 0   ? executeFence
                                : action == 2 ? executeCommit
                                              : executeWait;
}

void ptxemu::addWarpgroupMultiply(InstructionTable &table) {
  table.add("wgmma", TypeClass::Any, decodeWarpgroup);
}
