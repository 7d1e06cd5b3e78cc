//===- ElementwiseKernel.h - A compiled elementwise op ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TEST_UNIT_IR_ELEMENTWISEKERNEL_H
#define GLU_TEST_UNIT_IR_ELEMENTWISEKERNEL_H

#include "glu/Runtime/Array.h"
#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/IR/MLIRContext.h"
#include <string>

/// A context with everything that the kernels need.
std::unique_ptr<mlir::MLIRContext> createContext();

/// A loop over vectors of 16 elements with one op in it, lowered by
/// `glu-expand-activations` and upstream passes and compiled for the host.
class ElementwiseKernel {
public:
  /// `op` computes %r from %x, %v and the scalar %beta, which are of `type`;
  /// VEC stands for the type of vectors. For instance
  /// "glu.gate relu(%x, %v) : VEC".
  /// Compiles for `features` of the host, all if it is empty.
  ElementwiseKernel(mlir::MLIRContext &context, glurt::ElementType type,
                    std::string op, llvm::StringRef features = "");

  /// r[i] = op(x[i], v[i], beta) for all elements: a multiple of 16 of them.
  void run(const glurt::Array &x, const glurt::Array &v, double beta,
           glurt::Array &r) const;

private:
  glurt::ElementType type;
  std::unique_ptr<mlir::ExecutionEngine> engine;
};

#endif // GLU_TEST_UNIT_IR_ELEMENTWISEKERNEL_H
