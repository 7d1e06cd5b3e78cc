//===- Approximate.h - Instructions with an error ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_APPROXIMATE_H
#define GLU_EMULATOR_INSTRUCTIONS_APPROXIMATE_H

namespace ptxemu {

class Decoder;

/// `.approx{.ftz}.type` of any function.
void decodeApproximate(Decoder &decoder);
/// `div.approx` and `div.full`.
void decodeApproximateDivision(Decoder &decoder);

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_APPROXIMATE_H
