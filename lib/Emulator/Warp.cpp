//===- Warp.cpp - How a warp executes -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Launch.h"
#include "MatrixGroups.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"
#include <cstring>

using namespace ptxemu;

static constexpr uint32_t nowhere = UINT32_MAX;

RegisterFile::RegisterFile(uint32_t rows)
    : storage(new uint8_t[size_t(rows) * rowBytes + rowBytes]()),
      defined(new uint32_t[rows]()) {
  base = reinterpret_cast<uint8_t *>(
      llvm::alignTo(reinterpret_cast<uintptr_t>(storage.get()), rowBytes));
}

/// The lanes of warp `index` that have a thread.
static uint32_t getLanes(uint32_t threads, unsigned index) {
  uint32_t rest = threads - 32 * index;
  return rest >= 32 ? ~0u : (1u << rest) - 1;
}

Warp::Warp(Block &block, unsigned index)
    : block(block), index(index),
      live(getLanes(block.launch.threadsPerBlock, index)), active(live),
      clock(block.firstWarp, block.launch.warpsPerBlock,
            block.firstWarp + index),
      random(block.launch.draw()), reconverge(nowhere) {
  enter(block.launch.kernel, nullptr, live);
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

/// Rows that are the same for the whole life of a frame.
void Warp::enter(const Function &function, const Instruction *call,
                 uint32_t lanes) {
  uint64_t base = frames.empty() ? 0
                                 : frames.back().localBase +
                                       frames.back().function->frameBytes;
  base = llvm::alignTo(base, 16);
  uint64_t needed = llvm::alignTo(base + function.frameBytes, 16);
  if (needed > localBytes) {
    // Grows by copying, as each thread's memory is one piece.
    Buffer larger;
    larger.init(0, needed * 32, "local memory");
    for (unsigned lane = 0; lane < 32; ++lane)
      for (uint64_t i = 0; i < localBytes; ++i) {
        larger.bytes[lane * needed + i] = local.bytes[lane * localBytes + i];
        larger.setWritten(lane * needed + i, 1,
                          local.isWritten(lane * localBytes + i, 1));
      }
    local = std::move(larger);
    localBytes = needed;
  }
  auto file = std::make_unique<RegisterFile>(function.rows);
  frames.push_back({&function, std::move(file), paths.size(), base, call,
                    pc + 1, reconverge, lanes});
  useFrame();
  predicate(0) = ~0u;
  defined[0] = ~0u;
  if (!function.constants.empty())
    std::memcpy(row<uint8_t>(function.firstConstant), function.constants.data(),
                function.constants.size());
  for (uint32_t i = function.firstConstant; i < function.rows; ++i)
    defined[i] = ~0u;
  for (const Function::Special &special : function.specials)
    for (unsigned lane = 0; lane < 32; ++lane) {
      if (!special.read)
        row<uint64_t>(special.row)[lane] = base + special.axis;
      else if (special.bits == 64)
        row<uint64_t>(special.row)[lane] =
            special.read(*this, lane, special.axis);
      else if (special.bits == 16)
        row<uint16_t>(special.row)[lane] =
            special.read(*this, lane, special.axis);
      else
        row<uint32_t>(special.row)[lane] =
            special.read(*this, lane, special.axis);
    }
  pc = 0;
  active = lanes;
  reconverge = nowhere;
}

void Warp::useFrame() {
  Frame &frame = frames.back();
  registers = frame.file->getRows();
  defined = frame.file->getDefined();
  code = frame.function->code.data();
}

Status Warp::call(const Instruction &instruction, const Function &callee,
                  uint32_t mask) {
  if (frames.size() == 64)
    return fault(instruction, mask, "calls are nested deeper than 64");
  uint64_t caller = frames.back().localBase;
  enter(callee, &instruction, mask);
  copyArguments(instruction, callee, caller, frames.back().localBase, mask);
  return Status::Jump;
}

static void copyThreadBytes(Buffer &local, uint64_t to, uint64_t from,
                            uint64_t size) {
  for (uint64_t i = 0; i < size; ++i) {
    local.bytes[to + i] = local.bytes[from + i];
    local.setWritten(to + i, 1, local.isWritten(from + i, 1));
  }
}

/// The parameters of a call, as `data` of its instruction: the offsets of the
/// caller's variables, results first.
void Warp::copyArguments(const Instruction &call, const Function &callee,
                         uint64_t caller, uint64_t own, uint32_t lanes) {
  auto &offsets = *static_cast<std::vector<uint64_t> *>(call.data.get());
  size_t results = callee.parsed->results.size();
  for (unsigned lane = 0; lane < 32; ++lane)
    for (size_t i = 0;
         lanes >> lane & 1 && i < callee.parsed->parameters.size(); ++i) {
      const Symbol &formal = *callee.parsed->parameters[i];
      copyThreadBytes(local, lane * localBytes + own + formal.address,
                      lane * localBytes + caller + offsets[results + i],
                      formal.size);
    }
}

void Warp::copyResults(const Frame &frame) {
  auto &offsets = *static_cast<std::vector<uint64_t> *>(frame.call->data.get());
  uint64_t caller = frames[frames.size() - 2].localBase;
  const auto &results = frame.function->parsed->results;
  for (unsigned lane = 0; lane < 32; ++lane)
    for (size_t i = 0; frame.lanes >> lane & 1 && i < results.size(); ++i)
      copyThreadBytes(local, lane * localBytes + caller + offsets[i],
                      lane * localBytes + frame.localBase + results[i]->address,
                      results[i]->size);
}

//===----------------------------------------------------------------------===//
// Paths
//===----------------------------------------------------------------------===//

void Warp::branch(const Instruction &instruction, uint32_t taken) {
  if (taken == active) {
    bool isBackward = instruction.target <= pc;
    pc = instruction.target;
    if (isBackward)
      backward();
    return;
  }
  if (!taken) {
    ++pc;
    return;
  }
  branch({{pc + 1, active & ~taken}, {instruction.target, taken}},
         instruction.reconverge);
}

void Warp::branch(llvm::ArrayRef<std::pair<uint32_t, uint32_t>> targets,
                  uint32_t meeting) {
  if (meeting == nowhere)
    meeting = reconverge;
  else if (meeting != reconverge)
    paths.push_back({meeting, active, reconverge});
  uint32_t from = pc;
  for (auto [target, lanes] : targets) {
    if (target == meeting || !lanes)
      continue;
    paths.push_back({target, lanes, meeting});
  }
  active = 0;
  nextPath();
  if (pc <= from)
    backward();
}

/// Goes on with a path that was put off; false if the function has none left.
bool Warp::nextPath() {
  while (!active || pc == reconverge) {
    if (paths.size() == frames.back().firstPath)
      return false;
    pc = paths.back().pc;
    active = paths.back().active;
    reconverge = paths.back().reconverge;
    paths.pop_back();
  }
  return true;
}

void Warp::leaveFunction(uint32_t lanes) {
  active &= ~lanes;
  for (size_t i = frames.back().firstPath; i < paths.size(); ++i)
    paths[i].active &= ~lanes;
  if (frames.size() == 1)
    live &= ~lanes;
  while (!nextPath()) {
    Frame frame = std::move(frames.back());
    if (frame.call)
      copyResults(frame);
    frames.pop_back();
    if (frames.empty()) {
      --block.liveWarps;
      block.releaseBarriers();
      return;
    }
    useFrame();
    pc = frame.returnPc;
    active = frame.lanes & live;
    reconverge = frame.returnReconverge;
  }
  if (frames.size() == 1)
    block.releaseBarriers();
}

void Warp::exit(uint32_t lanes) {
  live &= ~lanes;
  for (Path &path : paths)
    path.active &= ~lanes;
  for (Frame &frame : frames)
    frame.lanes &= ~lanes;
  leaveFunction(lanes);
}

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

/// Says which results have a value; false after a fault.
bool Warp::track(const Instruction &instruction, uint32_t mask) {
  if (instruction.tracking == Tracking::Own)
    return true;
  uint32_t lanes = ~0u;
  for (unsigned i = 0; i < instruction.operands; ++i) {
    uint32_t row = instruction.operand(i);
    lanes &= defined[row];
    bool isInFlight = matrices && matrices->find(row);
    if ((instruction.tracking == Tracking::Require || isInFlight) &&
        !checkDefined(instruction, row, mask))
      return false;
  }
  for (unsigned i = 0; i < instruction.results; ++i)
    setDefined(instruction.result(i), lanes, mask);
  return true;
}

void Warp::run(unsigned count) {
  Launch &launch = block.launch;
  Launch::Count *counts = launch.counts.data();
  waiting = Waiting::Nothing;
  for (; count; --count) {
    if (pc == reconverge && !nextPath())
      leaveFunction(active);
    if (isDone())
      return;
    const Instruction &instruction = code[pc];
    uint32_t mask = active;
    if (uint32_t row = instruction.guard) {
      if (!checkDefined(instruction, row, mask))
        return;
      uint32_t guard = predicate(row);
      mask &= instruction.guardNegated ? ~guard : guard;
    }
    ++launch.executed;
    ++counts[instruction.index].warps;
    counts[instruction.index].threads +=
        mask == ~0u ? 32 : llvm::popcount(mask);
    if (!mask && !instruction.isBranch) {
      ++pc;
      continue;
    }
    if (instruction.tracking == Tracking::Propagate && instruction.to) {
      uint32_t lanes = ~0u;
      for (uint32_t row : instruction.from)
        lanes &= defined[row];
      // Before the result changes an operand.
      if (uint32_t unknown = mask & ~lanes)
        lanes |= trackBits(instruction, unknown);
      uint32_t &to = defined[instruction.to];
      to = (to & ~mask) | (lanes & mask);
    } else if (!track(instruction, mask)) {
      return;
    }
    switch (instruction.execute(*this, instruction, mask)) {
    case Status::Next:
      ++pc;
      break;
    case Status::Wait:
      ++pc;
      waitingAt = &instruction;
      if (waiting != Waiting::Nothing)
        return;
      break;
    case Status::Jump:
      break;
    case Status::Fault:
      return;
    }
  }
}

/// A loop went around. A warp that comes by in the same state again and again,
/// and no memory has changed, waits for something that others must do.
void Warp::backward() {
  Launch &launch = block.launch;
  if (spin.at != pc || spin.memoryVersion != launch.memoryVersion) {
    spin = Spin();
    spin.at = pc;
    spin.memoryVersion = launch.memoryVersion;
    return;
  }
  if (++spin.repeats < 256 || spin.repeats % 16)
    return;
  uint64_t hash = hashState();
  spin.isStuck = hash == spin.hash;
  spin.hash = hash;
}

uint64_t Warp::hashState() const {
  const Frame &frame = frames.back();
  uint64_t hash =
      llvm::hash_combine(pc, active, reconverge, paths.size(), carry);
  // Rows that nobody wrote have no value.
  for (uint32_t i = 0; i < frame.function->firstConstant; ++i)
    if (defined[i] || i == 0)
      hash = llvm::hash_combine(hash, defined[i]);
  const uint8_t *bytes = registers;
  hash = llvm::hash_combine(
      hash,
      llvm::hash_combine_range(
          bytes, bytes + size_t(frame.function->firstConstant) * rowBytes));
  return hash;
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

Status Warp::fault(const Instruction &instruction, uint32_t mask,
                   const llvm::Twine &message) {
  unsigned lane = mask ? llvm::countr_zero(mask) : 0;
  block.launch.fail(("line " + llvm::Twine(instruction.line) + ": " + message +
                     ": '" + instruction.text + "', " +
                     block.launch.describeThread(block.firstWarp + index, lane))
                        .str());
  return Status::Fault;
}

bool Warp::checkWhole(const Instruction &instruction, uint32_t mask) {
  if (mask == ~0u)
    return true;
  fault(instruction, ~mask,
        "lanes 0x" + llvm::utohexstr(~mask) + " of the warp do not execute it");
  return false;
}

std::string Warp::describeMissing(uint32_t row, llvm::StringRef verb) const {
  auto sums = matrices ? matrices->find(row) : nullptr;
  if (!sums)
    return (verb + " a register that has no value").str();
  const Instruction &writer = *sums->instruction;
  return (verb + " sums of line " + llvm::Twine(writer.line) + " '" +
          writer.mnemonic + "', which nobody has waited for")
      .str();
}

bool Warp::checkDefined(const Instruction &instruction, uint32_t row,
                        uint32_t mask) {
  uint32_t missing = mask & ~defined[row];
  if (!missing)
    return true;
  fault(instruction, missing, describeMissing(row));
  return false;
}

/// `the mbarrier at byte 8 of shared 'full' is in phase 3, of which ...`
std::string Warp::describeFailedWait() const {
  auto [owner, offset] = failedWait;
  std::string text = "the mbarrier at byte " + std::to_string(offset) + " of " +
                     nameShared(block.launch, offset);
  auto found = owner->memoryBarriers.find(offset);
  if (found == owner->memoryBarriers.end())
    return text + " is no more";
  const MemoryBarrier &barrier = found->second;
  return text + " is in phase " + std::to_string(barrier.getPhase()) +
         ", of which " + barrier.describe();
}

std::string Warp::describePlace() const {
  const Instruction &instruction =
      waiting == Waiting::Barrier ? *waitingAt : code[pc];
  std::string text =
      "warp " + std::to_string(index) + " of block " + printTriple(block.index);
  text += waiting == Waiting::Barrier ? " waits at line " : " spins at line ";
  text +=
      std::to_string(instruction.line) + " '" + instruction.text.str() + "'";
  if (failedWait.block && waiting != Waiting::Barrier)
    text += ", where " + describeFailedWait();
  if (active != live)
    text += " with lanes 0x" + llvm::utohexstr(active) + " while lanes 0x" +
            llvm::utohexstr(live & ~active) + " wait for them to meet again";
  return text;
}
