//===- Atomic.cpp - atom, red ---------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../Launch.h"
#include "Families.h"
#include "MemoryForm.h"
#include "RemoteStore.h"
#include "Update.h"
#include <cstring>

using namespace ptxemu;

namespace {
struct AtomicForm : MemoryForm {
  Update update = Update::Add;
};
} // namespace

static uint64_t readLane(Warp &warp, uint32_t row, unsigned bits,
                         unsigned lane) {
  uint64_t value = 0;
  std::memcpy(&value, warp.row<uint8_t>(row) + lane * bits / 8, bits / 8);
  return value;
}

/// The update of one element at `at`, which is number `i` of those of a lane.
/// Returns whether that changed anything.
static bool updateElement(Warp &warp, const Instruction &instruction,
                          const AtomicForm &form, unsigned lane, unsigned i,
                          uint8_t *at) {
  unsigned width = form.type.bits, bytes = form.type.getBytes();
  uint64_t old = 0;
  std::memcpy(&old, at, bytes);
  uint64_t b = readLane(warp, instruction.operand(1 + i), width, lane);
  uint64_t c = form.update == Update::Cas
                   ? readLane(warp, instruction.operand(2), width, lane)
                   : 0;
  uint64_t value = computeUpdate(form.update, form.type, old, b, c);
  bool changes = std::memcmp(at, &value, bytes) != 0;
  std::memcpy(at, &value, bytes);
  if (instruction.results)
    std::memcpy(warp.row<uint8_t>(instruction.result(i)) + lane * bytes, &old,
                bytes);
  return changes;
}

/// The update of one lane; false after a fault.
static bool updateLane(Warp &warp, const Request &request,
                       const AtomicForm &form, unsigned lane) {
  const Instruction &instruction = request.instruction;
  if (!request.getBuffer(lane).isWritten(request.getOffset(lane),
                                         request.size)) {
    warp.fault(instruction, 1u << lane,
               "updates memory that nobody has written");
    return false;
  }
  if (!warp.checkRace(request, lane, form.strength, nullptr))
    return false;
  for (unsigned i = 0; i < form.count; ++i)
    warp.block.launch.memoryVersion +=
        updateElement(warp, instruction, form, lane, i,
                      request.at(lane) + i * form.type.getBytes());
  warp.observe(request, lane, /*isAtomic=*/true);
  warp.publish(request, lane, /*isAtomic=*/true);
  return true;
}

static Status executeAtomic(Warp &warp, const Instruction &instruction,
                            uint32_t mask) {
  const auto &form = *static_cast<AtomicForm *>(instruction.data.get());
  Request request(instruction, mask, form.count * form.type.getBytes(),
                  /*isWrite=*/true);
  if (!warp.resolve(request))
    return Status::Fault;
  if (form.releases)
    warp.clock.fence(form.scope);
  // The order of lanes is open: it starts anywhere.
  unsigned first = warp.block.launch.draw() % 32;
  for (unsigned i = 0; i < 32; ++i) {
    unsigned lane = (first + i) % 32;
    if (mask >> lane & 1 && !updateLane(warp, request, form, lane))
      return Status::Fault;
  }
  if (form.acquires)
    warp.clock.fence(form.scope);
  return Status::Next;
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

/// `.relaxed.gpu` and the like, which ptxas takes in either order, and before
/// or behind the memory and the operation.
static void takeOrder(Decoder &decoder, AtomicForm &form) {
  Scope scope;
  if (takeScope(decoder, scope))
    form.scope = scope;
  int order = decoder.takeOneOf({"relaxed", "acquire", "release", "acq_rel"});
  form.acquires |= order == 1 || order == 3;
  form.releases |= order == 2 || order == 3;
  if (takeScope(decoder, scope))
    form.scope = scope;
}

/// `.v2` and the like: elements that are updated one by one, in global memory
/// alone.
static bool takeVector(Decoder &decoder, AtomicForm &form, Space space) {
  static const unsigned counts[] = {1, 2, 4, 8};
  form.count = counts[decoder.takeOneOf({"v2", "v4", "v8"}) + 1];
  form.type = decoder.takeType();
  if (form.count == 1)
    return true;
  bool isFloat = !form.type.isInteger() && form.type.bits <= 32;
  return form.update == Update::Add && isFloat && space == Space::Global &&
         form.count * form.type.getBytes() <= 16;
}

/// The registers of `%f1` or `{%f1, %f2}`.
static llvm::ArrayRef<Operand>
getElements(Decoder &decoder, const Operand &operand, unsigned count) {
  bool isVector = operand.kind == Operand::Vector;
  if (isVector != (count > 1) || (isVector && operand.elements.size() != count))
    decoder.fail("expected " + llvm::Twine(count) + " registers");
  return isVector ? llvm::ArrayRef(operand.elements) : llvm::ArrayRef(operand);
}

template <bool hasResult>
static void decodeAtomic(Decoder &decoder) {
  if (!hasResult && decoder.take("async"))
    return decodeRemoteStore(decoder, /*isReduction=*/true);
  auto form = std::make_shared<AtomicForm>();
  decoder.instruction.data = form;
  takeOrder(decoder, *form);
  Space space = takeSpace(decoder, /*allowsParameters=*/false);
  takeOrder(decoder, *form);
  if (!takeUpdate(decoder, form->update))
    return;
  takeOrder(decoder, *form);
  bool noftz = decoder.take("noftz");
  bool hasPolicy = decoder.take("L2::cache_hint");
  bool hasVector = takeVector(decoder, *form, space);
  Type type = form->type;
  if (type.isPredicate() || !isUpdateOf(form->update, type) || !hasVector ||
      noftz != type.isHalf())
    return decoder.fail("type that this operation does not have");
  if (!hasResult &&
      (form->update == Update::Cas || form->update == Update::Exch))
    return decoder.fail("operation that red does not have");
  form->strength =
      form->scope == Scope::Block ? Strength::Block : Strength::Device;
  size_t first = hasResult, operands = form->update == Update::Cas ? 2 : 1;
  if (!decoder.expectOperands(first + 1 + operands + hasPolicy))
    return;
  decoder.addAddress(decoder.getOperand(first), space);
  if (hasResult)
    for (const Operand &each :
         getElements(decoder, decoder.getOperand(0), form->count))
      decoder.addResult(each, type);
  for (size_t i = 1; i <= operands; ++i)
    for (const Operand &each :
         getElements(decoder, decoder.getOperand(first + i), form->count))
      decoder.addOperand(each, type);
  if (hasPolicy)
    decoder.addOperand(decoder.getOperand(first + operands + 1), bits(64));
  decoder.instruction.tracking = Tracking::Require;
  decoder.instruction.execute = executeAtomic;
}

void ptxemu::addAtomic(InstructionTable &table) {
  table.add("atom", TypeClass::Any, decodeAtomic<true>);
  table.add("red", TypeClass::Any, decodeAtomic<false>);
}
