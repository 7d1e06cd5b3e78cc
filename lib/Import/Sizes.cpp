//===- Sizes.cpp - What is known of sizes ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Sizes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::glu::importer;

bool mlir::glu::importer::operator==(const Product &a, const Product &b) {
  return a.factor == b.factor && a.unknowns.size() == b.unknowns.size() &&
         std::is_permutation(a.unknowns.begin(), a.unknowns.end(),
                             b.unknowns.begin());
}

Product mlir::glu::importer::operator*(const Product &a, const Product &b) {
  Product result = a;
  // A product that no tensor can have is as good as any other.
  if (llvm::MulOverflow(a.factor, b.factor, result.factor))
    result.factor = std::numeric_limits<int64_t>::max();
  llvm::append_range(result.unknowns, b.unknowns);
  return result;
}

std::optional<Product> mlir::glu::importer::divide(const Product &a,
                                                   const Product &b) {
  if (b.factor <= 0 || a.factor % b.factor != 0)
    return std::nullopt;
  Product result = a;
  result.factor = a.factor / b.factor;
  for (Value unknown : b.unknowns) {
    auto *it = llvm::find(result.unknowns, unknown);
    if (it == result.unknowns.end())
      return std::nullopt;
    result.unknowns.erase(it);
  }
  return result;
}

Product Sizes::get(OpFoldResult size) const {
  if (std::optional<int64_t> number = getConstantIntValue(size))
    return {*number, {}};
  auto value = cast<Value>(size);
  if (auto it = known.find(value); it != known.end())
    return it->second;
  if (auto cast = value.getDefiningOp<arith::IndexCastOp>())
    return get(OpFoldResult(cast.getIn()));
  if (auto product = value.getDefiningOp<arith::MulIOp>())
    return get(OpFoldResult(product.getLhs())) *
           get(OpFoldResult(product.getRhs()));
  Operation *op = value.getDefiningOp();
  if (isa_and_nonnull<arith::DivUIOp, arith::DivSIOp, arith::FloorDivSIOp>(op))
    if (std::optional<Product> quotient =
            divide(get(OpFoldResult(op->getOperand(0))),
                   get(OpFoldResult(op->getOperand(1)))))
      return *quotient;
  return {1, {value}};
}

Product Sizes::get(ArrayRef<OpFoldResult> sizes) const {
  Product result;
  for (OpFoldResult size : sizes)
    result = result * get(size);
  return result;
}

bool Sizes::agree(OpFoldResult a, OpFoldResult b) const {
  return get(a) == get(b);
}

void Sizes::unite(OpFoldResult a, OpFoldResult b) {
  Product left = get(a), right = get(b);
  auto isUnknown = [](const Product &size) {
    return size.factor == 1 && size.unknowns.size() == 1;
  };
  if (left == right)
    return;
  // The number, if there is one, stands for both.
  if (isUnknown(left) && !llvm::is_contained(right.unknowns, left.unknowns[0]))
    known[left.unknowns[0]] = right;
  else if (isUnknown(right) &&
           !llvm::is_contained(left.unknowns, right.unknowns[0]))
    known[right.unknowns[0]] = left;
}
