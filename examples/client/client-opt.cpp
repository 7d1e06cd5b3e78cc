//===- client-opt.cpp - glu's pipelines and a client's pass ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Client.h"
#include "glu/Conversion/Passes.h"
#include "glu/Pipelines/Pipelines.h"
#include "glu/Transforms/Passes.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  registry.insert<mlir::glu::GLUDialect, client::ClientDialect>();
  mlir::glu::registerGLUConversionPasses();
  mlir::glu::registerGLUTransformsPasses();
  mlir::glu::registerGLUPipelines();
  client::registerPasses();
  return mlir::asMainReturnCode(
      mlir::MlirOptMain(argc, argv, "client of glu\n", registry));
}
