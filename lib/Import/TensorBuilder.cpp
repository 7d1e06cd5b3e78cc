//===- TensorBuilder.cpp - Ops on tensors with their sizes ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TensorBuilder.h"
#include "Constants.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

StringRef mlir::glu::importer::getOpName(Operation *op) {
  StringRef name = op->getName().getStringRef();
  if (name == "torch.operator")
    if (auto actual = op->getAttrOfType<StringAttr>("name"))
      return actual.getValue();
  return name;
}

InFlightDiagnostic mlir::glu::importer::emitOpError(Operation *op) {
  return op->emitError() << "'" << getOpName(op) << "' op ";
}

Type mlir::glu::importer::getSumType(Type element) {
  return isa<Float16Type, BFloat16Type>(element)
             ? Float32Type::get(element.getContext())
             : element;
}

AffineMap mlir::glu::importer::getLeadingDims(MLIRContext *context,
                                              int64_t count, int64_t loops) {
  return AffineMap::get(loops, 0,
                        llvm::map_to_vector(llvm::seq<int64_t>(0, count),
                                            [&](int64_t dim) {
                                              return getAffineDimExpr(dim,
                                                                      context);
                                            }),
                        context);
}

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

SizeList TensorBuilder::getSizes(Value tensor) {
  auto [it, isNew] = sizesOf.try_emplace(tensor);
  if (!isNew)
    return it->second;
  SizeList sizes;
  for (auto [dim, size] : llvm::enumerate(getTensorType(tensor).getShape()))
    sizes.push_back(
        ShapedType::isDynamic(size)
            ? OpFoldResult(
                  tensor::DimOp::create(b, getLoc(), tensor, dim).getResult())
            : b.getIndexAttr(size));
  return sizesOf[tensor] = sizes;
}

OpFoldResult TensorBuilder::getSize(Value tensor, int64_t dim) {
  return getSizes(tensor)[dim];
}

OpFoldResult TensorBuilder::getSize(Value number) {
  return getSize(known.get(number));
}

OpFoldResult TensorBuilder::getSize(const Product &product) {
  if (product.isConstant())
    return b.getIndexAttr(product.factor);
  auto *it = llvm::find_if(
      computed, [&](const auto &size) { return size.first == product; });
  if (it != computed.end())
    return it->second;
  Value result;
  for (Value factor : product.unknowns) {
    if (!factor.getType().isIndex())
      factor =
          arith::IndexCastOp::create(b, getLoc(), b.getIndexType(), factor);
    result =
        result ? arith::MulIOp::create(b, getLoc(), result, factor) : factor;
  }
  if (product.factor != 1)
    result = arith::MulIOp::create(b, getLoc(), result,
                                   getIndex(b.getIndexAttr(product.factor)));
  computed.push_back({product, result});
  return result;
}

Value TensorBuilder::getIndex(OpFoldResult size) {
  return getValueOrCreateConstantIndexOp(b, getLoc(), size);
}

Value TensorBuilder::getInteger(OpFoldResult size) {
  if (std::optional<int64_t> number = getConstantIntValue(size))
    return constant(b.getI64IntegerAttr(*number));
  return b.createOrFold<arith::IndexCastOp>(getLoc(), b.getI64Type(),
                                            llvm::cast<Value>(size));
}

FailureOr<OpFoldResult> TensorBuilder::unify(OpFoldResult a, OpFoldResult b) {
  std::optional<int64_t> left = getConstantIntValue(a),
                         right = getConstantIntValue(b);
  if (left && right && *left != *right)
    return error() << "sizes " << *left << " and " << *right << " do not agree";
  if (!known.agree(a, b)) {
    Value equal = this->b.createOrFold<arith::CmpIOp>(
        getLoc(), arith::CmpIPredicate::eq, getIndex(a), getIndex(b));
    cf::AssertOp::create(this->b, getLoc(), equal, "sizes do not agree");
    known.unite(a, b);
  }
  return left ? a : b;
}

