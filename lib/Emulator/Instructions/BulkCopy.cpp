//===- BulkCopy.cpp - cp.async.bulk ---------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BulkCopy.h"
#include "../BulkCopies.h"
#include "../Races.h"
#include "AddressOperand.h"
#include "CopyGroups.h"
#include "Families.h"
#include "MemoryBarrierAccess.h"
#include "TensorMaps.h"
#include "glu/Emulator/TensorMap.h"

using namespace ptxemu;

namespace {
/// In Instruction::data.
struct BulkForm {
  /// `shared` is the target of loads and the source of stores; `other` is the
  /// other end, or the tensor map.
  AddressOperand shared, other, barrier;
  bool isLoad = true, isTensor = false;
  Space otherSpace = Space::Global;
  /// Operands: coordinates of a tensor or a size, and the blocks of a cluster.
  unsigned firstCoordinate = 0, rank = 0, size = 0, blocks = 0;
  bool isMulticast = false;
  std::optional<Reduction> reduction;
};

/// The place of a lane's operand in memory.
struct Place {
  Buffer *buffer = nullptr;
  Space space = Space::Generic;
  uint64_t offset = 0;
};
} // namespace

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

/// Of an operand, which is a multiple of 16 and, in shared memory, of
/// `alignment`; false after a fault.
static bool findPlace(Warp &warp, const Instruction &address, unsigned lane,
                      unsigned alignment, Place &place) {
  Request request(address, 1u << lane, 16, /*isWrite=*/true);
  request.isTraffic = false;
  if (!warp.resolve(request))
    return false;
  place = {&request.getBuffer(lane), request.getSpace(lane),
           request.getOffset(lane)};
  if (place.offset % alignment == 0)
    return true;
  warp.fault(address, 1u << lane,
             "byte " + llvm::Twine(place.offset) +
                 " of shared memory is not a multiple of " +
                 llvm::Twine(alignment));
  return false;
}

/// TFLOAT32 as the driver has it.
static constexpr int tf32Elements = 11;

static std::string namePlace(const Warp &warp, const Place &place) {
  return place.space == Space::Shared
             ? nameShared(warp.block.launch, place.offset)
             : "'" + place.buffer->name + "'";
}

static bool checkBounds(Warp &warp, const Instruction &instruction,
                        unsigned lane, const Place &place, uint64_t bytes) {
  const Buffer &buffer = *place.buffer;
  if (buffer.contains(buffer.address + place.offset, bytes))
    return true;
  warp.fault(instruction, 1u << lane,
             llvm::Twine(bytes) + " bytes from byte " +
                 llvm::Twine(place.offset) + " of " + namePlace(warp, place) +
                 " are out of bounds: there are " + llvm::Twine(buffer.size));
  return false;
}

static bool checkWritten(const AsyncAccess &access, const Place &place,
                         uint64_t bytes) {
  if (place.buffer->isWritten(place.offset, bytes))
    return true;
  access.warp.fault(access.instruction, 1u << access.lane,
                    "reads bytes " + llvm::Twine(place.offset) + " to " +
                        llvm::Twine(place.offset + bytes - 1) + " of " +
                        namePlace(access.warp, place) +
                        ", which nobody has written all");
  return false;
}

/// A run of bytes is checked and, if it is read, has a value.
static bool checkRun(const AsyncAccess &access, const Place &place,
                     uint64_t bytes, bool isWrite) {
  if (!checkBounds(access.warp, access.instruction, access.lane, place, bytes))
    return false;
  if (!isWrite && !checkWritten(access, place, bytes))
    return false;
  return access.check(*place.buffer, place.space, place.offset, bytes, isWrite);
}

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

static uint64_t getOperand(Warp &warp, const Instruction &instruction,
                           unsigned operand, unsigned lane) {
  return warp.row<uint32_t>(instruction.operand(operand))[lane];
}

/// What a kernel has written of a map is known to copies behind a fence.
static bool checkMapFence(Warp &warp, const Request &request, unsigned lane) {
  Launch &launch = warp.block.launch;
  if (!launch.options.detectRaces || request.getSpace(lane) != Space::Global)
    return true;
  Shadow::Cells cells =
      request.getBuffer(lane).shadow.get(request.getOffset(lane), request.size);
  for (; cells.pieces; --cells.pieces, ++cells.piece) {
    Touch last = cells.get(0);
    if (last.clock <= launch.knownMaps.get(last.warp))
      continue;
    const Instruction &writer =
        *launch.program.code[Where(last.where).getInstruction()];
    warp.fault(request.instruction, 1u << lane,
               "the tensor map that line " + llvm::Twine(writer.line) + " '" +
                   writer.text +
                   "' has written is used without a fence.proxy.tensormap");
    return false;
  }
  return true;
}

