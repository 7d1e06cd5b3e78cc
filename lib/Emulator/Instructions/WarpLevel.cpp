//===- WarpLevel.cpp - shfl, vote, match, redux, elect, activemask --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../Launch.h"
#include "../Vectors.h"
#include "Families.h"
#include "WarpSync.h"
#include "llvm/ADT/StringExtras.h"

using namespace ptxemu;

GLU_VECTORS static uint32_t findEqual(const uint32_t *values, uint32_t value) {
  uint32_t lanes = 0;
  for (unsigned lane = 0; lane < 32; ++lane)
    lanes |= uint32_t(values[lane] == value) << lane;
  return lanes;
}

bool ptxemu::syncLanes(Warp &warp, const Instruction &instruction,
                       uint32_t mask, uint32_t row,
                       llvm::function_ref<void(uint32_t)> run) {
  if (!warp.checkDefined(instruction, row, mask))
    return false;
  const uint32_t *named = warp.row<uint32_t>(row);
  for (uint32_t rest = mask; rest;) {
    unsigned first = llvm::countr_zero(rest);
    uint32_t members = named[first];
    uint32_t group = rest & findEqual(named, members);
    if (uint32_t strangers = group & ~members)
      return warp.fault(instruction, strangers,
                        "lanes 0x" + llvm::utohexstr(strangers) +
                            " execute this but are not in its mask 0x" +
                            llvm::utohexstr(members)),
             false;
    if (uint32_t missing = members & warp.live & ~group)
      return warp.fault(instruction, missing,
                        "lanes 0x" + llvm::utohexstr(missing) +
                            " are in its mask 0x" + llvm::utohexstr(members) +
                            " but do not execute this"),
             false;
    run(group);
    warp.clock.syncLanes(group, warp.live);
    rest &= ~group;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// shfl
//===----------------------------------------------------------------------===//

enum class Shuffle : uint32_t { Up, Down, Bfly, Idx };

namespace {
template <Shuffle mode>
struct Sources {
  /// The lane that each lane reads from; returns those where it exists, others
  /// read themselves.
  GLU_VECTORS static uint32_t find(const uint32_t *b, const uint32_t *c,
                                   int32_t *sources) {
    uint32_t exist = 0;
    for (int lane = 0; lane < 32; ++lane) {
      int distance = b[lane] & 31, clamp = c[lane] & 31,
          segments = c[lane] >> 8 & 31;
      int first = lane & segments, last = first | (clamp & ~segments);
      int source = mode == Shuffle::Up     ? lane - distance
                   : mode == Shuffle::Down ? lane + distance
                   : mode == Shuffle::Bfly ? lane ^ distance
                                           : first | (distance & ~segments);
      bool exists = mode == Shuffle::Up ? source >= last : source <= last;
      sources[lane] = exists ? source : lane;
      exist |= uint32_t(exists) << lane;
    }
    return exist;
  }
};

/// The value of each lane's source, and whether it has one.
struct Exchange {
  GLU_VECTORS static uint32_t gather(const uint32_t *from,
                                     const int32_t *sources, uint32_t defined,
                                     uint32_t *values) {
    uint32_t result = 0;
    for (unsigned lane = 0; lane < 32; ++lane) {
      values[lane] = from[sources[lane]];
      result |= (defined >> sources[lane] & 1) << lane;
    }
    return result;
  }
};
} // namespace

static Status executeShuffle(Warp &warp, const Instruction &instruction,
                             uint32_t mask) {
  using Find = uint32_t (*)(const uint32_t *, const uint32_t *, int32_t *);
  static const Find finders[] = {
      Sources<Shuffle::Up>::find, Sources<Shuffle::Down>::find,
      Sources<Shuffle::Bfly>::find, Sources<Shuffle::Idx>::find};
  alignas(64) int32_t sources[32];
  alignas(64) uint32_t values[32];
  uint32_t exist = finders[instruction.flags](
      warp.row<uint32_t>(instruction.operand(1)),
      warp.row<uint32_t>(instruction.operand(2)), sources);
  uint32_t from = instruction.operand(0), defined = 0;
  bool agree = syncLanes(
      warp, instruction, mask, instruction.operand(3), [&](uint32_t group) {
        // A lane that does not take part has nothing to give.
        defined |=
            group & Exchange::gather(warp.row<uint32_t>(from), sources,
                                     warp.definedLanes(from) & group, values);
      });
  if (!agree)
    return Status::Fault;
  warp.write(instruction.result(0), values, mask);
  warp.setDefined(instruction.result(0), defined, mask);
  if (instruction.results == 2) {
    warp.writePredicate(instruction.result(1), exist, mask);
    warp.setDefined(instruction.result(1), ~0u, mask);
  }
  return Status::Next;
}

static void decodeShuffle(Decoder &decoder) {
  if (!decoder.take("sync"))
    return decoder.fail("expected .sync");
  int mode = decoder.takeOneOf({"up", "down", "bfly", "idx"});
  if (mode < 0 || !(decoder.takeType() == bits(32)) ||
      !decoder.expectOperands(5))
    return decoder.fail("expected .up, .down, .bfly or .idx, and .b32");
  const Operand &result = decoder.getOperand(0);
  bool isPair = result.kind == Operand::Vector && result.elements.size() == 2;
  decoder.addResult(isPair ? result.elements[0] : result, bits(32));
  if (isPair)
    decoder.addResult(result.elements[1], predicate);
  for (size_t i = 1; i < 5; ++i)
    decoder.addOperand(decoder.getOperand(i), bits(32));
  decoder.instruction.flags = mode;
  decoder.instruction.tracking = Tracking::Own;
  decoder.instruction.execute = executeShuffle;
}

//===----------------------------------------------------------------------===//
// vote
//===----------------------------------------------------------------------===//

enum class Vote : uint32_t { All, Any, Uni, Ballot };

static Status executeVote(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  uint32_t votes = warp.predicate(instruction.operand(0));
  if (instruction.flags & 4)
    votes = ~votes;
  Vote kind = Vote(instruction.flags & 3);
  uint32_t values[32], answer = 0;
  bool agree = syncLanes(
      warp, instruction, mask, instruction.operand(1), [&](uint32_t group) {
        uint32_t yes = votes & group;
        bool holds = kind == Vote::All   ? yes == group
                     : kind == Vote::Any ? yes != 0
                                         : yes == 0 || yes == group;
        answer |= holds ? group : 0;
        for (unsigned lane = 0; lane < 32; ++lane)
          if (group >> lane & 1)
            values[lane] = yes;
      });
  if (!agree)
    return Status::Fault;
  if (kind == Vote::Ballot)
    warp.write(instruction.result(0), values, mask);
  else
    warp.writePredicate(instruction.result(0), answer, mask);
  return Status::Next;
}

static void decodeVote(Decoder &decoder) {
  if (!decoder.take("sync"))
    return decoder.fail("expected .sync");
  int kind = decoder.takeOneOf({"all", "any", "uni", "ballot"});
  Type type = decoder.takeType();
  if (kind < 0 || !(type == (kind == 3 ? bits(32) : predicate)) ||
      !decoder.expectOperands(3))
    return decoder.fail(
        "expected .all, .any or .uni and .pred, or .ballot and .b32");
  decoder.addResult(decoder.getOperand(0), type);
  Operand vote = decoder.getOperand(1);
  decoder.instruction.flags = kind | (vote.negated ? 4 : 0);
  vote.negated = false;
  decoder.addOperand(vote, predicate);
  decoder.addOperand(decoder.getOperand(2), bits(32));
  decoder.instruction.tracking = Tracking::Require;
  decoder.instruction.execute = executeVote;
}

//===----------------------------------------------------------------------===//
// match
//===----------------------------------------------------------------------===//

/// The lanes whose value is that of each lane; with `isAll` all lanes or none.
template <typename T, bool isAll>
static Status executeMatch(Warp &warp, const Instruction &instruction,
                           uint32_t mask) {
  T from[32];
  std::copy_n(warp.row<T>(instruction.operand(0)), 32, from);
  uint32_t values[32], same = 0;
  bool agree = syncLanes(
      warp, instruction, mask, instruction.operand(1), [&](uint32_t group) {
        for (unsigned lane = 0; lane < 32; ++lane) {
          if (!(group >> lane & 1))
            continue;
          uint32_t equal = 0;
          for (unsigned other = 0; other < 32; ++other)
            equal |= uint32_t(from[other] == from[lane]) << other;
          equal &= group;
          values[lane] = isAll && equal != group ? 0 : equal;
          same |= equal == group ? 1u << lane : 0;
        }
      });
  if (!agree)
    return Status::Fault;
  warp.write(instruction.result(0), values, mask);
  if (instruction.results == 2)
    warp.writePredicate(instruction.result(1), same, mask);
  return Status::Next;
}

static void decodeMatch(Decoder &decoder) {
  int kind = decoder.takeOneOf({"any", "all"});
  if (kind < 0 || !decoder.take("sync"))
    return decoder.fail("expected .any or .all, and .sync");
  Type type = decoder.takeType();
  if (type.kind != Kind::Bits || type.bits < 32 || !decoder.expectOperands(3))
    return decoder.fail("expected .b32 or .b64");
  const Operand &result = decoder.getOperand(0);
  bool isPair = kind == 1 && result.kind == Operand::Vector &&
                result.elements.size() == 2;
  decoder.addResult(isPair ? result.elements[0] : result, bits(32));
  if (isPair)
    decoder.addResult(result.elements[1], predicate);
  decoder.addOperand(decoder.getOperand(1), type);
  decoder.addOperand(decoder.getOperand(2), bits(32));
  decoder.instruction.tracking = Tracking::Require;
  decoder.instruction.execute = type.bits == 32
                                    ? (kind ? executeMatch<uint32_t, true>
                                            : executeMatch<uint32_t, false>)
                                    : (kind ? executeMatch<uint64_t, true>
                                            : executeMatch<uint64_t, false>);
}

//===----------------------------------------------------------------------===//
// redux, elect, activemask
//===----------------------------------------------------------------------===//

enum class Reduction : uint32_t { Add, Min, Max, And, Or, Xor };

static uint32_t reduce(Reduction kind, bool isSigned, uint32_t a, uint32_t b) {
  bool isLess = isSigned ? int32_t(a) < int32_t(b) : a < b;
  switch (kind) {
  case Reduction::Add:
    return a + b;
  case Reduction::Min:
    return isLess ? a : b;
  case Reduction::Max:
    return isLess ? b : a;
  case Reduction::And:
    return a & b;
  case Reduction::Or:
    return a | b;
  case Reduction::Xor:
    return a ^ b;
  }
  return a;
}

static Status executeRedux(Warp &warp, const Instruction &instruction,
                           uint32_t mask) {
  const uint32_t *from = warp.row<uint32_t>(instruction.operand(0));
  uint32_t values[32];
  bool agree = syncLanes(
      warp, instruction, mask, instruction.operand(1), [&](uint32_t group) {
        uint32_t total = from[llvm::countr_zero(group)];
        for (uint32_t rest = group & (group - 1); rest; rest &= rest - 1)
          total =
              reduce(Reduction(instruction.flags & 7), instruction.flags & 8,
                     total, from[llvm::countr_zero(rest)]);
        for (unsigned lane = 0; lane < 32; ++lane)
          if (group >> lane & 1)
            values[lane] = total;
      });
  if (!agree)
    return Status::Fault;
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

static void decodeRedux(Decoder &decoder) {
  if (!decoder.take("sync"))
    return decoder.fail("expected .sync");
  int kind = decoder.takeOneOf({"add", "min", "max", "and", "or", "xor"});
  Type type = decoder.takeType();
  bool isBitwise = kind >= 3;
  if (kind < 0 || type.bits != 32 || !type.isInteger() ||
      isBitwise != (type.kind == Kind::Bits))
    return decoder.fail("expected .add, .min or .max and u32 or s32, or .and, "
                        ".or or .xor and b32");
  decoder.addAll(type, {type, bits(32)});
  decoder.instruction.flags = kind | (type.isSigned() ? 8 : 0);
  decoder.instruction.tracking = Tracking::Require;
  decoder.instruction.execute = executeRedux;
}

/// The lowest lane of the group is elected.
static Status executeElect(Warp &warp, const Instruction &instruction,
                           uint32_t mask) {
  uint32_t values[32], elected = 0;
  bool agree = syncLanes(warp, instruction, mask, instruction.operand(0),
                         [&](uint32_t group) {
                           elected |= group & -group;
                           for (unsigned lane = 0; lane < 32; ++lane)
                             if (group >> lane & 1)
                               values[lane] = llvm::countr_zero(group);
                         });
  if (!agree)
    return Status::Fault;
  warp.write(instruction.result(0), values, mask);
  warp.writePredicate(instruction.result(1), elected, mask);
  return Status::Next;
}

static void decodeElect(Decoder &decoder) {
  if (!decoder.take("sync") || !decoder.expectOperands(2))
    return decoder.fail("expected .sync");
  const Operand &result = decoder.getOperand(0);
  if (result.kind != Operand::Vector || result.elements.size() != 2)
    return decoder.fail("expected d|p");
  decoder.addResult(result.elements[0], bits(32));
  decoder.addResult(result.elements[1], predicate);
  decoder.addOperand(decoder.getOperand(1), bits(32));
  decoder.instruction.tracking = Tracking::Require;
  decoder.instruction.execute = executeElect;
}

static Status executeActiveMask(Warp &warp, const Instruction &instruction,
                                uint32_t mask) {
  uint32_t values[32];
  std::fill_n(values, 32, mask);
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

static void decodeActiveMask(Decoder &decoder) {
  if (!(decoder.takeType() == bits(32)))
    return decoder.fail("expected .b32");
  decoder.addAll(bits(32), {});
  decoder.instruction.execute = executeActiveMask;
}

void ptxemu::addWarpLevel(InstructionTable &table) {
  table.add("shfl", TypeClass::Any, decodeShuffle);
  table.add("vote", TypeClass::Any, decodeVote);
  table.add("match", TypeClass::Any, decodeMatch);
  table.add("redux", TypeClass::Any, decodeRedux);
  table.add("elect", TypeClass::Any, decodeElect);
  table.add("activemask", TypeClass::Any, decodeActiveMask);
}
