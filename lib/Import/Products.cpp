//===- Products.cpp - Products of tensors ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Products.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

bool mlir::glu::importer::checkFactors(Source &in, Value a, Value b) {
  Type element = in.resultElement();
  if (in.failed())
    return false;
  if (getElement(a) != element || getElement(b) != element ||
      element.isInteger(1)) {
    in.error() << "expected operands of numbers of type " << element << ", got "
               << a.getType() << " and " << b.getType();
    return false;
  }
  return true;
}

Value mlir::glu::importer::buildMatmul(Source &in, Value a, Value b) {
  int64_t aRank = getRank(a), bRank = getRank(b);
  if (aRank == 0 || bRank == 0) {
    in.error() << "expected tensors of rank 1 or more";
    return Value();
  }
  TensorBuilder &build = in.build;
  ContractionDims dims;
  dims.lhsSum = {aRank - 1};
  dims.rhsSum = {std::max<int64_t>(bRank - 2, 0)};
  Type sum = getSumType(getElement(a));
  if (bRank <= 2 || aRank == 1)
    return build.contract(a, b, dims, sum);
  // The leading dimensions of both are broadcast to one shape.
  auto getBatch = [&](Value x) {
    SizeList sizes = build.getSizes(x);
    sizes.pop_back_n(2);
    return sizes;
  };
  auto withBatch = [&](Value x, SizeList batch) {
    llvm::append_range(batch, ArrayRef(build.getSizes(x)).take_back(2));
    return build.broadcastTo(x, batch);
  };
  SizeList batch = getBatch(aRank > bRank ? a : b),
           other = getBatch(aRank > bRank ? b : a);
  for (auto [size, second] :
       llvm::zip(llvm::reverse(batch), llvm::reverse(other)))
    if (isConstantIntValue(size, 1))
      size = second;
  a = withBatch(a, batch);
  b = withBatch(b, batch);
  int64_t rank = batch.size();
  dims.lhsBatch = dims.rhsBatch =
      DimList(llvm::to_vector(llvm::seq<int64_t>(0, rank)));
  dims.lhsSum = {rank + 1};
  dims.rhsSum = {rank};
  return build.contract(a, b, dims, sum);
}

/// The letters of `lhs,rhs->result`, if that is all there is.
static std::optional<std::array<StringRef, 3>> parseEquation(StringRef text) {
  auto [operands, result] = text.split("->");
  auto [lhs, rhs] = operands.split(',');
  std::array<StringRef, 3> parts = {lhs.trim(), rhs.trim(), result.trim()};
  for (StringRef part : parts)
    for (auto [i, letter] : llvm::enumerate(part))
      if (!llvm::isAlpha(letter) || part.find(letter, i + 1) != StringRef::npos)
        return std::nullopt;
  for (char letter : parts[0])
    if (!parts[1].contains(letter) && !parts[2].contains(letter))
      return std::nullopt;
  for (char letter : parts[1])
    if (!parts[0].contains(letter) && !parts[2].contains(letter))
      return std::nullopt;
  for (char letter : parts[2])
    if (!parts[0].contains(letter) && !parts[1].contains(letter))
      return std::nullopt;
  return parts;
}

LogicalResult mlir::glu::importer::importEinsumOf(Source &in, StringRef text,
                                                  ArrayRef<Value> tensors) {
  if (in.failed())
    return failure();
  auto equation = parseEquation(text);
  if (!equation || tensors.size() != 2 ||
      (*equation)[0].size() != size_t(getRank(tensors[0])) ||
      (*equation)[1].size() != size_t(getRank(tensors[1])))
    return in.error() << "expected two tensors and an equation such as "
                         "'abc,cd->abd', got '"
                      << text << "'";
  if (!checkFactors(in, tensors[0], tensors[1]))
    return failure();
  auto [lhs, rhs, result] = *equation;
  ContractionDims dims;
  std::string order; // of the product's dimensions
  for (auto [dim, letter] : llvm::enumerate(lhs)) {
    size_t other = rhs.find(letter);
    if (other == StringRef::npos)
      continue;
    bool isSum = !result.contains(letter);
    (isSum ? dims.lhsSum : dims.lhsBatch).push_back(dim);
    (isSum ? dims.rhsSum : dims.rhsBatch).push_back(other);
    if (!isSum)
      order += letter;
  }
  for (StringRef part : {lhs, rhs})
    for (char letter : part)
      if (!(lhs.contains(letter) && rhs.contains(letter)))
        order += letter;
  DimList permutation;
  for (char letter : result)
    permutation.push_back(order.find(letter));
  Value product =
      in.build.contract(tensors[0], tensors[1], dims, getElement(tensors[0]));
  return in.result(in.build.transpose(product, permutation));
}
