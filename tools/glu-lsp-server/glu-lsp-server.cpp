//===- glu-lsp-server.cpp - glu in editors --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Speaks the Language Server Protocol on its standard streams: diagnostics,
// definitions and uses, hovers and completion in .mlir files with glu ops.
//
//===----------------------------------------------------------------------===//

#include "../Version.h"
#include "glu/Compiler/Registration.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/Support/LLVM.h"
#include "mlir/Tools/mlir-lsp-server/MlirLspServerMain.h"

int main(int argc, char **argv) {
  glutools::addVersion();
  mlir::DialectRegistry registry;
  mlir::glu::registerAllGLUDialects(registry);
  return mlir::failed(mlir::MlirLspServerMain(argc, argv, registry));
}
