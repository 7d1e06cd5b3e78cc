//===- CommonStages.cpp - Stages that all targets have --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommonStages.h"
#include "glu/Conversion/Passes.h"
#include "glu/Transforms/Passes.h"
#include "mlir/Conversion/BufferizationToMemRef/BufferizationToMemRef.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Pipelines/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::glu;

/// Calls become the code they stand for, so that later stages see whole layers.
void mlir::glu::buildRaiseStage(OpPassManager &pm, bool raise) {
  pm.addPass(createInlinerPass());
  pm.addPass(createSymbolDCEPass());
  if (raise)
    pm.addPass(createRaisePass());
}

void mlir::glu::buildFuseStage(OpPassManager &pm) {
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  pm.addPass(createFuseGateValuePass());
  pm.addNestedPass<func::FuncOp>(createDecomposeLinalgPass());
}

void mlir::glu::buildLinalgStage(OpPassManager &pm) {
  pm.addPass(createConvertGLUToLinalgPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

void mlir::glu::buildBufferizeStage(OpPassManager &pm) {
  pm.addNestedPass<func::FuncOp>(createProtectArgumentsPass());
  bufferization::OneShotBufferizePassOptions options;
  options.bufferizeFunctionBoundaries = true;
  options.functionBoundaryTypeConversion =
      bufferization::LayoutMapOption::IdentityLayoutMap;
  // A loop around layers makes a new buffer in each iteration.
  options.allowReturnAllocsFromLoops = true;
  pm.addPass(bufferization::createOneShotBufferizePass(options));
  pm.addPass(createCanonicalizerPass());
  // A copy of a buffer onto itself is visible only after CSE.
  pm.addPass(createCSEPass());
  pm.addPass(createCanonicalizerPass());
  bufferization::buildBufferDeallocationPipeline(
      pm, bufferization::BufferDeallocationPipelineOptions());
  // What is returned and not owned, such as an argument, has been cloned.
  pm.addPass(createReturnDestinationsPass());
  pm.addPass(createConvertBufferizationToMemRefPass());
}

void mlir::glu::buildArithmetic(OpPassManager &pm) {
  // Integer powers are products.
  math::MathExpandOpsPassOptions powers;
  powers.opMnemonics = {"fpowi"};
  pm.addPass(math::createMathExpandOpsPass(powers));
  pm.addPass(createExpandActivationsPass());
  // Arithmetic on 16-bit floats is that on f32, rounded.
  arith::ArithEmulateUnsupportedFloatsOptions emulate;
  emulate.sourceTypeStrs = {"bf16", "f16"};
  emulate.targetTypeStr = "f32";
  pm.addPass(arith::createArithEmulateUnsupportedFloats(emulate));
}
