//===- Signature.h - What a function takes and returns ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_COMPILER_SIGNATURE_H
#define GLU_COMPILER_SIGNATURE_H

#include "glu/Runtime/Array.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/Support/Error.h"

namespace mlir::glu {

/// An array that belongs to somebody else: dense, row-major.
struct ArrayView {
  ArrayView(const glurt::Array &array)
      : elementType(array.getElementType()), shape(array.getShape()),
        data(array.data()) {}
  ArrayView(glurt::ElementType elementType, ArrayRef<int64_t> shape,
            const void *data)
      : elementType(elementType), shape(shape), data(data) {}

  glurt::ElementType elementType;
  ArrayRef<int64_t> shape;
  const void *data;
};

/// A number or a dense tensor. It outlives the MLIRContext, unlike a Type.
struct ValueType {
  glurt::ElementType elementType;
  /// A number and a tensor of rank 0 have no dimensions.
  SmallVector<int64_t> shape;
  bool isTensor = false;

  /// The type as MLIR writes it, `tensor<?x8xf32>`.
  std::string str() const;

  /// Succeeds if `array` can be passed as this type.
  llvm::Error check(ArrayView array) const;
};

struct Signature {
  SmallVector<ValueType> arguments, results;
};

/// `4x?xf32` for a shape of a tensor or an array.
std::string printShape(ArrayRef<int64_t> shape, glurt::ElementType elementType);

/// The element type of arrays that hold values of `type`; none for types
/// without one. An index is an i64.
std::optional<glurt::ElementType> getElementType(Type type);

/// The signature of `function`; emits an error on it for a type that is neither
/// a number nor a ranked tensor of numbers.
FailureOr<Signature> getSignature(func::FuncOp function);

} // namespace mlir::glu

#endif // GLU_COMPILER_SIGNATURE_H
