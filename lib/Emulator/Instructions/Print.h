//===- Print.h - printf -----------------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_PRINT_H
#define GLU_EMULATOR_INSTRUCTIONS_PRINT_H

#include "../Warp.h"

namespace ptxemu {

/// The text at a generic address, up to its zero; false if it cannot be read.
bool readString(Warp &warp, unsigned lane, uint64_t address, std::string &text);

/// What printf makes of `format` and the arguments that lie one after the
/// other, each aligned to its size, at `arguments`.
bool formatPrint(Warp &warp, unsigned lane, uint64_t format, uint64_t arguments,
                 std::string &text);

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_PRINT_H
