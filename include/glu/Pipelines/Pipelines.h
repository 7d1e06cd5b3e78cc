//===- Pipelines.h - Whole compilations, made of stages ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_PIPELINES_PIPELINES_H
#define GLU_PIPELINES_PIPELINES_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace mlir::glu {

/// The stages of a compilation, in order, under the names that they have
/// everywhere.
enum class Stage {
  Raise,
  Fuse,
  Strategy,
  Pack,
  Tile,
  Linalg,
  Vectorize,
  Bufferize,
  Target,
  LLVM
};

/// `raise`, `fuse`, ..., `llvm`.
StringRef stringifyStage(Stage stage);
std::optional<Stage> symbolizeStage(StringRef name);
/// All names in order, as `raise, fuse, ...`.
std::string getStageNames();

/// Options of `glu-to-cpu`.
struct CPUPipelineOptions : PassPipelineOptions<CPUPipelineOptions> {
  PassOptions::Option<std::string> target{
      *this, "target",
      llvm::cl::desc("CPU to compile for: host, generic, avx2, avx512, amx or "
                     "a feature list such as +avx2,+fma"),
      llvm::cl::init("host")};
  PassOptions::Option<std::string> stopAfter{
      *this, "stop-after",
      llvm::cl::desc("Last stage to run: raise, fuse, strategy, pack, tile, "
                     "linalg, vectorize, bufferize, target or llvm"),
      llvm::cl::init("llvm")};
  PassOptions::Option<bool> raise{
      *this, "raise",
      llvm::cl::desc("Find activations and layers in linalg, TOSA, arith and "
                     "math"),
      llvm::cl::init(true)};
  PassOptions::Option<bool> prepare{
      *this, "prepare",
      llvm::cl::desc("Emit @NAME_prepare and @NAME_packed for weights that are "
                     "arguments"),
      llvm::cl::init(false)};
};

/// Tensors (glu, linalg, tensor, arith, math, func) to the llvm dialect for a
/// CPU: the stages up to and including `options.stopAfter`. Fails, with a
/// message, on an unknown target or stage.
///
/// Every public function gets a C interface: `_mlir_ciface_NAME` takes pointers
/// to memref descriptors, first one for the results that are tensors, which it
/// allocates by malloc and the caller frees, then those of the arguments.
/// Arguments are not written unless they have `bufferization.writable = true`.
LogicalResult
buildGLUToCPUPipeline(OpPassManager &pm, const CPUPipelineOptions &options,
                      function_ref<LogicalResult(const Twine &)> emitError);

/// Options of `glu-to-gpu`.
struct GPUPipelineOptions : PassPipelineOptions<GPUPipelineOptions> {
  PassOptions::Option<std::string> arch{
      *this, "arch",
      llvm::cl::desc("GPU to compile for: sm_80, sm_86, sm_89, sm_90a, sm_100a "
                     "or sm_120"),
      llvm::cl::init("sm_80")};
  PassOptions::Option<std::string> format{
      *this, "format",
      llvm::cl::desc("What the module holds of each kernel: ptx, cubin or "
                     "fatbin"),
      llvm::cl::init("ptx")};
  PassOptions::Option<std::string> dump{
      *this, "dump",
      llvm::cl::desc("Folder in which to write each kernel as a file"),
      llvm::cl::init("")};
  PassOptions::Option<bool> allowTF32{
      *this, "allow-tf32",
      llvm::cl::desc("Round x and weights of layers in f32 to tf32, for tensor "
                     "cores"),
      llvm::cl::init(false)};
  PassOptions::Option<std::string> stopAfter{
      *this, "stop-after",
      llvm::cl::desc("Last stage to run: raise, fuse, strategy, tile, linalg, "
                     "bufferize, target or llvm"),
      llvm::cl::init("llvm")};
  PassOptions::Option<bool> raise{
      *this, "raise",
      llvm::cl::desc("Find activations and layers in linalg, TOSA, arith and "
                     "math"),
      llvm::cl::init(true)};
};

/// Tensors (glu, linalg, tensor, arith, math, func) to the llvm dialect for a
/// host that launches kernels of an NVIDIA GPU, by the calls `mgpu...` of the
/// runtime: the stages up to and including `options.stopAfter`. Fails, with a
/// message, on an unknown architecture, format or stage. The C interface is
/// that of the CPU pipeline: arguments and results are in memory of the host.
LogicalResult
buildGLUToGPUPipeline(OpPassManager &pm, const GPUPipelineOptions &options,
                      function_ref<LogicalResult(const Twine &)> emitError);

/// Registers `glu-to-cpu` and `glu-to-gpu`.
void registerGLUPipelines();

} // namespace mlir::glu

#endif // GLU_PIPELINES_PIPELINES_H
