//===- GPUPipeline.cpp - From tensors to kernels of a GPU and their host --===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommonStages.h"
#include "glu/Conversion/Passes.h"
#include "glu/Pipelines/Pipelines.h"
#include "glu/Target/GPUTarget.h"
#include "glu/Transforms/Passes.h"
#include "mlir/Conversion/AffineToStandard/AffineToStandard.h"
#include "mlir/Conversion/GPUCommon/GPUCommonPass.h"
#include "mlir/Conversion/GPUToNVVM/GPUToNVVMPass.h"
#include "mlir/Conversion/IndexToLLVM/IndexToLLVM.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/MathToLibm/MathToLibm.h"
#include "mlir/Conversion/NVGPUToNVVM/NVGPUToNVVM.h"
#include "mlir/Conversion/NVVMToLLVM/NVVMToLLVM.h"
#include "mlir/Conversion/ReconcileUnrealizedCasts/ReconcileUnrealizedCasts.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Conversion/UBToLLVM/UBToLLVM.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/GPU/Transforms/Passes.h"
#include "mlir/Dialect/LLVMIR/Transforms/Passes.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SCF/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::glu;

static void buildStrategyStage(OpPassManager &pm,
                               const GPUPipelineOptions &options) {
  AssignGPUStrategyPassOptions strategy;
  strategy.arch = options.arch;
  strategy.allowTF32 = options.allowTF32;
  pm.addNestedPass<func::FuncOp>(createAssignGPUStrategyPass(strategy));
}

static void buildTileStage(OpPassManager &pm) {
  pm.addNestedPass<func::FuncOp>(createConvertGLUToGPUKernelsPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  pm.addNestedPass<func::FuncOp>(createConvertElementwiseToLinalgPass());
}

/// Kernels in modules of their own, made of scalar arithmetic.
static void buildTargetStage(OpPassManager &pm) {
  pm.addNestedPass<func::FuncOp>(createLinalgGeneralizeNamedOpsPass());
  pm.addNestedPass<func::FuncOp>(createConvertLinalgToGPUPass());
  pm.addNestedPass<func::FuncOp>(createForallToForLoopPass());
  pm.addNestedPass<func::FuncOp>(createGPUBuffersPass());
  buildArithmetic(pm);
  pm.addPass(createGpuLaunchSinkIndexComputationsPass());
  pm.addPass(createGpuKernelOutliningPass());
  pm.nest<gpu::GPUModuleOp>().addNestedPass<gpu::GPUFuncOp>(
      createAlignSharedBuffersPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

static void buildDeviceCode(OpPassManager &pm, bool libdevice) {
  pm.addPass(createConvertNVGPUToNVVMPass());
  pm.addPass(memref::createExpandStridedMetadataPass());
  pm.addPass(createLowerAffinePass());
  pm.addPass(createSCFToControlFlowPass());
  ConvertMathToNVVMPassOptions math;
  math.libdevice = libdevice;
  pm.addPass(createConvertMathToNVVMPass(math));
  pm.addPass(createConvertGpuOpsToNVVMOps());
  pm.addPass(createConvertNVVMToLLVMPass());
  pm.addPass(createExternSharedMemoryPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
}

static void buildHostCode(OpPassManager &pm) {
  arith::ArithExpandOpsPassOptions expand;
  expand.includeBf16 = true;
  pm.addNestedPass<func::FuncOp>(arith::createArithExpandOpsPass(expand));
  pm.addNestedPass<func::FuncOp>(LLVM::createLLVMRequestCWrappersPass());
  pm.addNestedPass<func::FuncOp>(createConvertNVGPUToNVVMPass());
  pm.addNestedPass<func::FuncOp>(createGpuAsyncRegionPass());
  pm.addNestedPass<func::FuncOp>(createLowerExpandShapePass());
  pm.addPass(createLowerMultiprocessorsPass());
  pm.addPass(memref::createExpandOpsPass());
  pm.addNestedPass<func::FuncOp>(memref::createExpandStridedMetadataPass());
  pm.addNestedPass<func::FuncOp>(createLowerAffinePass());
  pm.addNestedPass<func::FuncOp>(createSCFToControlFlowPass());
  pm.addNestedPass<func::FuncOp>(createConvertMathToLLVMPass());
  pm.addPass(createConvertMathToLibmPass());
  pm.addPass(createGpuToLLVMConversionPass());
}

static void buildLLVMStage(OpPassManager &pm, const GPUPipelineOptions &options,
                           StringRef object) {
  GpuNVVMAttachTargetOptions target;
  target.chip = options.arch;
  target.optLevel = 3;
  // The fence of tensor maps came with it.
  if (options.arch == "sm_90a")
    target.features = "+ptx83";
  pm.addPass(createGpuNVVMAttachTarget(target));
  std::string toolkit = findCUDAToolkit();
  buildDeviceCode(pm.nest<gpu::GPUModuleOp>(), /*libdevice=*/!toolkit.empty());
  buildHostCode(pm);
  GpuModuleToBinaryPassOptions binary;
  binary.toolkitPath = toolkit;
  binary.compilationTarget = object.str();
  pm.addPass(createGpuModuleToBinaryPass(binary));
  if (!options.dump.empty()) {
    DumpKernelsPassOptions dump;
    dump.folder = options.dump;
    dump.format = options.format;
    pm.addPass(createDumpKernelsPass(dump));
  }
  pm.addPass(createUBToLLVMConversionPass());
  pm.addPass(createConvertIndexToLLVMPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
}

/// The stages that this pipeline has.
static constexpr Stage stagesOfGPU[] = {
    Stage::Raise,  Stage::Fuse,      Stage::Strategy, Stage::Tile,
    Stage::Linalg, Stage::Bufferize, Stage::Target,   Stage::LLVM};

LogicalResult mlir::glu::buildGLUToGPUPipeline(
    OpPassManager &pm, const GPUPipelineOptions &options,
    function_ref<LogicalResult(const Twine &)> emitError) {
  if (llvm::Error error = checkGPUArch(options.arch))
    return emitError(llvm::toString(std::move(error)));
  StringRef object = llvm::StringSwitch<StringRef>(options.format)
                         .Case("ptx", "isa")
                         .Case("cubin", "bin")
                         .Case("fatbin", "fatbin")
                         .Default("");
  if (object.empty())
    return emitError("unknown format '" + options.format.getValue() +
                     "'; expected ptx, cubin or fatbin");
  std::optional<Stage> last = symbolizeStage(options.stopAfter);
  if (!last || !llvm::is_contained(stagesOfGPU, *last))
    return emitError(
        "glu-to-gpu has no stage '" + options.stopAfter.getValue() +
        "'; expected one of " +
        llvm::join(llvm::map_range(stagesOfGPU, stringifyStage), ", "));

  std::pair<Stage, std::function<void()>> stages[] = {
      {Stage::Raise, [&] { buildRaiseStage(pm, options.raise); }},
      {Stage::Fuse, [&] { buildFuseStage(pm); }},
      {Stage::Strategy, [&] { buildStrategyStage(pm, options); }},
      {Stage::Tile, [&] { buildTileStage(pm); }},
      {Stage::Linalg, [&] { buildLinalgStage(pm); }},
      {Stage::Bufferize, [&] { buildBufferizeStage(pm); }},
      {Stage::Target, [&] { buildTargetStage(pm); }},
      {Stage::LLVM, [&] { buildLLVMStage(pm, options, object); }},
  };
  for (auto &[stage, build] : stages)
    if (stage <= *last)
      build();
  return success();
}