static bool readTensorMap(Warp &warp, const Instruction &instruction,
                          const BulkForm &form, unsigned lane, TensorMap &map) {
  MapAccess access;
  if (!access.resolve(warp, form.other, instruction, lane, /*isWrite=*/false) ||
      !access.checkRead(warp, Strength::Weak) ||
      !checkMapFence(warp, access.first(), lane))
    return false;
  if (decodeTensorMap(access.read(), map) && map.sizes.size() == form.rank)
    return true;
  warp.fault(instruction, 1u << lane,
             "there is no tensor map of " + llvm::Twine(form.rank) +
                 " dimensions at this address");
  return false;
}

/// NaN of a format whose exponent is all ones.
static std::vector<uint8_t> makeNaNFill(unsigned bytes) {
  std::vector<uint8_t> fill(bytes, 0xff);
  fill.back() = 0x7f;
  return fill;
}

/// The type that reductions of elements have, by CUtensorMapDataType; some
/// operations are those of bits.
static Type getElementType(Update update, int elementType) {
  static const Type types[] = {
      {Kind::Unsigned, 8, false},  {Kind::Unsigned, 16, false},
      {Kind::Unsigned, 32, false}, {Kind::Signed, 32, false},
      {Kind::Unsigned, 64, false}, {Kind::Signed, 64, false},
      {Kind::Float, 16, false},    {Kind::Float, 32, false},
      {Kind::Float, 64, false},    {Kind::BFloat, 16, false}};
  if (elementType >= int(std::size(types)))
    return predicate;
  Type type = types[elementType];
  return update <= Update::Xor && type.isInteger() ? bits(type.bits) : type;
}

/// The parts of a box that are inside of the tensor, each of some elements of
/// the innermost dimension.
static bool makeTensorShape(Warp &warp, const Instruction &instruction,
                            const BulkForm &form, unsigned lane,
                            BulkShape &shape) {
  TensorMap map;
  if (!readTensorMap(warp, instruction, form, lane, map))
    return false;
  int64_t start[5], width = map.getElementBytes();
  for (unsigned i = 0; i < form.rank; ++i)
    start[i] =
        int32_t(getOperand(warp, instruction, form.firstCoordinate + i, lane));
  shape.bytes = map.getBoxBytes();
  shape.isTf32 = map.elementType == tf32Elements && form.isLoad;
  shape.reduction = form.reduction;
  if (form.reduction) {
    shape.reduction->type =
        getElementType(form.reduction->update, map.elementType);
    if (!isUpdateOf(form.reduction->update, shape.reduction->type)) {
      warp.fault(instruction, 1u << lane,
                 "a reduction that is not modelled for elements of type " +
                     llvm::Twine(map.elementType));
      return false;
    }
  }
  shape.swizzle = map.swizzle;
  if (map.outOfBounds)
    shape.fill = makeNaNFill(width);
  int64_t first = std::max<int64_t>(0, -start[0]),
          last =
              std::min<int64_t>(map.box[0], int64_t(map.sizes[0]) - start[0]);
  uint64_t rows = shape.bytes / map.getRowBytes();
  for (uint64_t row = 0; row < rows && first < last; ++row) {
    bool isInside = true;
    uint64_t address = map.address + (start[0] + first) * width;
    uint64_t rest = row;
    for (unsigned i = 1; i < form.rank; ++i) {
      int64_t index = start[i] + int64_t(rest % map.box[i]);
      rest /= map.box[i];
      isInside &= index >= 0 && index < int64_t(map.sizes[i]);
      address += index * map.strides[i - 1];
    }
    if (!isInside)
      continue;
    uint64_t bytes = (last - first) * width;
    Buffer *buffer = warp.block.launch.memory.find(address, bytes);
    if (!buffer) {
      warp.fault(instruction, 1u << lane,
                 llvm::Twine(bytes) + " bytes of the tensor at 0x" +
                     llvm::Twine::utohexstr(address) + " are in no allocation");
      return false;
    }
    shape.runs.push_back({buffer, address - buffer->address,
                          row * map.getRowBytes() + first * width, bytes});
  }
  return true;
}

