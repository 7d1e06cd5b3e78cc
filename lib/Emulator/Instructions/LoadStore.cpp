//===- LoadStore.cpp - ld, ldu, st ----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../Launch.h"
#include "Families.h"
#include "MemoryForm.h"
#include "RemoteStore.h"
#include <cstring>

using namespace ptxemu;

//===----------------------------------------------------------------------===//
// Modifiers
//===----------------------------------------------------------------------===//

bool ptxemu::takeScope(Decoder &decoder, Scope &scope) {
  int position = decoder.takeOneOf({"cta", "cluster", "gpu", "sys"});
  scope = position == 0 ? Scope::Block : Scope::Device;
  return position >= 0;
}

Space ptxemu::takeSpace(Decoder &decoder, bool allowsParameters) {
  int position = decoder.takeOneOf({"global", "shared", "shared::cta",
                                    "shared::cluster", "local", "const",
                                    "param", "param::entry", "param::func"});
  static const Space spaces[] = {Space::Generic, Space::Global, Space::Shared,
                                 Space::Shared,  Space::Shared, Space::Local,
                                 Space::Const,   Space::Param,  Space::Param,
                                 Space::Param};
  Space space = spaces[position + 1];
  if (!allowsParameters &&
      (space == Space::Param || space == Space::Const || space == Space::Local))
    decoder.fail("memory that this instruction cannot use");
  return space;
}

bool ptxemu::takeCacheHints(Decoder &decoder) {
  decoder.takeOneOf({"L1::evict_normal", "L1::evict_unchanged",
                     "L1::evict_first", "L1::evict_last", "L1::no_allocate"});
  decoder.takeOneOf({"L2::evict_normal", "L2::evict_first", "L2::evict_last"});
  bool hasPolicy = decoder.take("L2::cache_hint");
  decoder.takeOneOf({"L2::64B", "L2::128B", "L2::256B"});
  return hasPolicy;
}

/// `.weak`, `.volatile`, `.relaxed.scope`, `.acquire.scope` or
/// `.release.scope`, which ptxas takes before and behind the memory.
static void takeOrder(Decoder &decoder, MemoryForm &form, bool isStore) {
  if (decoder.take("weak"))
    return;
  if (decoder.take("volatile")) {
    form.strength = Strength::Device;
    return;
  }
  bool isRelaxed = decoder.take("relaxed");
  form.releases = !isRelaxed && isStore && decoder.take("release");
  form.acquires = !isRelaxed && !isStore && decoder.take("acquire");
  if (!isRelaxed && !form.releases && !form.acquires)
    return;
  if (!takeScope(decoder, form.scope))
    decoder.fail("expected .cta, .gpu or .sys");
  form.strength =
      form.scope == Scope::Block ? Strength::Block : Strength::Device;
}

static void takeVector(Decoder &decoder, MemoryForm &form, Space space) {
  static const unsigned counts[] = {1, 2, 4, 8};
  form.count = counts[decoder.takeOneOf({"v2", "v4", "v8"}) + 1];
  form.type = decoder.takeType();
  unsigned bytes = form.count * form.type.getBytes();
  // Devices since sm_100 access 256 bits of global memory at once.
  bool isWide = form.type.bits >= 32 && bytes == 32 && space == Space::Global;
  if (form.type.isPredicate() || (bytes > 16 && !isWide))
    decoder.fail("vector that is not modelled");
}

static unsigned getRegisterBits(const Operand &operand, Type type) {
  bool isRegister = operand.symbol && operand.symbol->isRegister;
  return isRegister ? operand.symbol->type.bits
                    : std::max<unsigned>(16, type.bits);
}

//===----------------------------------------------------------------------===//
// Execution
//===----------------------------------------------------------------------===//

/// The bits of `width` bytes that were never written.
static uint64_t findUnwritten(const Buffer &buffer, uint64_t offset,
                              unsigned width) {
  uint64_t unknown = 0;
  for (unsigned i = 0; i < width; ++i)
    if (!buffer.isWritten(offset + i, 1))
      unknown |= uint64_t(0xff) << 8 * i;
  return unknown;
}

/// Values that were never written stay so; resolve has refused them but for
/// local memory, where a compiler may copy what nobody will use.
static void loadDefined(Warp &warp, const Request &request, unsigned i,
                        const MemoryForm &form, uint32_t row) {
  warp.setDefined(row, ~0u, request.mask);
  unsigned width = form.type.getBytes();
  for (uint32_t rest = request.isShared() ? 0 : request.mask; rest;
       rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    uint64_t offset = request.getOffset(lane) + i * width;
    const Buffer &buffer = request.getBuffer(lane);
    if (request.getSpace(lane) != Space::Local ||
        buffer.isWritten(offset, width))
      continue;
    uint64_t unknown = findUnwritten(buffer, offset, width);
    bool isSignUnknown = form.type.isSigned() && unknown >> (8 * width - 1) & 1;
    if (unknown == ~uint64_t(0) >> (64 - 8 * width) || isSignUnknown)
      unknown = ~uint64_t(0);
    warp.setUnknownBits(row, lane, unknown);
  }
}

