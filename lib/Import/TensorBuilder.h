//===- TensorBuilder.h - Ops on tensors with their sizes --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What both frameworks' ops become. Operands that do not fit are an error at
// the op that is imported; then, and when an operand is null, the result is.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IMPORT_TENSORBUILDER_H
#define GLU_LIB_IMPORT_TENSORBUILDER_H

#include "Sizes.h"
#include "glu/IR/GLU.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Builders.h"

namespace mlir::glu::importer {

using SizeList = SmallVector<OpFoldResult>;
using DimList = SmallVector<int64_t>;

inline RankedTensorType getTensorType(Value tensor) {
  return cast<RankedTensorType>(tensor.getType());
}
inline Type getElement(Value tensor) {
  return getTensorType(tensor).getElementType();
}
inline bool isFloat(Value tensor) { return isa<FloatType>(getElement(tensor)); }
inline int64_t getRank(Value tensor) { return getTensorType(tensor).getRank(); }

/// The name of the op, which a `torch.operator` has as an attribute.
StringRef getOpName(Operation *op);
/// An error at the op of that name.
InFlightDiagnostic emitOpError(Operation *op);

/// The type in which sums of `element` are taken: f32 for narrower floats.
Type getSumType(Type element);

/// The map of `loops` loops to the first `count` of them.
AffineMap getLeadingDims(MLIRContext *context, int64_t count, int64_t loops);

/// How a reduction combines two elements.
enum class Combination { Add, Mul, Max, Min, And, Or };

/// Which dimensions of the operands a product matches and sums over.
struct ContractionDims {
  DimList lhsBatch, rhsBatch, lhsSum, rhsSum;
};

class TensorBuilder {
public:
  TensorBuilder(MLIRContext *context) : b(context) {}

  OpBuilder b;
  /// The op that is imported.
  Operation *source = nullptr;

  Location getLoc() const { return source->getLoc(); }
  InFlightDiagnostic error() const { return emitOpError(source); }

  //===--------------------------------------------------------------------===//
  // Sizes
  //===--------------------------------------------------------------------===//

  SizeList getSizes(Value tensor);
  OpFoldResult getSize(Value tensor, int64_t dim);
  OpFoldResult getSize(int64_t number) { return b.getIndexAttr(number); }
  /// The value `size`, as an index.
  OpFoldResult getSize(Value number);
  OpFoldResult getSize(const Product &product);
  Value getIndex(OpFoldResult size);
  /// The size, as an i64.
  Value getInteger(OpFoldResult size);
  bool agree(OpFoldResult a, OpFoldResult b) { return known.agree(a, b); }
  Product getProduct(ArrayRef<OpFoldResult> sizes) { return known.get(sizes); }
  /// Sees to it that two sizes agree, when the program runs if need be, and
  /// returns the one that says more.
  FailureOr<OpFoldResult> unify(OpFoldResult a, OpFoldResult b);
  /// `tensor` with the static sizes of `shape` as well.
  Value refine(Value tensor, ArrayRef<int64_t> shape);
  /// `tensor` as one of `type`, which differs in what is static.
  Value cast(Value tensor, RankedTensorType type);
  /// `tensor`, of which these are the sizes.
  Value withSizes(Value tensor, ArrayRef<OpFoldResult> sizes);

  //===--------------------------------------------------------------------===//
  // Constants
  //===--------------------------------------------------------------------===//

  Value constant(TypedAttr value);
  /// A number of type `element`; rounded to it.
  Value number(double value, Type element);
  Value empty(ArrayRef<OpFoldResult> sizes, Type element);
  /// A new tensor full of `scalar`, to write into or to add to.
  Value fill(Value scalar, ArrayRef<OpFoldResult> sizes);
  /// The same to read, a constant if it can be.
  Value splat(Value scalar, ArrayRef<OpFoldResult> sizes);
  /// A tensor of the shape of `like` full of `value`.
  Value full(double value, Value like);
  /// The only element of a tensor of one element.
  Value element(Value tensor);

  //===--------------------------------------------------------------------===//
  // Elementwise
  //===--------------------------------------------------------------------===//