static bool makeShape(Warp &warp, const Instruction &instruction,
                      const BulkForm &form, unsigned lane, BulkShape &shape) {
  if (form.isTensor)
    return makeTensorShape(warp, instruction, form, lane, shape);
  uint64_t bytes = getOperand(warp, instruction, form.size, lane);
  if (bytes % 16 || !bytes) {
    warp.fault(instruction, 1u << lane,
               "a copy of " + llvm::Twine(bytes) +
                   " bytes; expected a multiple of 16");
    return false;
  }
  Place place;
  if (!findPlace(warp, form.other.in(instruction), lane, 16, place))
    return false;
  if (place.space != form.otherSpace) {
    warp.fault(instruction, 1u << lane,
               "expected an address of " + getName(form.otherSpace) +
                   " memory");
    return false;
  }
  shape.bytes = bytes;
  shape.space = place.space;
  shape.reduction = form.reduction;
  shape.runs.push_back({place.buffer, place.offset, 0, bytes});
  return true;
}

static void countTraffic(Launch &launch, const BulkShape &shape, bool isLoad) {
  (isLoad ? launch.sharedTraffic.bytesWritten
          : launch.sharedTraffic.bytesRead) += shape.bytes;
  for (const BulkShape::Run &run : shape.runs) {
    if (shape.space != Space::Global)
      continue;
    (isLoad ? launch.global.bytesRead : launch.global.bytesWritten) +=
        run.bytes;
    ++launch.global.requests;
    launch.global.sectors += (run.offset % 32 + run.bytes + 31) / 32;
  }
}

