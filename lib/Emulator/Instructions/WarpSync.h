//===- WarpSync.h - Lanes that name each other ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_WARPSYNC_H
#define GLU_EMULATOR_INSTRUCTIONS_WARPSYNC_H

#include "../Warp.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace ptxemu {

/// Calls `run` for each group of lanes that name each other in the masks of
/// `row`, and orders what they did before it. False after a fault: a lane that
/// is named does not take part, or one that takes part is not named.
bool syncLanes(Warp &warp, const Instruction &instruction, uint32_t mask,
               uint32_t row, llvm::function_ref<void(uint32_t)> run);

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_WARPSYNC_H
