//===- Cluster.h - barrier.cluster ------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_CLUSTER_H
#define GLU_EMULATOR_INSTRUCTIONS_CLUSTER_H

#include "../Decoder.h"

namespace ptxemu {

/// What follows `barrier.cluster`.
void decodeClusterBarrier(Decoder &decoder);

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_CLUSTER_H