/// Whether the bytes of a request are together, so that places are those of
/// its pattern.
static bool hasPlaces(const Request &request) {
  return request.pattern && !request.laneStride;
}

/// Of one element of vectors.
static Shape getShape(const Pattern &pattern, const MemoryForm &form) {
  return pattern.isUniform                  ? Shape::Uniform
         : pattern.isRow && form.count == 1 ? Shape::Row
                                            : Shape::Any;
}

static bool checkReads(Warp &warp, const Request &request, Strength strength) {
  if (warp.areOrdered(request, strength))
    return true;
  for (uint32_t rest = request.mask; rest; rest &= rest - 1)
    if (!warp.checkRace(request, llvm::countr_zero(rest), strength, nullptr))
      return false;
  return true;
}

static Status executeLoad(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  const MemoryForm &form = getForm(instruction);
  unsigned width = form.type.getBytes();
  Request request(instruction, mask, width * form.count, /*isWrite=*/false);
  if (!warp.resolve(request) || !checkReads(warp, request, form.strength))
    return Status::Fault;
  for (unsigned i = 0; i < form.count; ++i) {
    uint32_t index = instruction.result(i);
    void *row = warp.row<uint8_t>(index);
    loadDefined(warp, request, i, form, index);
    if (hasPlaces(request)) {
      const Pattern &pattern = *request.pattern;
      form.load(row, request.at(llvm::countr_zero(mask)) + i * width,
                pattern.deltas.data(), mask, getShape(pattern, form));
      continue;
    }
    static constexpr int32_t here[32] = {};
    for (uint32_t rest = mask; rest; rest &= rest - 1)
      form.load(row, request.at(llvm::countr_zero(rest)) + i * width, here,
                rest & -rest, Shape::Uniform);
  }
  if (form.strength != Strength::Weak)
    for (unsigned lane = 0; lane < 32; ++lane)
      if (mask >> lane & 1)
        warp.observe(request, lane, /*isAtomic=*/false);
  if (form.acquires)
    warp.clock.fence(form.scope);
  return Status::Next;
}

static bool checkStored(Warp &warp, const Request &request,
                        const MemoryForm &form, unsigned i) {
  uint32_t row = request.instruction.operand(1 + i);
  uint32_t undefined = request.mask & ~warp.definedLanes(row);
  for (; undefined; undefined &= undefined - 1) {
    unsigned lane = llvm::countr_zero(undefined);
    uint64_t unknown = warp.getUnknownBits(row, lane)
                       << (64 - 8 * form.type.getBytes());
    if (unknown && request.getSpace(lane) != Space::Local) {
      warp.fault(request.instruction, 1u << lane,
                 warp.describeMissing(row, "stores"));
      return false;
    }
  }
  return true;
}

/// All lanes, which nothing can race with.
static bool storeTogether(Warp &warp, const Request &request,
                          const MemoryForm &form) {
  const Pattern &pattern = *request.pattern;
  unsigned width = form.type.getBytes();
  bool changes = false;
  for (unsigned i = 0; i < form.count; ++i)
    changes |= form.store(
        warp.row<uint8_t>(request.instruction.operand(1 + i)),
        request.at(llvm::countr_zero(request.mask)) + i * width,
        pattern.deltas.data(), request.mask, getShape(pattern, form));
  for (unsigned i = 0; i < pattern.runs; ++i)
    request.common->setWritten(request.first + pattern.run[i].offset,
                               pattern.run[i].count << pattern.shift);
  return changes;
}

/// One lane; `changes` says whether that changed anything. False after a fault.
static bool storeLane(Warp &warp, const Request &request,
                      const MemoryForm &form, unsigned lane, bool &changes) {
  const Instruction &instruction = request.instruction;
  unsigned width = form.type.getBytes();
  uint8_t bytes[32];
  for (unsigned i = 0; i < form.count; ++i)
    std::memcpy(bytes + i * width,
                warp.row<uint8_t>(instruction.operand(1 + i)) +
                    lane * (form.registerBits / 8),
                width);
  if (!warp.checkRace(request, lane, form.strength, bytes))
    return false;
  changes |= std::memcmp(request.at(lane), bytes, request.size) != 0;
  std::memcpy(request.at(lane), bytes, request.size);
  for (unsigned i = 0; i < form.count; ++i) {
    uint64_t unknown = warp.getUnknownBits(instruction.operand(1 + i), lane);
    uint64_t offset = request.getOffset(lane) + i * width;
    Buffer &buffer = request.getBuffer(lane);
    if (!unknown)
      buffer.setWritten(offset, width);
    // A byte has a value if all its bits have one.
    for (unsigned byte = 0; unknown && byte < width; ++byte)
      buffer.setWritten(offset + byte, 1, !(unknown >> 8 * byte & 0xff));
  }
  if (form.strength != Strength::Weak)
    warp.publish(request, lane, /*isAtomic=*/false);
  return true;
}

