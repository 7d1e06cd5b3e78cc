//===- Update.h - What atomics and reductions compute -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_UPDATE_H
#define GLU_EMULATOR_INSTRUCTIONS_UPDATE_H

#include "../Decoder.h"

namespace ptxemu {

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

/// `.add` and the like; false after an error.
bool takeUpdate(Decoder &decoder, Update &update);
bool isUpdateOf(Update update, Type type);
/// The new value where `old` is; `b` and `c` are the operands.
uint64_t computeUpdate(Update update, Type type, uint64_t old, uint64_t b,
                       uint64_t c = 0);

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_UPDATE_H
