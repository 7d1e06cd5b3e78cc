//===- Expression.h - Elementwise code as functions of reals ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What elementwise code computes for one element, whatever ops on tensors and
// bodies of linalg ops it is spread over. Equal code is one node.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_TRANSFORMS_RAISE_EXPRESSION_H
#define GLU_LIB_TRANSFORMS_RAISE_EXPRESSION_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include <deque>
#include <functional>
#include <map>

namespace mlir::glu {

using Reals = ArrayRef<long double>;
/// What an op computes; booleans are 0 and 1.
using RealFunction = std::function<long double(Reals)>;

/// The function of an op of arith, math or glu on scalars or on tensors; null
/// if the op is not elementwise or not known.
RealFunction getFunction(Operation *op);

/// One number of an elementwise computation.
struct Expression {
  /// The operation on the operands; null for constants and for leaves.
  RealFunction function;
  SmallVector<Expression *, 3> operands;
  std::optional<double> constant;

  /// The type in which the number is stored.
  Type type;
  /// One of the ops that compute it; null for a leaf.
  Operation *op = nullptr;
  /// Where the number is: tensors, and scalars in bodies of linalg ops.
  SmallVector<Value, 2> values;
  /// The operations that read it.
  SmallVector<Expression *, 2> users;
  /// Whether something that is no expression reads it.
  bool escapes = false;
  /// Expressions are numbered after their operands.
  unsigned number = 0;

  bool isOperation() const { return static_cast<bool>(function); }
};

/// The expressions of the elementwise code in an op's regions.
class ExpressionGraph {
public:
  explicit ExpressionGraph(Operation *root);

  /// All expressions; operands come before what reads them.
  std::deque<Expression> &getExpressions() { return expressions; }
  /// The expression of a tensor or of a scalar in the body of a linalg op; null
  /// if there is none.
  Expression *lookup(Value value) const { return byValue.lookup(value); }

  /// Records that `to` holds what `from` does.
  void replace(Value from, Value to);

private:
  using Key = std::tuple<const void *, const void *, const void *,
                         std::vector<Expression *>>;

  void visit(Operation *op);
  void visitElementwise(Operation *op);
  void visitLinalg(linalg::LinalgOp op);
  Expression *get(Value value);
  Expression *getRead(linalg::LinalgOp op, OpOperand *operand);
  Expression *getOperation(Operation *op, Type type);
  Expression *getConstant(double value, Type type);
  Expression &create(Type type);
  void bind(Value value, Expression *expression);
  void findEscapes();

  std::deque<Expression> expressions;
  DenseMap<Value, Expression *> byValue;
  std::map<Key, Expression *> byKey;
  llvm::DenseSet<Operation *> modelled;
};

/// Whether the graph has the body of `op`: it computes each element by itself,
/// and its ops are known.
bool isElementwiseCode(linalg::LinalgOp op);

/// The number that `value` is, or that all its elements are, rounded to its
/// type.
std::optional<double> getUniformConstant(Value value);

} // namespace mlir::glu

#endif // GLU_LIB_TRANSFORMS_RAISE_EXPRESSION_H
