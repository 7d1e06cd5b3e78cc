//===- Pipelines.h - From tensors to machine code ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_PIPELINES_PIPELINES_H
#define GLU_PIPELINES_PIPELINES_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace mlir::glu {

/// The stages of the pipelines, in order.
ArrayRef<StringRef> getStageNames();

struct CPUPipelineOptions : PassPipelineOptions<CPUPipelineOptions> {
  Option<std::string> target{
      *this, "target",
      llvm::cl::desc("CPU to compile for: host, generic, avx2, avx512, amx or "
                     "a list of features such as +avx2,+fma"),
      llvm::cl::init("host")};
  Option<std::string> stopAfter{*this, "stop-after",
                                llvm::cl::desc("Last stage to run")};
};

/// Lowers a module of functions on tensors to the llvm dialect. Tensors cross
/// the functions' boundaries as memrefs of identity layout; every public
/// function gets a C interface, `_mlir_ciface_NAME`.
void buildGLUToCPUPipeline(OpPassManager &pm,
                           const CPUPipelineOptions &options);

/// Registers the pipelines under their names, `glu-to-cpu`.
void registerGLUPipelines();

} // namespace mlir::glu

#endif // GLU_PIPELINES_PIPELINES_H
