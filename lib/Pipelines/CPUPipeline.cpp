//===- CPUPipeline.cpp - From tensors to the llvm dialect for a CPU -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommonStages.h"
#include "glu/Conversion/Passes.h"
#include "glu/Pipelines/Pipelines.h"
#include "glu/Target/Target.h"
#include "glu/Transforms/Passes.h"
#include "mlir/Conversion/AffineToStandard/AffineToStandard.h"
#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/FuncToLLVM/ConvertFuncToLLVMPass.h"
#include "mlir/Conversion/IndexToLLVM/IndexToLLVM.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/MathToLibm/MathToLibm.h"
#include "mlir/Conversion/MemRefToLLVM/MemRefToLLVM.h"
#include "mlir/Conversion/OpenMPToLLVM/ConvertOpenMPToLLVM.h"
#include "mlir/Conversion/ReconcileUnrealizedCasts/ReconcileUnrealizedCasts.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Conversion/UBToLLVM/UBToLLVM.h"
#include "mlir/Conversion/VectorToLLVM/ConvertVectorToLLVMPass.h"
#include "mlir/Conversion/VectorToSCF/VectorToSCF.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/Transforms/Passes.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SCF/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::glu;

static void buildStrategyStage(OpPassManager &pm, const std::string &target) {
  AssignStrategyPassOptions options;
  options.target = target;
  pm.addNestedPass<func::FuncOp>(createAssignStrategyPass(options));
}

static void buildPackStage(OpPassManager &pm, bool prepare) {
  PackWeightsPassOptions options;
  options.prepare = prepare;
  pm.addPass(createPackWeightsPass(options));
  // Layers that read the same constants.
  pm.addPass(createCSEPass());
}

static void buildTileStage(OpPassManager &pm, const std::string &target) {
  pm.addNestedPass<func::FuncOp>(createConvertGLUToKernelsPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  // An elementwise op on tensors is tiled as the linalg.generic that it is.
  pm.addNestedPass<func::FuncOp>(createConvertElementwiseToLinalgPass());
  TilePassOptions options;
  options.target = target;
  pm.addNestedPass<func::FuncOp>(createTilePass(options));
}

static void buildVectorizeStage(OpPassManager &pm) {
  pm.addNestedPass<func::FuncOp>(createVectorizePass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

/// Buffers and n-D vectors to code that the target has instructions for.
static void buildTargetStage(OpPassManager &pm) {
  buildArithmetic(pm);
  // Rounding to bf16 is done by integers, since the instruction flushes
  // subnormals.
  arith::ArithExpandOpsPassOptions expand;
  expand.includeBf16 = true;
  pm.addPass(arith::createArithExpandOpsPass(expand));
  pm.addNestedPass<func::FuncOp>(createPrefetchWeightsPass());
  pm.addNestedPass<func::FuncOp>(createLowerVectorsPass());
  pm.addNestedPass<func::FuncOp>(createConvertLinalgToLoopsPass());
  pm.addNestedPass<func::FuncOp>(createConvertTilesToLLVMPass());
  pm.addPass(createConvertForallToOpenMPPass());
}

static void buildLLVMStage(OpPassManager &pm, const std::string &target) {
  AnnotateTargetPassOptions options;
  options.target = target;
  pm.addPass(createAnnotateTargetPass(options));
  pm.addNestedPass<func::FuncOp>(LLVM::createLLVMRequestCWrappersPass());
  pm.addPass(createConvertVectorToSCFPass());
  pm.addNestedPass<func::FuncOp>(createLowerExpandShapePass());
  pm.addPass(memref::createExpandStridedMetadataPass());
  // Vectors and strided metadata make affine.apply.
  pm.addPass(createLowerAffinePass());
  pm.addPass(createSCFToControlFlowPass());
  pm.addPass(createConvertMathToLLVMPass());
  // Takes vectors apart, for a call of each element.
  pm.addPass(createConvertMathToLibmPass());
  pm.addPass(createConvertVectorToLLVMPass());
  pm.addPass(createConvertOpenMPToLLVMPass());
  pm.addPass(createArithToLLVMConversionPass());
  pm.addPass(createFinalizeMemRefToLLVMConversionPass());
  pm.addPass(createConvertFuncToLLVMPass());
  pm.addPass(createConvertControlFlowToLLVMPass());
  pm.addPass(createUBToLLVMConversionPass());
  pm.addPass(createConvertIndexToLLVMPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
}

LogicalResult mlir::glu::buildGLUToCPUPipeline(
    OpPassManager &pm, const CPUPipelineOptions &options,
    function_ref<LogicalResult(const Twine &)> emitError) {
  if (llvm::Expected<TargetDescription> target = parseTarget(options.target);
      !target)
    return emitError(llvm::toString(target.takeError()));
  std::optional<Stage> last = symbolizeStage(options.stopAfter);
  if (!last)
    return emitError("unknown stage '" + options.stopAfter.getValue() +
                     "'; expected one of " + getStageNames());

  std::pair<Stage, std::function<void()>> stages[] = {
      {Stage::Raise, [&] { buildRaiseStage(pm, options.raise); }},
      {Stage::Fuse, [&] { buildFuseStage(pm); }},
      {Stage::Strategy, [&] { buildStrategyStage(pm, options.target); }},
      {Stage::Pack, [&] { buildPackStage(pm, options.prepare); }},
      {Stage::Tile, [&] { buildTileStage(pm, options.target); }},
      {Stage::Linalg, [&] { buildLinalgStage(pm); }},
      {Stage::Vectorize, [&] { buildVectorizeStage(pm); }},
      {Stage::Bufferize, [&] { buildBufferizeStage(pm); }},
      {Stage::Target, [&] { buildTargetStage(pm); }},
      {Stage::LLVM, [&] { buildLLVMStage(pm, options.target); }},
  };
  for (auto &[stage, build] : stages)
    if (stage <= *last)
      build();
  return success();
}
