//===- Approximate.h - Instructions with an error ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_APPROXIMATE_H
#define GLU_EMULATOR_INSTRUCTIONS_APPROXIMATE_H

#include "../Program.h"

namespace ptxemu {

class Decoder;

/// `.approx{.ftz}.type` of any function.
void decodeApproximate(Decoder &decoder);
/// `div.approx` and `div.full`.
void decodeApproximateDivision(Decoder &decoder);
/// What executes `.approx` of f16 or bf16; null if there is no such
/// instruction.
Execute chooseApproximateHalf(llvm::StringRef opcode, Type type, bool ftz);

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_APPROXIMATE_H
