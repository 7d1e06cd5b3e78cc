//===- client.cpp - A client of the installed libraries -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Parser/Parser.h"

/// Parses a module and prints the activation of each gated layer.
int main() {
  mlir::MLIRContext context;
  context.loadDialect<mlir::func::FuncDialect, mlir::glu::GLUDialect>();
  auto module = mlir::parseSourceString<mlir::ModuleOp>(R"mlir(
    func.func @f(%x: tensor<4x128xf32>, %w: tensor<128x256xf32>,
                 %v: tensor<128x256xf32>, %init: tensor<4x256xf32>)
        -> tensor<4x256xf32> {
      %h = glu.gated_linear swish<beta = 1.0> weights<separate, in_out>
             ins(%x, %w, %v : tensor<4x128xf32>, tensor<128x256xf32>,
                              tensor<128x256xf32>)
             outs(%init : tensor<4x256xf32>) -> tensor<4x256xf32>
      return %h : tensor<4x256xf32>
    })mlir",
                                                        &context);
  if (!module)
    return 1;
  module->walk([](mlir::glu::GatedLinearOp op) {
    llvm::outs() << op.getActivation() << "\n";
  });
  return 0;
}
