//===- Environment.h - The values of a running function ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_REFERENCE_ENVIRONMENT_H
#define GLU_LIB_REFERENCE_ENVIRONMENT_H

#include "Tensor.h"
#include "glu/Reference/Reference.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"

namespace mlir::glu::reference {

template <typename Real>
class Environment {
public:
  using TensorRef = std::shared_ptr<const Tensor<Real>>;

  explicit Environment(TensorCores tensorCores) : tensorCores(tensorCores) {}

  /// Whether tensor cores may sum products of `type`.
  bool onTensorCores(Type type) const {
    bool is16Bits = type.isBF16() || type.isF16();
    return (is16Bits && tensorCores != TensorCores::None) || isTF32(type);
  }
  /// Whether factors of `type` may be rounded to tf32 for that.
  bool isTF32(Type type) const {
    return type.isF32() && tensorCores == TensorCores::AndTF32;
  }

  void set(Value value, TensorRef tensor) {
    tensors[value] = std::move(tensor);
  }
  TensorRef getRef(Value value) const { return tensors.lookup(value); }
  const Tensor<Real> &get(Value value) const { return *tensors.at(value); }

  /// An operand of `user` that says a size or a position. Emits an error if it
  /// depends on a comparison that roundings can decide either way.
  FailureOr<int64_t> getInteger(Operation *user, Value value) const;

  FailureOr<Shape> getIntegers(Operation *user,
                               ArrayRef<OpFoldResult> mixed) const;

  /// The shape of a result of `user` whose dynamic sizes are operands.
  FailureOr<Shape> getShape(Operation *user, RankedTensorType type,
                            ValueRange dynamicSizes) const;

private:
  TensorCores tensorCores;
  DenseMap<Value, TensorRef> tensors;
};

/// A constant. Emits an error at `user` for one that is not known.
template <typename Real>
FailureOr<Tensor<Real>> getConstant(Operation *user, TypedAttr attribute);

/// The interpreters of some ops each: the results of `op`, or null if it is
/// none of theirs. They emit errors.
template <typename Real>
using Results = std::optional<SmallVector<Tensor<Real>, 1>>;

template <typename Real>
FailureOr<Results<Real>> interpretTensorOp(Operation *op,
                                           const Environment<Real> &values);
template <typename Real>
FailureOr<Results<Real>> interpretLinalgOp(Operation *op,
                                           const Environment<Real> &values);
template <typename Real>
FailureOr<Results<Real>> interpretLayer(Operation *op,
                                        const Environment<Real> &values);
template <typename Real>
FailureOr<Results<Real>> interpretPacking(Operation *op,
                                          const Environment<Real> &values);

} // namespace mlir::glu::reference

#endif // GLU_LIB_REFERENCE_ENVIRONMENT_H
