//===- ONNXValues.cpp - Sizes as ONNX computes with them ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ONNXValues.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

std::optional<SmallVector<Value>>
mlir::glu::importer::getIntegers(Source &in, Value tensor) {
  constexpr int64_t manySizes = 64;
  RankedTensorType type = getTensorType(tensor);
  if (type.getRank() > 1 || !type.hasStaticShape() ||
      type.getNumElements() > manySizes || !type.getElementType().isInteger())
    return std::nullopt;
  if (auto elements = tensor.getDefiningOp<tensor::FromElementsOp>())
    return SmallVector<Value>(elements.getElements());
  DenseIntElementsAttr constant;
  if (!matchPattern(tensor, m_Constant(&constant)))
    return std::nullopt;
  SmallVector<Value> integers;
  for (const APInt &value : constant.getValues<APInt>())
    integers.push_back(
        in.build.constant(IntegerAttr::get(type.getElementType(), value)));
  return integers;
}

Value mlir::glu::importer::buildIntegers(Source &in, ArrayRef<Value> integers,
                                         int64_t rank) {
  if (llvm::is_contained(integers, Value()))
    return Value();
  SmallVector<int64_t, 1> shape;
  if (rank == 1)
    shape.push_back(integers.size());
  Type element =
      integers.empty() ? in.build.b.getI64Type() : integers.front().getType();
  auto type = RankedTensorType::get(shape, element);
  SmallVector<Attribute> constants;
  for (Value integer : integers)
    if (Attribute value; matchPattern(integer, m_Constant(&value)))
      constants.push_back(value);
  if (constants.size() == integers.size())
    return in.build.constant(DenseElementsAttr::get(type, constants));
  return tensor::FromElementsOp::create(in.build.b, in.op->getLoc(), type,
                                        integers);
}

Value mlir::glu::importer::mapIntegers(
    Source &in, ArrayRef<Value> operands,
    function_ref<Value(ArrayRef<Value>)> create) {
  SmallVector<SmallVector<Value>> lists;
  size_t size = 1;
  int64_t rank = 0;
  for (Value operand : operands) {
    std::optional<SmallVector<Value>> list =
        operand ? getIntegers(in, operand) : std::nullopt;
    if (!list)
      return Value();
    rank = std::max(rank, getRank(operand));
    if (list->size() != 1)
      size = list->size();
    lists.push_back(std::move(*list));
  }
  SmallVector<Value> results;
  for (size_t i = 0; i < size; ++i) {
    SmallVector<Value> elements;
    for (ArrayRef<Value> list : lists) {
      if (list.size() != size && list.size() != 1)
        return Value();
      elements.push_back(list[list.size() == 1 ? 0 : i]);
    }
    results.push_back(create(elements));
  }
  return buildIntegers(in, results, rank);
}