  /// The operands with one shape. Only their static sizes may differ before.
  LogicalResult unifyShapes(MutableArrayRef<Value> operands);
  /// An op on tensors of the same shape, which `create` makes.
  Value map(SmallVector<Value, 3> operands,
            function_ref<Value(ArrayRef<Value>)> create);
  template <typename OpTy>
  Value map(Value x) {
    return map({x}, [&](ArrayRef<Value> x) {
      return b.createOrFold<OpTy>(getLoc(), x[0]);
    });
  }
  template <typename OpTy>
  Value map(Value x, Value y) {
    return map({x, y}, [&](ArrayRef<Value> x) {
      return b.createOrFold<OpTy>(getLoc(), x[0], x[1]);
    });
  }
  /// x y of floats, which is x where y is 1.
  Value multiply(Value x, Value y);
  Value absolute(Value x);
  Value activation(ActivationAttrInterface activation, Value x);
  Value compare(arith::CmpFPredicate predicate, Value a, Value b);
  Value compare(arith::CmpIPredicate predicate, Value a, Value b);
  Value select(Value condition, Value a, Value b);
  /// `x` in another element type. Floats become integers towards zero,
  /// integers are signed, and anything but zero is true.
  Value convert(Value x, Type element);

  //===--------------------------------------------------------------------===//
  // Shapes
  //===--------------------------------------------------------------------===//

  /// Dimension `i` of `x` becomes dimension `dims[i]`; one of size 1 is
  /// repeated, as is `x` along all others.
  Value broadcast(Value x, ArrayRef<int64_t> dims,
                  ArrayRef<OpFoldResult> sizes);
  /// Broadcasts the operands to one shape, by the rules that frameworks share:
  /// dimensions are matched from the last one on. A size that is not known is
  /// not one that is repeated.
  LogicalResult broadcastTogether(MutableArrayRef<Value> operands);
  /// `x` broadcast to these sizes, by the same rules.
  Value broadcastTo(Value x, ArrayRef<OpFoldResult> sizes);
  Value reshape(Value x, ArrayRef<OpFoldResult> sizes);
  Value transpose(Value x, ArrayRef<int64_t> permutation);
  Value slice(Value x, ArrayRef<OpFoldResult> offsets,
              ArrayRef<OpFoldResult> sizes, ArrayRef<OpFoldResult> strides);
  Value sliceAlong(Value x, int64_t dim, OpFoldResult offset,
                   OpFoldResult size);
  Value concat(ArrayRef<Value> tensors, int64_t dim);
  /// The last element along each of `dims` first.
  Value reverse(Value x, ArrayRef<int64_t> dims);
  /// `x` without, or with new, dimensions of size 1.
  Value dropUnits(Value x, ArrayRef<int64_t> dims);
  Value addUnits(Value x, ArrayRef<int64_t> dims);
  /// 0, 1, 2... along `dim`.
  Value iota(ArrayRef<OpFoldResult> sizes, int64_t dim, Type element);

  //===--------------------------------------------------------------------===//
  // Sums
  //===--------------------------------------------------------------------===//

  /// The dimensions of the result are those matched, then the others of `lhs`,
  /// then those of `rhs`.
  Value contract(Value lhs, Value rhs, const ContractionDims &dims,
                 Type element);
  /// Combines along `dims`, from `init` or, if that is null, from the neutral
  /// element. The dimensions are gone.
  Value reduce(Combination combination, Value x, ArrayRef<int64_t> dims,
               Value init = {});

private:
  Value collapse(Value x, ArrayRef<ReassociationIndices> groups);
  Value expand(Value x, ArrayRef<ReassociationIndices> groups,
               ArrayRef<OpFoldResult> sizes);
  Value combine(OpBuilder &b, Combination combination, Value lhs, Value rhs);
  TypedAttr getNeutral(Combination combination, Type element);
  Value contractByMaps(Value lhs, Value rhs, const ContractionDims &dims,
                       ArrayRef<int64_t> lhsFree, ArrayRef<int64_t> rhsFree,
                       Value init);

  Sizes known;
  SmallVector<std::pair<Product, OpFoldResult>> computed;
  DenseMap<Value, SizeList> sizesOf;
};

} // namespace mlir::glu::importer

#endif // GLU_LIB_IMPORT_TENSORBUILDER_H
