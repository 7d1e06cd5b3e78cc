//===- GPUPipeline.cpp - From tensors to the llvm dialect for a GPU -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Pipelines/Pipelines.h"

using namespace mlir;
using namespace mlir::glu;

LogicalResult mlir::glu::buildGLUToGPUPipeline(
    OpPassManager &, const GPUPipelineOptions &,
    function_ref<LogicalResult(const Twine &)> emitError) {
  return emitError("there are no kernels for GPUs yet");
}
