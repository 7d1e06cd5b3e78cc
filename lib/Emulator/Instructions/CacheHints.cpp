//===- CacheHints.cpp - prefetch, createpolicy ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../Warp.h"
#include "Families.h"
#include "MemoryForm.h"

using namespace ptxemu;

static Status executeNothing(Warp &, const Instruction &, uint32_t) {
  return Status::Next;
}

/// Prefetches change nothing that can be seen, wherever they point.
static void decodePrefetch(Decoder &decoder) {
  Space space = Space::Generic;
  if (decoder.getStatement().opcode == "prefetchu") {
    if (!decoder.take("L1"))
      return decoder.fail("expected .L1");
  } else {
    space = takeSpace(decoder, /*allowsParameters=*/true);
    if (!decoder.take("tensormap") &&
        decoder.takeOneOf({"L1", "L2", "L2::evict_last", "L2::evict_normal"}) <
            0)
      return decoder.fail("expected .L1 or .L2");
  }
  if (!decoder.expectOperands(1))
    return;
  decoder.addAddress(decoder.getOperand(0), space);
  decoder.instruction.execute = executeNothing;
}

static Status executePolicy(Warp &warp, const Instruction &instruction,
                            uint32_t mask) {
  uint64_t values[32] = {};
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

/// A policy for caches, which are not modelled.
static void decodePolicy(Decoder &decoder) {
  std::initializer_list<llvm::StringRef> priorities = {
      "L2::evict_last", "L2::evict_normal", "L2::evict_first",
      "L2::evict_unchanged"};
  if (!decoder.take("fractional") || decoder.takeOneOf(priorities) < 0)
    return decoder.fail(
        "expected .fractional and a priority such as .L2::evict_last");
  decoder.takeOneOf(priorities);
  if (!(decoder.takeType() == bits(64)))
    return decoder.fail("expected .b64");
  if (decoder.getOperandCount() == 1)
    decoder.addAll(bits(64), {});
  else
    decoder.addAll(bits(64), {{Kind::Float, 32, false}});
  decoder.instruction.execute = executePolicy;
}

void ptxemu::addCacheHints(InstructionTable &table) {
  table.add("prefetch", TypeClass::Any, decodePrefetch);
  table.add("prefetchu", TypeClass::Any, decodePrefetch);
  table.add("createpolicy", TypeClass::Any, decodePolicy);
}
