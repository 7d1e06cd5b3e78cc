//===- TensorMaps.cpp - Tensor maps that kernels change -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TensorMaps.h"
#include "../InstructionTable.h"
#include "../Launch.h"
#include "../TensorMapFields.h"
#include "AddressOperand.h"
#include "Families.h"
#include "MemoryForm.h"

using namespace ptxemu;

namespace {
/// In Instruction::data.
struct ReplaceForm {
  AddressOperand map;
  MapField field = MapField::Address;
  unsigned index = 0;
  unsigned valueBits = 32;
};
struct CopyForm {
  AddressOperand target, source;
  Scope scope = Scope::Device;
};
} // namespace

bool ptxemu::MapAccess::resolve(Warp &warp, const AddressOperand &operand,
                                const Instruction &instruction, unsigned lane,
                                bool isWrite) {
  for (unsigned i : {0, 1}) {
    parts[i] = operand.in(instruction, partBytes * i);
    requests[i].emplace(parts[i], 1u << lane, partBytes, isWrite);
    requests[i]->isTraffic = false;
    if (!warp.resolve(*requests[i]))
      return false;
  }
  this->lane = lane;
  return true;
}

EncodedTensorMap ptxemu::MapAccess::read() const {
  EncodedTensorMap bytes;
  for (unsigned i : {0, 1})
    std::memcpy(&bytes[partBytes * i], requests[i]->at(lane), partBytes);
  return bytes;
}

bool ptxemu::MapAccess::write(Warp &warp, const EncodedTensorMap &bytes,
                              Strength strength) const {
  for (unsigned i : {0, 1}) {
    const Request &request = *requests[i];
    if (!warp.checkRace(request, lane, strength, &bytes[partBytes * i]))
      return false;
    std::memcpy(request.at(lane), &bytes[partBytes * i], partBytes);
    request.getBuffer(lane).setWritten(request.getOffset(lane), partBytes);
  }
  ++warp.block.launch.memoryVersion;
  return true;
}

bool ptxemu::MapAccess::checkRead(Warp &warp, Strength strength) const {
  for (const auto &request : requests)
    if (!warp.checkRace(*request, lane, strength, nullptr))
      return false;
  return true;
}

//===----------------------------------------------------------------------===//
// Execution
//===----------------------------------------------------------------------===//

static Status executeReplace(Warp &warp, const Instruction &instruction,
                             uint32_t mask) {
  const auto &form = *static_cast<ReplaceForm *>(instruction.data.get());
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    // A field is replaced in what is there.
    MapAccess before, after;
    if (!before.resolve(warp, form.map, instruction, lane, /*isWrite=*/false) ||
        !after.resolve(warp, form.map, instruction, lane, /*isWrite=*/true))
      return Status::Fault;
    uint32_t row = instruction.operand(1);
    uint64_t value = form.valueBits == 64 ? warp.row<uint64_t>(row)[lane]
                                          : warp.row<uint32_t>(row)[lane];
    EncodedTensorMap bytes = before.read();
    if (!replaceField(bytes, form.field, form.index, value))
      return warp.fault(instruction, 1u << lane,
                        "there is neither a tensor map nor are there zeros at "
                        "this address");
    if (!after.write(warp, bytes, Strength::Weak))
      return Status::Fault;
  }
  return Status::Next;
}

/// The warp copies a map, and makes it known.
static Status executeCopy(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  const auto &form = *static_cast<CopyForm *>(instruction.data.get());
  MapAccess source, target;
  if (!warp.checkWhole(instruction, mask) ||
      !source.resolve(warp, form.source, instruction, 0, /*isWrite=*/false) ||
      !target.resolve(warp, form.target, instruction, 0, /*isWrite=*/true) ||
      !source.checkRead(warp, Strength::Weak))
    return Status::Fault;
  warp.clock.fence(form.scope);
  if (!target.write(warp, source.read(), Strength::Device))
    return Status::Fault;
  warp.publish(target.first(), 0, /*isAtomic=*/false);
  return Status::Next;
}

/// A fence reads nothing, so that there need be no map.
static Status executeAcquire(Warp &warp, const Instruction &instruction,
                             uint32_t mask) {
  const auto &form = *static_cast<CopyForm *>(instruction.data.get());
  Instruction address = form.source.in(instruction);
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    Request request(address, 1u << lane, mapBytes / 2, /*isWrite=*/false);
    request.mayBeUnwritten = true;
    request.isTraffic = false;
    if (!warp.block.launch.memory.find(warp.getAddress(address, lane),
                                       mapBytes))
      continue;
    if (!warp.resolve(request))
      return Status::Fault;
    warp.observe(request, lane, /*isAtomic=*/false);
  }
  warp.clock.fence(form.scope);
  warp.clock.fenceMaps(warp.block.launch.knownMaps);
  return Status::Next;
}

