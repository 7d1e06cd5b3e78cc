//===- Fence.cpp - membar, fence ------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "Families.h"
#include "MemoryForm.h"
#include "TensorMaps.h"

using namespace ptxemu;

static Status executeFence(Warp &warp, const Instruction &instruction,
                           uint32_t) {
  warp.clock.fence(Scope(instruction.flags));
  return Status::Next;
}

static void decodeMembar(Decoder &decoder) {
  int level = decoder.takeOneOf({"cta", "gl", "sys"});
  if (level < 0)
    return decoder.fail("expected .cta, .gl or .sys");
  decoder.expectOperands(0);
  decoder.instruction.flags = uint32_t(level ? Scope::Device : Scope::Block);
  decoder.instruction.execute = executeFence;
}

static Status executeProxyFence(Warp &warp, const Instruction &, uint32_t) {
  warp.clock.fenceProxy();
  return Status::Next;
}

/// Between accesses of threads and those of asynchronous work.
static void decodeProxyFence(Decoder &decoder) {
  if (decoder.take("tensormap::generic"))
    return decodeMapFence(decoder);
  if (!decoder.take("async"))
    return decoder.fail("expected .async or .tensormap::generic");
  decoder.takeOneOf({"global", "shared::cta", "shared::cluster"});
  decoder.expectOperands(0);
  decoder.instruction.execute = executeProxyFence;
}

static void decodeFence(Decoder &decoder) {
  Scope scope;
  if (decoder.take("proxy"))
    return decodeProxyFence(decoder);
  if (decoder.take("mbarrier_init")) {
    if (!decoder.take("release") || !decoder.take("cluster"))
      return decoder.fail("expected .release.cluster");
    decoder.expectOperands(0);
    decoder.instruction.flags = uint32_t(Scope::Device);
    decoder.instruction.execute = executeFence;
    return;
  }
  // Without a word it is .acq_rel; one half of that counts as both.
  decoder.takeOneOf({"sc", "acq_rel", "acquire", "release"});
  if (!takeScope(decoder, scope))
    return decoder.fail("expected .sc or .acq_rel, and .cta, .gpu or .sys");
  decoder.expectOperands(0);
  decoder.instruction.flags = uint32_t(scope);
  decoder.instruction.execute = executeFence;
}

void ptxemu::addFence(InstructionTable &table) {
  table.add("membar", TypeClass::Any, decodeMembar);
  table.add("fence", TypeClass::Any, decodeFence);
}
