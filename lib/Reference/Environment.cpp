//===- Environment.cpp - The values of a running function -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Environment.h"
#include "ElementTypes.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include <cstring>

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::reference;

void reference::forEachIndex(ArrayRef<int64_t> shape,
                             function_ref<void(ArrayRef<int64_t>)> visit) {
  if (llvm::is_contained(shape, 0))
    return;
  Shape index(shape.size(), 0);
  while (true) {
    visit(index);
    int64_t d = shape.size() - 1;
    while (d >= 0 && ++index[d] == shape[d])
      index[d--] = 0;
    if (d < 0)
      return;
  }
}

template <typename Real>
FailureOr<int64_t> Environment<Real>::getInteger(Operation *user,
                                                 Value value) const {
  Bounded<Real> element = get(value).get(0);
  if (element.isExact() && std::isfinite(element.value))
    return static_cast<int64_t>(element.value);
  return user->emitOpError("expected sizes and positions that do not depend on "
                           "roundings");
}

template <typename Real>
FailureOr<Shape>
Environment<Real>::getIntegers(Operation *user,
                               ArrayRef<OpFoldResult> mixed) const {
  Shape integers;
  for (OpFoldResult size : mixed) {
    if (auto constant = dyn_cast<Attribute>(size)) {
      integers.push_back(cast<IntegerAttr>(constant).getInt());
      continue;
    }
    FailureOr<int64_t> integer = getInteger(user, cast<Value>(size));
    if (failed(integer))
      return failure();
    integers.push_back(*integer);
  }
  return integers;
}

template <typename Real>
FailureOr<Shape> Environment<Real>::getShape(Operation *user,
                                             RankedTensorType type,
                                             ValueRange dynamicSizes) const {
  Shape shape(type.getShape());
  for (int64_t &size : shape) {
    if (!ShapedType::isDynamic(size))
      continue;
    FailureOr<int64_t> integer = getInteger(user, dynamicSizes.front());
    if (failed(integer))
      return failure();
    if (*integer < 0)
      return user->emitOpError("expected sizes of 0 or more, got ") << *integer;
    size = *integer;
    dynamicSizes = dynamicSizes.drop_front();
  }
  return shape;
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

static double toDouble(const APFloat &value) { return value.convertToDouble(); }

static double toDouble(const APInt &value) {
  if (value.getBitWidth() == 1)
    return value.getBoolValue();
  return value.getSExtValue();
}

template <typename Real, typename Element>
static void fill(Tensor<Real> &tensor, DenseElementsAttr elements) {
  for (auto [i, element] : llvm::enumerate(elements.getValues<Element>()))
    tensor.set(i, Bounded<Real>::exact(toDouble(element)));
}

/// The bytes of a resource, as they lie in memory.
static std::optional<glurt::Array>
getArray(DenseResourceElementsAttr resource) {
  ShapedType type = resource.getType();
  AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  std::optional<glurt::ElementType> elementType =
      getElementType(type.getElementType());
  // How an i1 lies in a resource is not settled.
  if (!blob || !elementType || *elementType == glurt::ElementType::I1)
    return std::nullopt;
  glurt::Array array(*elementType, type.getShape().vec());
  if (blob->getData().size() != array.size() * getByteWidth(*elementType))
    return std::nullopt;
  std::memcpy(array.data(), blob->getData().data(), blob->getData().size());
  return array;
}

template <typename Real>
FailureOr<Tensor<Real>> reference::getConstant(Operation *user,
                                               TypedAttr attribute) {
  if (auto value = dyn_cast<FloatAttr>(attribute))
    return Tensor<Real>::scalar(
        Bounded<Real>::exact(toDouble(value.getValue())));
  if (auto value = dyn_cast<IntegerAttr>(attribute))
    return Tensor<Real>::scalar(
        Bounded<Real>::exact(toDouble(value.getValue())));
  auto type = dyn_cast<RankedTensorType>(attribute.getType());
  if (type) {
    Tensor<Real> tensor(type.getShape());
    if (auto elements = dyn_cast<DenseElementsAttr>(attribute)) {
      if (isa<FloatType>(type.getElementType()))
        fill<Real, APFloat>(tensor, elements);
      else
        fill<Real, APInt>(tensor, elements);
      return tensor;
    }
    if (auto resource = dyn_cast<DenseResourceElementsAttr>(attribute)) {
      if (std::optional<glurt::Array> array = getArray(resource)) {
        for (int64_t i = 0; i < tensor.size(); ++i)
          tensor.set(i, Bounded<Real>::exact(array->get(i)));
        return tensor;
      }
    }
  }
  return user->emitOpError("expected a constant that is a number, or a tensor "
                           "of them");
}

namespace mlir::glu::reference {
template class Environment<double>;
template class Environment<long double>;
template FailureOr<Tensor<double>> getConstant(Operation *, TypedAttr);
template FailureOr<Tensor<long double>> getConstant(Operation *, TypedAttr);
} // namespace mlir::glu::reference
