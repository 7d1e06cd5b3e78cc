//===- Atomic.cpp - atom, red ---------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../Launch.h"
#include "Families.h"
#include "Half.h"
#include "MemoryForm.h"
#include <cstring>

using namespace ptxemu;

namespace {
enum class Update : uint8_t {
  And,
  Or,
  Xor,
  Cas,
  Exch,
  Add,
  Inc,
  Dec,
  Min,
  Max
};

struct AtomicForm : MemoryForm {
  Update update = Update::Add;
};
} // namespace

/// An atomic rounds to nearest and keeps subnormal numbers.
static uint64_t addFloats(Type type, uint64_t a, uint64_t b) {
  auto addHalves = [&](auto format, unsigned shift) {
    using F = decltype(format);
    uint16_t x = a >> shift, y = b >> shift;
    return uint64_t(F::encode(F::decode(x) + F::decode(y))) << shift;
  };
  auto addAll = [&](auto format) {
    return addHalves(format, 0) | (type.packed ? addHalves(format, 16) : 0);
  };
  if (type.bits == 64)
    return bitCast<uint64_t>(
        canonical(bitCast<double>(a) + bitCast<double>(b)));
  if (type.isWideFloat())
    return bitCast<uint32_t>(
        canonical(bitCast<float>(uint32_t(a)) + bitCast<float>(uint32_t(b))));
  return type.kind == Kind::BFloat ? addAll(Bf16()) : addAll(F16());
}

static int64_t extendSign(Type type, uint64_t value) {
  return type.bits == 32 ? int64_t(int32_t(value)) : int64_t(value);
}

/// The new value where `old` is; `b` and `c` are the operands.
static uint64_t compute(const AtomicForm &form, uint64_t old, uint64_t b,
                        uint64_t c) {
  Type type = form.type;
  bool isLess =
      type.isSigned() ? extendSign(type, b) < extendSign(type, old) : b < old;
  switch (form.update) {
  case Update::And:
    return old & b;
  case Update::Or:
    return old | b;
  case Update::Xor:
    return old ^ b;
  case Update::Cas:
    return old == b ? c : old;
  case Update::Exch:
    return b;
  case Update::Add:
    return type.isInteger() ? old + b : addFloats(type, old, b);
  case Update::Inc:
    return old >= b ? 0 : old + 1;
  case Update::Dec:
    return old == 0 || old > b ? b : old - 1;
  case Update::Min:
    return isLess ? b : old;
  case Update::Max:
    return isLess ? old : b;
  }
  return old;
}

static uint64_t readLane(Warp &warp, uint32_t row, unsigned bits,
                         unsigned lane) {
  uint64_t value = 0;
  std::memcpy(&value, warp.row<uint8_t>(row) + lane * bits / 8, bits / 8);
  return value;
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
  unsigned width = form.type.bits;
  uint64_t old = 0;
  std::memcpy(&old, request.at(lane), request.size);
  uint64_t b = readLane(warp, instruction.operand(1), width, lane);
  uint64_t c = form.update == Update::Cas
                   ? readLane(warp, instruction.operand(2), width, lane)
                   : 0;
  uint64_t value = compute(form, old, b, c);
  warp.block.launch.memoryVersion +=
      std::memcmp(request.at(lane), &value, request.size) != 0;
  std::memcpy(request.at(lane), &value, request.size);
  warp.observe(request, lane, /*isAtomic=*/true);
  warp.publish(request, lane, /*isAtomic=*/true);
  if (instruction.results)
    std::memcpy(warp.row<uint8_t>(instruction.result(0)) + lane * width / 8,
                &old, width / 8);
  return true;
}

static Status executeAtomic(Warp &warp, const Instruction &instruction,
                            uint32_t mask) {
  const auto &form = *static_cast<AtomicForm *>(instruction.data.get());
  Request request(instruction, mask, form.type.getBytes(), /*isWrite=*/true);
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

/// `.relaxed.gpu` and the like, before or behind the operation.
static void takeOrder(Decoder &decoder, AtomicForm &form) {
  int order = decoder.takeOneOf({"relaxed", "acquire", "release", "acq_rel"});
  form.acquires |= order == 1 || order == 3;
  form.releases |= order == 2 || order == 3;
  Scope scope;
  if (takeScope(decoder, scope))
    form.scope = scope;
}

static bool isAllowed(Update update, Type type) {
  bool isWord = type.isInteger() && type.bits >= 32;
  switch (update) {
  case Update::And:
  case Update::Or:
  case Update::Xor:
  case Update::Exch:
    return isWord && type.kind == Kind::Bits;
  case Update::Cas:
    return type.kind == Kind::Bits && type.bits >= 16;
  case Update::Add:
    return !type.isInteger() ||
           (isWord && type.kind != Kind::Bits && !type.is(Kind::Signed, 64));
  case Update::Inc:
  case Update::Dec:
    return type.is(Kind::Unsigned, 32);
  case Update::Min:
  case Update::Max:
    return isWord && type.kind != Kind::Bits;
  }
  return false;
}

template <bool hasResult>
static void decodeAtomic(Decoder &decoder) {
  auto form = std::make_shared<AtomicForm>();
  decoder.instruction.data = form;
  takeOrder(decoder, *form);
  Space space = takeSpace(decoder, /*allowsParameters=*/false);
  int update = decoder.takeOneOf(
      {"and", "or", "xor", "cas", "exch", "add", "inc", "dec", "min", "max"});
  if (update < 0)
    return decoder.fail("expected an operation such as .add");
  form->update = Update(update);
  takeOrder(decoder, *form);
  bool noftz = decoder.take("noftz");
  bool hasPolicy = decoder.take("L2::cache_hint");
  Type type = form->type = decoder.takeType();
  if (type.isPredicate() || !isAllowed(form->update, type) ||
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
    decoder.addResult(decoder.getOperand(0), type);
  for (size_t i = 1; i <= operands + hasPolicy; ++i)
    decoder.addOperand(decoder.getOperand(first + i),
                       i <= operands ? type : bits(64));
  decoder.instruction.tracking = Tracking::Require;
  decoder.instruction.execute = executeAtomic;
}

void ptxemu::addAtomic(InstructionTable &table) {
  table.add("atom", TypeClass::Any, decodeAtomic<true>);
  table.add("red", TypeClass::Any, decodeAtomic<false>);
}
