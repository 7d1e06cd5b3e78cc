//===- glu-opt.cpp - The glu optimizer driver -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Version.h"
#include "glu/Compiler/Registration.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"

int main(int argc, char **argv) {
  glutools::addVersion();
  mlir::glu::registerAllGLUPasses();
  mlir::DialectRegistry registry;
  mlir::glu::registerAllGLUDialects(registry);
  return mlir::asMainReturnCode(
      mlir::MlirOptMain(argc, argv, "glu optimizer driver\n", registry));
}
