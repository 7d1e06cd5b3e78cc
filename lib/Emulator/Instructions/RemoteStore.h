//===- RemoteStore.h - st.async, red.async ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_REMOTESTORE_H
#define GLU_EMULATOR_INSTRUCTIONS_REMOTESTORE_H

#include "../Decoder.h"

namespace ptxemu {

/// What follows `st.async` or `red.async`.
void decodeRemoteStore(Decoder &decoder, bool isReduction);

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_REMOTESTORE_H