static bool checkRuns(const AsyncAccess &access, const BulkShape &shape,
                      bool areWritten) {
  for (const BulkShape::Run &run : shape.runs) {
    Place place{run.buffer, shape.space, run.offset};
    if (shape.reduction && !checkWritten(access, place, run.bytes))
      return false;
    if (!checkRun(access, place, run.bytes, areWritten))
      return false;
    if (areWritten)
      run.buffer->setWritten(run.offset, run.bytes);
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Copies
//===----------------------------------------------------------------------===//

/// The blocks that get a copy: that of the address, or those of the cluster
/// that the mask names.
static bool addTargets(Warp &warp, const Instruction &instruction,
                       const BulkForm &form, unsigned lane, Block &owner,
                       uint64_t offset, BulkLoad &load) {
  Instruction address = form.barrier.in(instruction);
  Request request(address, 1u << lane, 8, /*isWrite=*/true);
  MemoryBarrierAccess access;
  if (!warp.resolve(request) || !access.find(warp, request, lane))
    return false;
  if (!form.isMulticast && access.block != &owner) {
    warp.fault(instruction, 1u << lane,
               "the mbarrier is in the memory of another block than the "
               "target");
    return false;
  }
  if (!form.isMulticast) {
    load.targets.push_back({&owner, offset, access.offset});
    return true;
  }
  uint32_t mask = warp.row<uint16_t>(instruction.operand(form.blocks))[lane];
  for (; mask; mask &= mask - 1) {
    Block *block = warp.block.getClusterBlock(llvm::countr_zero(mask));
    if (!block) {
      warp.fault(instruction, 1u << lane,
                 "a copy to block " + llvm::Twine(llvm::countr_zero(mask)) +
                     " of a cluster of " +
                     llvm::Twine(warp.block.getClusterSize()));
      return false;
    }
    load.targets.push_back({block, offset, access.offset});
  }
  return true;
}

static bool startLoad(Warp &warp, const Instruction &instruction,
                      const BulkForm &form, const Place &shared,
                      const AsyncAccess &access, BulkShape shape) {
  Launch &launch = warp.block.launch;
  unsigned lane = access.lane;
  auto load = std::make_shared<BulkLoad>(
      warp.block,
      BulkIssuer{instruction, warp.clock.getWarp(), lane, access.agent},
      std::move(shape));
  Block *owner = warp.block.findOwner(*shared.buffer);
  if (!addTargets(warp, instruction, form, lane, *owner, shared.offset, *load))
    return false;
  for (const BulkLoad::Target &target : load->targets) {
    Buffer &memory = target.block->shared;
    uint64_t bytes = load->shape.bytes;
    if (!checkRun(access, {&memory, Space::Shared, target.offset}, bytes,
                  /*isWrite=*/true))
      return false;
    // Nobody knows what is there until it has landed.
    std::memset(&memory.bytes[target.offset], 0xcd, bytes);
    memory.setWritten(target.offset, bytes);
  }
  launch.async.add(load);
  return true;
}

/// `first` is the first copy out of shared memory of the instruction; those of
/// other lanes that are the same are one with it.
static bool startCopy(Warp &warp, const Instruction &instruction,
                      const BulkForm &form, unsigned lane,
                      std::shared_ptr<BulkStore> &first) {
  AsyncAccess access{warp, instruction, lane,
                     warp.block.launch.async.makeAgent()};
  Place shared;
  BulkShape shape;
  if (!findPlace(warp, form.shared.in(instruction), lane,
                 form.isTensor ? 128 : 16, shared) ||
      !makeShape(warp, instruction, form, lane, shape))
    return false;
  Block *owner = warp.block.findOwner(*shared.buffer);
  if (!owner || (!form.isLoad && owner != &warp.block)) {
    warp.fault(instruction, 1u << lane, "expected an address of shared memory");
    return false;
  }
  if (first && !form.reduction && first->source == shared.offset &&
      first->shape.runs == shape.runs)
    return true;
  AsyncAccess other = access;
  if (form.reduction)
    other.strength = Strength::Device;
  if (!checkRuns(other, shape, /*areWritten=*/!form.isLoad))
    return false;
  countTraffic(warp.block.launch, shape, form.isLoad);
  if (form.isLoad)
    return startLoad(warp, instruction, form, shared, access, std::move(shape));
  if (!checkRun(access, shared, shape.bytes, /*isWrite=*/false))
    return false;
  auto store = std::make_shared<BulkStore>(
      warp.block,
      BulkIssuer{instruction, warp.clock.getWarp(), lane, access.agent},
      std::move(shape), shared.offset);
  getGroups<&Warp::bulkCopies>(warp).add(store);
  warp.block.launch.async.add(store);
  if (!first)
    first = store;
  return true;
}

static Status executeCopy(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  const auto &form = *static_cast<BulkForm *>(instruction.data.get());
  std::shared_ptr<BulkStore> first;
  for (uint32_t rest = mask; rest; rest &= rest - 1)
    if (!startCopy(warp, instruction, form, llvm::countr_zero(rest), first))
      return Status::Fault;
  return Status::Next;
}

static Status executeNothing(Warp &, const Instruction &, uint32_t) {
  return Status::Next;
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

/// `[map, {x, y}]`
static void addTensor(Decoder &decoder, BulkForm &form,
                      const Operand &operand) {
  if (operand.kind != Operand::Address || operand.elements.size() != 2 ||
      operand.elements[1].kind != Operand::Vector ||
      operand.elements[1].elements.size() != form.rank)
    return decoder.fail("expected the address of a tensor map and " +
                        llvm::Twine(form.rank) + " coordinates");
  Operand map = operand.elements[0];
  map.kind = Operand::Address;
  form.other.add(decoder, map, Space::Generic);
  form.firstCoordinate = decoder.countOperands();
  for (const Operand &coordinate : operand.elements[1].elements)
    decoder.addOperand(coordinate, bits(32));
}

static void addOther(Decoder &decoder, BulkForm &form, size_t i) {
  if (form.isTensor)
    addTensor(decoder, form, decoder.getOperand(i));
  else
    form.other.add(decoder, decoder.getOperand(i), form.otherSpace);
}

static void addSize(Decoder &decoder, BulkForm &form, size_t &next) {
  if (form.isTensor)
    return;
  form.size = decoder.countOperands();
  decoder.addOperand(decoder.getOperand(next++), bits(32));
}

/// Behind the spaces.
static void decodeLoad(Decoder &decoder, BulkForm &form) {
  decoder.take("tile");
  if (!decoder.take("mbarrier::complete_tx::bytes"))
    return decoder.fail("expected .mbarrier::complete_tx::bytes");
  form.isMulticast = decoder.take("multicast::cluster");
  bool hasPolicy = decoder.take("L2::cache_hint");
  if (!decoder.expectOperands(3 + !form.isTensor + form.isMulticast +
                              hasPolicy))
    return;
  size_t next = 0;
  form.shared.add(decoder, decoder.getOperand(next++), Space::Shared);
  addOther(decoder, form, next++);
  addSize(decoder, form, next);
  form.barrier.add(decoder, decoder.getOperand(next++), Space::Shared);
  form.blocks = decoder.countOperands();
  if (form.isMulticast)
    decoder.addOperand(decoder.getOperand(next++), bits(16));
  if (hasPolicy)
    decoder.addOperand(decoder.getOperand(next++), bits(64));
}

/// `.add` and the like; of tensors the map has the type.
static void takeReduction(Decoder &decoder, BulkForm &form) {
  Reduction &reduction = form.reduction.emplace();
  if (!takeUpdate(decoder, reduction.update) || form.isTensor)
    return;
  bool isHalf = decoder.take("noftz");
  reduction.type = decoder.takeType();
  if (!isUpdateOf(reduction.update, reduction.type) ||
      isHalf != reduction.type.isHalf() || reduction.type.packed)
    decoder.fail("type that this operation does not have");
}

static void decodeStore(Decoder &decoder, BulkForm &form, bool isReduction) {
  form.isLoad = false;
  if (isReduction && form.isTensor)
    takeReduction(decoder, form);
  decoder.take("tile");
  if (!decoder.take("bulk_group"))
    return decoder.fail("expected .bulk_group");
  bool hasPolicy = decoder.take("L2::cache_hint");
  if (isReduction && !form.isTensor)
    takeReduction(decoder, form);
  if (!decoder.expectOperands(2 + !form.isTensor + hasPolicy))
    return;
  size_t next = 0;
  addOther(decoder, form, next++);
  form.shared.add(decoder, decoder.getOperand(next++), Space::Shared);
  addSize(decoder, form, next);
  if (hasPolicy)
    decoder.addOperand(decoder.getOperand(next++), bits(64));
}

/// Prefetches have no effect.
static void decodePrefetch(Decoder &decoder, BulkForm &form) {
  bool isTensor = decoder.take("tensor");
  if (isTensor)
    form.rank = 1 + decoder.takeOneOf({"1d", "2d", "3d", "4d", "5d"});
  form.isTensor = isTensor;
  if (!decoder.take("L2") || !decoder.take("global") ||
      (isTensor && !form.rank))
    return decoder.fail("expected .L2.global, and a dimension of a tensor");
  decoder.take("tile");
  bool hasPolicy = decoder.take("L2::cache_hint");
  if (!decoder.expectOperands(1 + !isTensor + hasPolicy))
    return;
  addOther(decoder, form, 0);
  size_t next = 1;
  addSize(decoder, form, next);
  if (hasPolicy)
    decoder.addOperand(decoder.getOperand(next), bits(64));
  decoder.instruction.execute = executeNothing;
}

static void decodeWait(Decoder &decoder) {
  decoder.instruction.flags = decoder.take("read");
  if (decoder.expectOperands(1))
    decoder.instruction.offset = decoder.getInteger(decoder.getOperand(0));
  decoder.instruction.execute = executeWait<&Warp::bulkCopies>;
}

void ptxemu::decodeBulkCopy(Decoder &decoder, bool isReduction) {
  if (!isReduction && decoder.take("commit_group")) {
    decoder.expectOperands(0);
    decoder.instruction.execute = executeCommit<&Warp::bulkCopies>;
    return;
  }
  if (!isReduction && decoder.take("wait_group"))
    return decodeWait(decoder);
  auto form = std::make_shared<BulkForm>();
  decoder.instruction.data = form;
  decoder.instruction.tracking = Tracking::Require;
  decoder.instruction.execute = executeCopy;
  if (!isReduction && decoder.take("prefetch"))
    return decodePrefetch(decoder, *form);
  form->isTensor = decoder.take("tensor");
  if (form->isTensor)
    form->rank = 1 + decoder.takeOneOf({"1d", "2d", "3d", "4d", "5d"});
  if (form->isTensor && !form->rank)
    return decoder.fail("expected a dimension, .1d to .5d");
  int target = decoder.takeOneOf({"shared::cluster", "shared::cta", "global"});
  int source = decoder.takeOneOf({"global", "shared::cta"});
  bool isBetweenBlocks = target == 0 && source == 1 && !form->isTensor;
  form->otherSpace = isBetweenBlocks ? Space::Shared : Space::Global;
  if (target == 2 && source == 1)
    return decodeStore(decoder, *form, isReduction);
  if (isReduction)
    return decoder.fail("expected .global.shared::cta; other reductions are "
                        "not modelled");
  if ((target == 0 || target == 1) && (source == 0 || isBetweenBlocks))
    return decodeLoad(decoder, *form);
  decoder.fail("expected .shared::cluster.global, .shared::cta.global, "
               ".global.shared::cta, or .shared::cluster.shared::cta");
}
