//===- CallAnalysis.h - What calls of a function look like ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_COMPILER_CALLANALYSIS_H
#define GLU_COMPILER_CALLANALYSIS_H

#include "glu/Compiler/Signature.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/IntEqClasses.h"

namespace mlir::linalg {
class LinalgOp;
} // namespace mlir::linalg

namespace mlir::glu {

/// The sizes of the tensors of a program as unknowns with equations between
/// them, read off structured ops, reshapes and slices.
class SizeEquations {
public:
  void add(Operation *op);

  /// Forgets all values but those that types state.
  void reset();

  /// Gives a dimension its value and derives others. Returns the value that it
  /// should have, kDynamic if that depends on several others, if `size`
  /// contradicts the equations.
  std::optional<int64_t> set(Value tensor, unsigned dim, int64_t size);

  /// The value of a dimension, kDynamic if unknown.
  int64_t get(Value tensor, unsigned dim) const;

  /// The values of the loops of a structured op.
  SmallVector<int64_t> getLoops(linalg::LinalgOp op) const;

private:
  using Key = std::pair<Value, unsigned>;
  /// The value of `node` divided by `factor`, rounded down, is that of `of`.
  struct Multiple {
    unsigned node, of;
    int64_t factor;
  };

  unsigned getNode(Value tensor, unsigned dim);
  unsigned getNode(Value index);
  void addStructured(linalg::LinalgOp op);
  void addReshape(Value expanded, Value collapsed,
                  ArrayRef<SmallVector<int64_t, 2>> groups);
  void addSizes(Value tensor, ArrayRef<unsigned> dims,
                ArrayRef<OpFoldResult> sizes);
  void addSameShape(ValueRange tensors);
  /// Returns whether the equations hold.
  bool propagate();

  llvm::DenseMap<Key, unsigned> nodes;
  llvm::IntEqClasses classes;
  SmallVector<Multiple> multiples;
  /// By the leader of a class.
  llvm::DenseMap<unsigned, int64_t> values;
};

/// What a function on tensors says about its calls: which sizes agree, which
/// arguments are weights, how much work it is. It looks at the function after
/// inlining and `convert-glu-to-linalg`, and knows what it can see there: an op
/// that it does not know adds no equation and no work.
class CallAnalysis {
public:
  CallAnalysis(func::FuncOp function, const Signature &signature);

  /// The shapes of all arguments: those of the arrays given, null where there
  /// is none, and for the others what follows from them, `dynamicSize` where
  /// nothing does. An error says which two sizes do not agree.
  llvm::Expected<SmallVector<SmallVector<int64_t>>>
  inferShapes(ArrayRef<const glurt::Array *> given, int64_t dynamicSize);

  /// Fails if the sizes of the arguments do not agree with one another.
  llvm::Error checkShapes(ArrayRef<ArrayView> arguments);

  /// The standard deviation of random elements of an argument that keeps values
  /// of a network in range, once shapes are inferred: 1/sqrt(fan-in) for a
  /// weight, that is, a second factor of a product; 0.1 for vectors and scalars
  /// that enter no product, such as biases and beta, but for the first
  /// argument; 1 for all others.
  double getDeviation(unsigned argument) const;

  /// Floating-point operations of the products of a call, 2 for each
  /// multiply-add, once shapes are inferred; 0 if there are no products, none
  /// if their sizes are unknown.
  std::optional<int64_t> getFlops() const;

private:
  /// A multiplication with sums, and the function arguments behind its factors:
  /// the first one and the others.
  struct Product {
    Operation *op;
    SmallVector<std::pair<unsigned, OpOperand *>> factors;
  };
  void addProduct(linalg::LinalgOp op);
  /// Gives an argument its sizes.
  llvm::Error setShape(unsigned number, ArrayRef<int64_t> shape);

  const Signature &signature;
  OwningOpRef<ModuleOp> module;
  Block::BlockArgListType arguments;
  SizeEquations equations;
  SmallVector<Product> products;
};

} // namespace mlir::glu

#endif // GLU_COMPILER_CALLANALYSIS_H