static Status executeStore(Warp &warp, const Instruction &instruction,
                           uint32_t mask) {
  const MemoryForm &form = getForm(instruction);
  Request request(instruction, mask, form.type.getBytes() * form.count,
                  /*isWrite=*/true);
  if (!warp.resolve(request))
    return Status::Fault;
  for (unsigned i = 0; i < form.count; ++i)
    if (!checkStored(warp, request, form, i))
      return Status::Fault;
  if (form.releases)
    warp.clock.fence(form.scope);
  bool changes = false;
  if (request.isShared() && form.strength == Strength::Weak &&
      warp.areOrdered(request, form.strength))
    changes = storeTogether(warp, request, form);
  else
    for (uint32_t rest = mask; rest; rest &= rest - 1)
      if (!storeLane(warp, request, form, llvm::countr_zero(rest), changes))
        return Status::Fault;
  warp.block.launch.memoryVersion += changes;
  return Status::Next;
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

/// The registers of `%f1` or `{%f1, %f2}`, which have one size.
static void addValues(Decoder &decoder, MemoryForm &form, const Operand &value,
                      bool areResults) {
  // Some compilers write one register in braces, too.
  bool isVector = value.kind == Operand::Vector;
  if (isVector ? value.elements.size() != form.count : form.count > 1)
    return decoder.fail("expected " + llvm::Twine(form.count) + " registers");
  form.registerBits = 0;
  for (unsigned i = 0; i < form.count; ++i) {
    const Operand &each = isVector ? value.elements[i] : value;
    unsigned bits = getRegisterBits(each, form.type);
    if (form.registerBits && form.registerBits != bits)
      return decoder.fail("expected registers of one size");
    form.registerBits = bits;
    if (areResults)
      decoder.addResult(each, form.type, /*mayBeWider=*/true);
    else
      decoder.addOperand(each, form.type, /*mayBeWider=*/true);
  }
}

static void decodeLoad(Decoder &decoder) {
  auto form = std::make_shared<MemoryForm>();
  decoder.instruction.data = form;
  bool isUniform = decoder.getStatement().opcode == "ldu";
  if (!isUniform)
    takeOrder(decoder, *form, /*isStore=*/false);
  Space space = takeSpace(decoder, /*allowsParameters=*/true);
  if (!isUniform && form->strength == Strength::Weak)
    takeOrder(decoder, *form, /*isStore=*/false);
  if (isUniform && space != Space::Global && space != Space::Generic)
    return decoder.fail("expected global memory");
  decoder.takeOneOf({"ca", "cg", "cs", "lu", "cv"});
  if (decoder.take("nc") && space != Space::Global)
    return decoder.fail("expected .global with .nc");
  bool hasPolicy = takeCacheHints(decoder);
  takeVector(decoder, *form, space);
  if (!decoder.expectOperands(hasPolicy ? 3 : 2))
    return;
  decoder.addAddress(decoder.getOperand(1), space);
  addValues(decoder, *form, decoder.getOperand(0), /*areResults=*/true);
  if (hasPolicy)
    decoder.addOperand(decoder.getOperand(2), bits(64));
  decoder.instruction.tracking = Tracking::Own;
  chooseMovers(*form);
  decoder.instruction.execute = executeLoad;
}

static void decodeStore(Decoder &decoder) {
  if (decoder.take("async"))
    return decodeRemoteStore(decoder, /*isReduction=*/false);
  auto form = std::make_shared<MemoryForm>();
  decoder.instruction.data = form;
  takeOrder(decoder, *form, /*isStore=*/true);
  Space space = takeSpace(decoder, /*allowsParameters=*/true);
  if (form->strength == Strength::Weak)
    takeOrder(decoder, *form, /*isStore=*/true);
  if (space == Space::Const)
    return decoder.fail("memory that this instruction cannot use");
  decoder.takeOneOf({"wb", "cg", "cs", "wt"});
  bool hasPolicy = takeCacheHints(decoder);
  takeVector(decoder, *form, space);
  if (!decoder.expectOperands(hasPolicy ? 3 : 2))
    return;
  decoder.addAddress(decoder.getOperand(0), space);
  addValues(decoder, *form, decoder.getOperand(1), /*areResults=*/false);
  if (hasPolicy)
    decoder.addOperand(decoder.getOperand(2), bits(64));
  decoder.instruction.tracking = Tracking::Own;
  chooseMovers(*form);
  decoder.instruction.execute = executeStore;
}

void ptxemu::addLoadStore(InstructionTable &table) {
  table.add("ld", TypeClass::Any, decodeLoad);
  table.add("ldu", TypeClass::Any, decodeLoad);
  table.add("st", TypeClass::Any, decodeStore);
}
