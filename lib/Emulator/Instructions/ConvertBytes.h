//===- ConvertBytes.h - cvt of pairs of 8-bit floats ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_CONVERTBYTES_H
#define GLU_EMULATOR_INSTRUCTIONS_CONVERTBYTES_H

#include "../Decoder.h"

namespace ptxemu {

/// `cvt` of which one type is `.e4m3x2` or `.e5m2x2`.
void decodeConvertBytes(Decoder &decoder);

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_CONVERTBYTES_H