static Status executeRelease(Warp &warp, const Instruction &instruction,
                             uint32_t) {
  const auto &form = *static_cast<CopyForm *>(instruction.data.get());
  warp.clock.fence(form.scope);
  return Status::Next;
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

static void decodeReplace(Decoder &decoder) {
  auto form = std::make_shared<ReplaceForm>();
  decoder.instruction.data = form;
  if (!decoder.take("tile"))
    return decoder.fail("expected .tile");
  int field =
      decoder.takeOneOf({"global_address", "rank", "box_dim", "global_dim",
                         "global_stride", "element_stride", "elemtype",
                         "interleave_layout", "swizzle_mode", "fill_mode"});
  Space space = takeSpace(decoder, /*allowsParameters=*/false);
  if (field < 0 || !decoder.take("b1024"))
    return decoder.fail("expected a field that is modelled, and .b1024");
  form->field = MapField(field);
  bool isWide =
      form->field == MapField::Address || form->field == MapField::Stride;
  form->valueBits = isWide ? 64 : 32;
  if (!(decoder.takeType() == bits(form->valueBits)))
    return decoder.fail("expected .b" + llvm::Twine(form->valueBits));
  bool hasIndex =
      form->field >= MapField::Box && form->field <= MapField::ElementStride;
  if (!decoder.expectOperands(2 + hasIndex))
    return;
  form->map.add(decoder, decoder.getOperand(0), space);
  if (hasIndex)
    form->index = decoder.getInteger(decoder.getOperand(1));
  if (form->index > (form->field == MapField::Stride ? 3 : 4))
    return decoder.fail("expected a dimension");
  decoder.addOperand(decoder.getOperand(1 + hasIndex), bits(form->valueBits));
  decoder.instruction.tracking = Tracking::Require;
  decoder.instruction.execute = executeReplace;
}

static bool takeMapScope(Decoder &decoder, Scope &scope) {
  if (takeScope(decoder, scope))
    return true;
  decoder.fail("expected .cta, .cluster, .gpu or .sys");
  return false;
}

static bool expectMapBytes(Decoder &decoder, size_t operand) {
  if (decoder.getInteger(decoder.getOperand(operand)) == mapBytes)
    return true;
  decoder.fail("expected 128 bytes");
  return false;
}

static void decodeCopy(Decoder &decoder) {
  auto form = std::make_shared<CopyForm>();
  decoder.instruction.data = form;
  if (!decoder.take("global") || !decoder.take("shared::cta") ||
      !decoder.take("tensormap::generic") || !decoder.take("release") ||
      !takeMapScope(decoder, form->scope) || !decoder.take("sync") ||
      !decoder.take("aligned"))
    return decoder.fail("expected .global.shared::cta.tensormap::generic."
                        "release, a scope, and .sync.aligned");
  if (!decoder.expectOperands(3) || !expectMapBytes(decoder, 2))
    return;
  form->target.add(decoder, decoder.getOperand(0), Space::Global);
  form->source.add(decoder, decoder.getOperand(1), Space::Shared);
  decoder.instruction.tracking = Tracking::Require;
  decoder.instruction.execute = executeCopy;
}

static void decodeMapInstruction(Decoder &decoder) {
  if (decoder.take("replace"))
    return decodeReplace(decoder);
  if (decoder.take("cp_fenceproxy"))
    return decodeCopy(decoder);
  decoder.fail("expected .replace or .cp_fenceproxy");
}

void ptxemu::decodeMapFence(Decoder &decoder) {
  auto form = std::make_shared<CopyForm>();
  decoder.instruction.data = form;
  int side = decoder.takeOneOf({"release", "acquire"});
  if (side < 0 || !takeMapScope(decoder, form->scope))
    return decoder.fail("expected .release or .acquire, and a scope");
  if (side == 0) {
    decoder.expectOperands(0);
    decoder.instruction.execute = executeRelease;
    return;
  }
  if (!decoder.expectOperands(2) || !expectMapBytes(decoder, 1))
    return;
  form->source.add(decoder, decoder.getOperand(0), Space::Generic);
  decoder.instruction.tracking = Tracking::Require;
  decoder.instruction.execute = executeAcquire;
}

void ptxemu::addTensorMaps(InstructionTable &table) {
  table.add("tensormap", TypeClass::Any, decodeMapInstruction);
}
