//===- Registration.cpp - Pipelines by name -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Pipelines/Pipelines.h"
#include "mlir/Pass/PassRegistry.h"

using namespace mlir;
using namespace mlir::glu;

using EmitError = function_ref<LogicalResult(const Twine &)>;

/// Not PassPipelineRegistration: its builder cannot report a bad option.
template <typename OptionsTy,
          LogicalResult (*build)(OpPassManager &, const OptionsTy &, EmitError)>
static void registerPipeline(StringRef name, StringRef description) {
  registerPassPipeline(
      name, description,
      [](OpPassManager &pm, StringRef text, EmitError emitError) {
        OptionsTy options;
        if (failed(options.parseFromString(text)))
          return failure();
        return build(pm, options, emitError);
      },
      [](function_ref<void(const mlir::detail::PassOptions &)> visit) {
        visit(OptionsTy());
      });
}

void mlir::glu::registerGLUPipelines() {
  registerPipeline<CPUPipelineOptions, buildGLUToCPUPipeline>(
      "glu-to-cpu",
      "Lower tensors (glu, linalg, tensor, arith, math, func) to the llvm "
      "dialect for a CPU, with OpenMP threads");
  registerPipeline<GPUPipelineOptions, buildGLUToGPUPipeline>(
      "glu-to-gpu",
      "Lower tensors (glu, linalg, tensor, arith, math, func) to kernels of an "
      "NVIDIA GPU and the llvm dialect for the host that launches them");
}
