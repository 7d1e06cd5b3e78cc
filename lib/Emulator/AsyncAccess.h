//===- AsyncAccess.h - What asynchronous work may access --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bulk copies and wgmma go another way to memory than threads do, so that what
// threads have written needs a fence.proxy.async besides its order.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_ASYNCACCESS_H
#define GLU_EMULATOR_ASYNCACCESS_H

#include "Launch.h"

namespace ptxemu {

/// A swizzle exchanges pieces of 16 bytes by the address of their row; `mode`
/// is 0 for none, or 1 to 3 for spans of 32, 64 and 128 bytes.
inline uint64_t applySwizzle(uint64_t address, int mode) {
  return address ^ ((address >> 7 & ((1u << mode) - 1)) << 4);
}

struct AsyncAccess {
  Warp &warp;
  const Instruction &instruction;
  /// Who has asked for it.
  unsigned lane;
  /// Who does it.
  Agent agent;
  Strength strength = Strength::Weak;

  /// Checks and records an access to any bytes; false after a fault.
  bool check(Buffer &buffer, Space space, uint64_t offset, uint64_t bytes,
             bool isWrite) const;

private:
  bool isProxied(Shadow &shadow, uint64_t offset, unsigned bytes,
                 Touch &missing) const;
};

/// Somebody has waited for what `agent` did to these bytes, which becomes the
/// access of `to`, a warp or an agent whose time is known.
void handOverBytes(Shadow &shadow, uint64_t offset, uint64_t bytes, Agent agent,
                   const Touch &to, bool isWrite);

} // namespace ptxemu

#endif // GLU_EMULATOR_ASYNCACCESS_H
