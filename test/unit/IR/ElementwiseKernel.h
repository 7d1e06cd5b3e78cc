//===- ElementwiseKernel.h - A compiled elementwise op ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TEST_UNIT_IR_ELEMENTWISEKERNEL_H
#define GLU_TEST_UNIT_IR_ELEMENTWISEKERNEL_H

#include "glu/Runtime/Array.h"
#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include <string>

/// A context with everything that the kernels need.
std::unique_ptr<mlir::MLIRContext> createContext();

/// A loop over vectors of 16 elements with one op in it, lowered by
/// `glu-expand-activations` and upstream passes and compiled for the host.
class ElementwiseKernel {
public:
  /// Emits r from x and beta, vectors both.
  using Body = llvm::function_ref<mlir::Value(mlir::OpBuilder &, mlir::Location,
                                              mlir::Value x, mlir::Value beta)>;

  /// `op` computes %r from %x, %v and the scalar %beta, which are of `type`;
  /// VEC stands for the type of vectors. For instance
  /// "glu.gate relu(%x, %v) : VEC".
  /// Compiles for `features` of the host, all if it is empty.
  ElementwiseKernel(mlir::MLIRContext &context, glurt::ElementType type,
                    std::string op, llvm::StringRef features = "");
  /// The same with what `body` emits in place of the op.
  ElementwiseKernel(mlir::MLIRContext &context, glurt::ElementType type,
                    Body body, llvm::StringRef features = "");

  /// r[i] = op(x[i], v[i], beta) for all elements: a multiple of 16 of them.
  void run(const glurt::Array &x, const glurt::Array &v, double beta,
           glurt::Array &r) const;

private:
  void compile(mlir::ModuleOp module, llvm::StringRef features);

  glurt::ElementType type;
  std::unique_ptr<mlir::ExecutionEngine> engine;
};

#endif // GLU_TEST_UNIT_IR_ELEMENTWISEKERNEL_H
