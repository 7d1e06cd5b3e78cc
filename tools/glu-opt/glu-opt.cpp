//===- glu-opt.cpp - The glu optimizer driver -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Conversion/Passes.h"
#include "glu/Pipelines/Pipelines.h"
#include "glu/Transforms/Passes.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"

int main(int argc, char **argv) {
  mlir::registerAllPasses();
  mlir::glu::registerGLUConversionPasses();
  mlir::glu::registerGLUTransformsPasses();
  mlir::glu::registerGLUPipelines();
  mlir::DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  registry.insert<mlir::glu::GLUDialect>();
  return mlir::asMainReturnCode(
      mlir::MlirOptMain(argc, argv, "glu optimizer driver\n", registry));
}
