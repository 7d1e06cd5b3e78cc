//===- GPUTarget.h - The GPU that code is made for --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TARGET_GPUTARGET_H
#define GLU_TARGET_GPUTARGET_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace mlir::glu {

/// The architectures of NVIDIA GPUs that code is made for: sm_80, sm_86, sm_89,
/// sm_90a, sm_100a and sm_120.
llvm::ArrayRef<llvm::StringLiteral> getGPUArchs();

/// Fails on an architecture that is none of these.
llvm::Error checkGPUArch(llvm::StringRef arch);

/// The most shared memory that a block may have on one of these.
int64_t getSharedMemoryOfBlock(llvm::StringRef arch);

/// The folder of the CUDA toolkit: what CUDA_ROOT, CUDA_HOME or CUDA_PATH say,
/// or else where it usually is; empty if there is none.
std::string findCUDAToolkit();

} // namespace mlir::glu

#endif // GLU_TARGET_GPUTARGET_H