Value TensorBuilder::cast(Value tensor, RankedTensorType type) {
  if (tensor.getType() == type)
    return tensor;
  SizeList sizes = getSizes(tensor);
  for (auto [size, number] : llvm::zip_equal(sizes, type.getShape()))
    if (!ShapedType::isDynamic(number))
      size = b.getIndexAttr(number);
  Value result = tensor::CastOp::create(b, getLoc(), type, tensor);
  sizesOf.try_emplace(result, std::move(sizes));
  return result;
}

Value TensorBuilder::refine(Value tensor, ArrayRef<int64_t> shape) {
  RankedTensorType type = getTensorType(tensor);
  DimList refined(type.getShape());
  for (auto [dim, size] : llvm::enumerate(shape)) {
    if (ShapedType::isDynamic(size))
      continue;
    if (failed(unify(getSize(tensor, dim), b.getIndexAttr(size))))
      return Value();
    refined[dim] = size;
  }
  return cast(tensor, RankedTensorType::get(refined, type.getElementType()));
}

Value TensorBuilder::withSizes(Value tensor, ArrayRef<OpFoldResult> sizes) {
  SizeList list(sizes);
  RankedTensorType type = getTensorType(tensor);
  DimList shape(type.getShape());
  for (auto [size, number] : llvm::zip_equal(list, shape)) {
    if (!ShapedType::isDynamic(number))
      size = b.getIndexAttr(number);
    else if (std::optional<int64_t> constant = getConstantIntValue(size))
      number = *constant;
  }
  sizesOf.try_emplace(tensor, list);
  return cast(tensor, type.clone(shape));
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

Value TensorBuilder::constant(TypedAttr value) {
  return arith::ConstantOp::create(b, getLoc(), value);
}

Value TensorBuilder::number(double value, Type element) {
  return constant(getNumber(value, element));
}

Value TensorBuilder::empty(ArrayRef<OpFoldResult> sizes, Type element) {
  Value result = tensor::EmptyOp::create(b, getLoc(), sizes, element);
  return withSizes(result, sizes);
}

Value TensorBuilder::fill(Value scalar, ArrayRef<OpFoldResult> sizes) {
  Value init = empty(sizes, scalar.getType());
  return withSizes(
      linalg::FillOp::create(b, getLoc(), scalar, init).getResult(0), sizes);
}

Value TensorBuilder::splat(Value scalar, ArrayRef<OpFoldResult> sizes) {
  Attribute value;
  auto [shape, dynamic] = decomposeMixedValues(SizeList(sizes));
  if (!dynamic.empty() || !matchPattern(scalar, m_Constant(&value)))
    return fill(scalar, sizes);
  return constant(DenseElementsAttr::get(
      RankedTensorType::get(shape, scalar.getType()), value));
}

Value TensorBuilder::full(double value, Value like) {
  if (!like)
    return Value();
  return splat(number(value, getTensorType(like).getElementType()),
               getSizes(like));
}

Value TensorBuilder::element(Value tensor) {
  if (!tensor)
    return Value();
  if (TypedAttr value = getSplat(tensor))
    return constant(value);
  Value scalar = reshape(tensor, {});
  return scalar ? tensor::ExtractOp::create(b, getLoc(), scalar, ValueRange())
                : Value();
}

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

LogicalResult TensorBuilder::unifyShapes(MutableArrayRef<Value> operands) {
  SizeList sizes = getSizes(operands.front());
  for (Value operand : operands.drop_front()) {
    if (getRank(operand) != static_cast<int64_t>(sizes.size()))
      return error() << "operands of rank " << sizes.size() << " and "
                     << getRank(operand) << " do not agree";
    for (auto [size, other] : llvm::zip_equal(sizes, getSizes(operand))) {
      FailureOr<OpFoldResult> unified = unify(size, other);
      if (failed(unified))
        return failure();
      size = *unified;
    }
  }
  DimList shape = decomposeMixedValues(sizes).first;
  for (Value &operand : operands)
    operand = cast(
        operand,
        RankedTensorType::get(shape, getTensorType(operand).getElementType()));
  return success();
}

Value TensorBuilder::map(SmallVector<Value, 3> operands,
                         function_ref<Value(ArrayRef<Value>)> create) {
  if (llvm::is_contained(operands, Value()) || failed(unifyShapes(operands)))
    return Value();
  SizeList sizes = getSizes(operands.front());
  return withSizes(create(operands), sizes);
}

/// Whether every element of `x` is 1.
static bool isOne(Value x) {
  auto splat = dyn_cast_or_null<FloatAttr>(getSplat(x));
  return splat && splat.getValue().isExactlyValue(1.0);
}

Value TensorBuilder::multiply(Value x, Value y) {
  if (!x || !y || isOne(y))
    return x && y ? x : Value();
  return isOne(x) ? y : map<arith::MulFOp>(x, y);
}

Value TensorBuilder::absolute(Value x) {
  if (!x)
    return Value();
  return isFloat(x) ? map<math::AbsFOp>(x) : map<math::AbsIOp>(x);
}

Value TensorBuilder::activation(ActivationAttrInterface activation, Value x) {
  return map({x}, [&](ArrayRef<Value> x) -> Value {
    return ActivationOp::create(b, getLoc(), activation, x[0], Value());
  });
}

Value TensorBuilder::compare(arith::CmpFPredicate predicate, Value a, Value b) {
  return map({a, b}, [&](ArrayRef<Value> x) -> Value {
    return this->b.createOrFold<arith::CmpFOp>(getLoc(), predicate, x[0], x[1]);
  });
}

Value TensorBuilder::compare(arith::CmpIPredicate predicate, Value a, Value b) {
  return map({a, b}, [&](ArrayRef<Value> x) -> Value {
    return this->b.createOrFold<arith::CmpIOp>(getLoc(), predicate, x[0], x[1]);
  });
}

Value TensorBuilder::select(Value condition, Value a, Value b) {
  return map({condition, a, b}, [&](ArrayRef<Value> x) -> Value {
    return this->b.createOrFold<arith::SelectOp>(getLoc(), x[0], x[1], x[2]);
  });
}

/// The op of arith that converts between numbers of these types.
static Value createConversion(OpBuilder &b, Location loc, Type type, Value x,
                              Type from, Type to) {
  unsigned fromWidth = from.getIntOrFloatBitWidth(),
           toWidth = to.getIntOrFloatBitWidth();
  if (isa<FloatType>(from) && isa<FloatType>(to))
    return toWidth > fromWidth ? b.createOrFold<arith::ExtFOp>(loc, type, x)
                               : b.createOrFold<arith::TruncFOp>(loc, type, x);
  if (isa<FloatType>(from))
    return b.createOrFold<arith::FPToSIOp>(loc, type, x);
  if (isa<FloatType>(to))
    return from.isInteger(1) ? b.createOrFold<arith::UIToFPOp>(loc, type, x)
                             : b.createOrFold<arith::SIToFPOp>(loc, type, x);
  if (toWidth < fromWidth)
    return b.createOrFold<arith::TruncIOp>(loc, type, x);
  return from.isInteger(1) ? b.createOrFold<arith::ExtUIOp>(loc, type, x)
                           : b.createOrFold<arith::ExtSIOp>(loc, type, x);
}

Value TensorBuilder::convert(Value x, Type element) {
  if (!x)
    return Value();
  RankedTensorType type = getTensorType(x);
  Type from = type.getElementType();
  if (from == element)
    return x;
  if (DenseElementsAttr folded = convertConstant(x, element))
    return constant(folded);
  if (element.isInteger(1))
    return isa<FloatType>(from)
               ? compare(arith::CmpFPredicate::UNE, x, full(0.0, x))
               : compare(arith::CmpIPredicate::ne, x, full(0.0, x));
  // Types of one width, as bf16 and f16, meet in f32.
  if (isa<FloatType>(from) && isa<FloatType>(element) &&
      from.getIntOrFloatBitWidth() == element.getIntOrFloatBitWidth())
    return convert(convert(x, b.getF32Type()), element);
  return map({x}, [&](ArrayRef<Value> x) {
    return createConversion(b, getLoc(), type.clone(element), x[0], from,
                            element);
  });
}
