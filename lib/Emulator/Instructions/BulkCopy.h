//===- BulkCopy.h - cp.async.bulk -------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_BULKCOPY_H
#define GLU_EMULATOR_INSTRUCTIONS_BULKCOPY_H

#include "../Decoder.h"

namespace ptxemu {

/// What follows `cp.async.bulk` or `cp.reduce.async.bulk`.
void decodeBulkCopy(Decoder &decoder, bool isReduction);

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_BULKCOPY_H
