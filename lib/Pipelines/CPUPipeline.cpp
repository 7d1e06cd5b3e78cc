//===- CPUPipeline.cpp - From tensors to code for a CPU -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every op becomes loops: the reference for the speed of later stages, and
// enough to run any program on linalg.
//
//===----------------------------------------------------------------------===//

#include "glu/Pipelines/Pipelines.h"
#include "mlir/Pass/PassRegistry.h"

using namespace mlir;
using namespace mlir::glu;

ArrayRef<StringRef> mlir::glu::getStageNames() {
  static const StringRef names[] = {
      "raise",  "fuse",      "strategy",  "pack",   "tile",
      "linalg", "vectorize", "bufferize", "target", "llvm"};
  return names;
}

static StringRef getStagePasses(StringRef stage) {
  if (stage == "raise")
    return "inline,canonicalize,cse";
  if (stage == "linalg")
    return "convert-glu-to-linalg";
  if (stage == "bufferize")
    return "one-shot-bufferize{bufferize-function-boundaries "
           "function-boundary-type-conversion=identity-layout-map},"
           "canonicalize,cse,buffer-deallocation-pipeline,"
           "convert-linalg-to-loops";
  if (stage == "target")
    return "glu-expand-activations";
  if (stage == "llvm")
    return "convert-bufferization-to-memref,"
           "expand-strided-metadata,lower-affine,"
           "convert-scf-to-cf,func.func(llvm-request-c-wrappers),"
           "convert-vector-to-llvm,convert-math-to-llvm,convert-math-to-libm,"
           "convert-arith-to-llvm,finalize-memref-to-llvm,convert-func-to-llvm,"
           "convert-cf-to-llvm,reconcile-unrealized-casts,canonicalize,cse";
  return "";
}

void mlir::glu::buildGLUToCPUPipeline(OpPassManager &pm,
                                      const CPUPipelineOptions &options) {
  for (StringRef stage : getStageNames()) {
    // The text is a constant of this file.
    LogicalResult parsed = parsePassPipeline(getStagePasses(stage), pm);
    (void)parsed;
    if (stage == options.stopAfter)
      return;
  }
}

void mlir::glu::registerGLUPipelines() {
  PassPipelineRegistration<CPUPipelineOptions>(
      "glu-to-cpu", "Lower functions on tensors to the llvm dialect for a CPU",
      buildGLUToCPUPipeline);
}
