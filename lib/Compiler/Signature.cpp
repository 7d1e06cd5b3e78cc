//===- Signature.cpp - What a function takes and returns ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Compiler/Signature.h"

using namespace mlir;
using namespace mlir::glu;
using glurt::ElementType;

std::string mlir::glu::printShape(ArrayRef<int64_t> shape,
                                  ElementType elementType) {
  std::string text;
  for (int64_t size : shape)
    text += (ShapedType::isDynamic(size) ? "?" : std::to_string(size)) + "x";
  return text + glurt::getName(elementType);
}

std::string ValueType::str() const {
  std::string text = printShape(shape, elementType);
  return isTensor ? "tensor<" + text + ">" : text;
}

llvm::Error ValueType::check(ArrayView array) const {
  bool fits =
      array.elementType == elementType && array.shape.size() == shape.size();
  for (auto [have, want] : llvm::zip(array.shape, shape))
    fits &= have == want || ShapedType::isDynamic(want);
  if (fits)
    return llvm::Error::success();
  return llvm::createStringError("expected " + str() + ", found an array of " +
                                 printShape(array.shape, array.elementType));
}

std::optional<ElementType> mlir::glu::getElementType(Type type) {
  if (type.isF16())
    return ElementType::F16;
  if (type.isBF16())
    return ElementType::BF16;
  if (type.isF32())
    return ElementType::F32;
  if (type.isF64())
    return ElementType::F64;
  if (type.isSignlessInteger(1))
    return ElementType::I1;
  if (type.isSignlessInteger(8))
    return ElementType::I8;
  if (type.isSignlessInteger(16))
    return ElementType::I16;
  if (type.isSignlessInteger(32))
    return ElementType::I32;
  if (type.isSignlessInteger(64) || type.isIndex())
    return ElementType::I64;
  return {};
}

static FailureOr<ValueType> getValueType(func::FuncOp function, StringRef what,
                                         unsigned number, Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  std::optional<ElementType> element =
      getElementType(tensor ? tensor.getElementType() : type);
  if (!element || (tensor && tensor.getEncoding()))
    return function.emitError()
           << what << " " << number << " of '" << function.getSymName()
           << "' is a " << type
           << "; expected a ranked tensor, or a scalar, of f16, bf16, f32, "
              "f64, i1, i8, i16, i32, i64 or index";
  ValueType result{*element, {}, tensor != nullptr};
  if (tensor)
    result.shape.assign(tensor.getShape().begin(), tensor.getShape().end());
  return result;
}

FailureOr<Signature> mlir::glu::getSignature(func::FuncOp function) {
  Signature signature;
  auto append = [&](StringRef what, TypeRange types,
                    SmallVector<ValueType> &list) {
    for (auto [number, type] : llvm::enumerate(types)) {
      FailureOr<ValueType> value = getValueType(function, what, number, type);
      if (failed(value))
        return failure();
      list.push_back(*value);
    }
    return success();
  };
  if (failed(append("argument", function.getArgumentTypes(),
                    signature.arguments)) ||
      failed(append("result", function.getResultTypes(), signature.results)))
    return failure();
  return signature;
}
