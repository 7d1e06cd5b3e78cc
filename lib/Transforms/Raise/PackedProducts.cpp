//===- PackedProducts.cpp - Slices of products that are no packing --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A slice of the channels of a product is the product with a slice of the
// weight. Where gate and value are slices in a way that no packing of glu has,
// [value, gate] in blocks, or beside a third part, they become two products.
//
//===----------------------------------------------------------------------===//

#include "../LayerSites.h"
#include "Contraction.h"
#include "Expression.h"
#include "Raise.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::glu;

/// The elements of `value` along `dim` that `slice` takes of a product.
static Value takeSlice(OpBuilder &b, Location loc, Value value, int64_t dim,
                       const Slice &slice) {
  auto type = cast<RankedTensorType>(value.getType());
  auto take = [&](Value source, int64_t at, int64_t offset, int64_t size,
                  int64_t stride) {
    SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, loc, source);
    SmallVector<OpFoldResult> offsets(sizes.size(), b.getIndexAttr(0)),
        strides(sizes.size(), b.getIndexAttr(1));
    offsets[at] = b.getIndexAttr(offset);
    sizes[at] = b.getIndexAttr(size);
    strides[at] = b.getIndexAttr(stride);
    return tensor::ExtractSliceOp::create(b, loc, source, offsets, sizes,
                                          strides)
        .getResult();
  };
  if (slice.block == 1)
    return take(value, dim, slice.offset, slice.size, slice.stride);
  // Blocks: `[blocks, stride]`, of which the first elements are one block.
  SmallVector<ReassociationIndices> groups;
  SmallVector<int64_t> shape(type.getShape());
  for (int64_t d = 0, next = 0; d < type.getRank(); ++d) {
    groups.emplace_back().push_back(next++);
    if (d == dim)
      groups.back().push_back(next++);
  }
  shape[dim] = type.getDimSize(dim) / slice.stride;
  shape.insert(shape.begin() + dim + 1, slice.stride);
  Value blocks =
      tensor::ExpandShapeOp::create(b, loc, type.clone(shape), value, groups);
  return tensor::CollapseShapeOp::create(
      b, loc, take(blocks, dim + 1, slice.offset, slice.block, 1), groups);
}

/// The product with a slice of the weight.
static Value sliceContraction(IRRewriter &rewriter, linalg::LinalgOp op,
                              const Slice &slice, RankedTensorType type) {
  Location loc = op.getLoc();
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  SmallVector<Value> inputs(op.getDpsInputs());
  unsigned sliced = 0;
  for (auto [input, map] : llvm::zip(inputs, maps))
    if (auto dim = map.getResultPosition(maps.back().getResults().back())) {
      input = takeSlice(rewriter, loc, input, *dim, slice);
      ++sliced;
    }
  if (sliced != 1)
    return Value();
  SmallVector<OpFoldResult> sizes =
      tensor::getMixedSizes(rewriter, loc, op.getDpsInits()[0]);
  sizes.back() = rewriter.getIndexAttr(slice.size);
  Type elementType = type.getElementType();
  Value zero = arith::ConstantOp::create(rewriter, loc,
                                         rewriter.getZeroAttr(elementType));
  Value empty = tensor::EmptyOp::create(rewriter, loc, sizes, elementType);
  Value init = linalg::FillOp::create(rewriter, loc, zero, empty).getResult(0);
  auto product = linalg::GenericOp::create(rewriter, loc, type, inputs, init,
                                           maps, op.getIteratorTypesArray());
  IRMapping mapping;
  op->getRegion(0).cloneInto(&product.getRegion(), mapping);
  return product.getResult(0);
}

/// The slice of a product's channels, as a product; null if `value` is more
/// than a product, a bias, a rounding and a reshape of rows.
static Value sliceProduct(IRRewriter &rewriter, Value value,
                          const Slice &slice) {
  Operation *op = value.getDefiningOp();
  if (!op)
    return Value();
  Location loc = op->getLoc();
  auto type = cast<RankedTensorType>(value.getType());
  SmallVector<int64_t> shape(type.getShape());
  shape.back() = slice.size;
  RankedTensorType part = type.clone(shape);
  if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op)) {
    if (expand.getReassociationIndices().back().size() != 1)
      return Value();
    Value source = sliceProduct(rewriter, expand.getSrc(), slice);
    SmallVector<OpFoldResult> sizes = expand.getMixedOutputShape();
    sizes.back() = rewriter.getIndexAttr(slice.size);
    if (source)
      source = tensor::ExpandShapeOp::create(
          rewriter, loc, part, source, expand.getReassociationIndices(), sizes);
    return source;
  }
  if (Value wide = matchRounding(value)) {
    Value source = sliceProduct(rewriter, wide, slice);
    if (source)
      source = arith::TruncFOp::create(rewriter, loc, part, source);
    return source;
  }
  if (auto add = matchElementwise<arith::AddFOp>(value)) {
    for (int sum : {0, 1}) {
      Value bias = matchBroadcast(add->operands[1 - sum], add->maps[1 - sum]);
      auto biasType =
          bias ? dyn_cast<RankedTensorType>(bias.getType()) : nullptr;
      if (!add->maps[sum].isIdentity() || !biasType)
        continue;
      Value source = sliceProduct(rewriter, add->operands[sum], slice);
      if (!source)
        return Value();
      Value biasPart = takeSlice(rewriter, loc, bias, /*dim=*/0, slice);
      if (biasType.getElementType() != type.getElementType())
        biasPart = arith::ExtFOp::create(
            rewriter, loc,
            RankedTensorType::get(slice.size, type.getElementType()), biasPart);
      Value init = tensor::EmptyOp::create(
          rewriter, loc, tensor::getMixedSizes(rewriter, loc, source),
          type.getElementType());
      Value broadcast =
          linalg::BroadcastOp::create(
              rewriter, loc, biasPart, init,
              llvm::to_vector(llvm::seq<int64_t>(0, type.getRank() - 1)))
              ->getResult(0);
      return arith::AddFOp::create(rewriter, loc, source, broadcast);
    }
    return Value();
  }
  auto product = dyn_cast<linalg::LinalgOp>(op);
  if (!product || !isFloatContraction(product) ||
      !isCanonicalProduct(product) ||
      getUniformConstant(product.getDpsInits()[0]) != 0.0)
    return Value();
  return sliceContraction(rewriter, product, slice, part);
}

/// All slices of the channels of `source`; none if something else reads it.
static SmallVector<Value> findSlices(Value source) {
  int64_t dim = cast<RankedTensorType>(source.getType()).getRank() - 1;
  SmallVector<Value> slices;
  SmallVector<Operation *> readers(source.getUsers());
  while (!readers.empty()) {
    Operation *reader = readers.pop_back_val();
    if (reader->getNumResults() != 1)
      return {};
    Value result = reader->getResult(0);
    std::optional<Slice> slice = matchSlice(result, dim);
    if (slice && slice->source == source) {
      slices.push_back(result);
      continue;
    }
    if (!isa<tensor::ExpandShapeOp, tensor::ExtractSliceOp>(reader))
      return {};
    llvm::append_range(readers, result.getUsers());
  }
  return slices;
}

/// Makes products of the slices of the product that gate and value are of.
static bool separate(IRRewriter &rewriter, GateOp gate) {
  auto site = matchGatedLinear(gate);
  if (!site || site->problem.empty())
    return false;
  int64_t dim = cast<RankedTensorType>(gate.getType()).getRank() - 1;
  std::optional<Slice> first = matchSlice(gate.getGate(), dim),
                       second = matchSlice(gate.getValue(), dim);
  if (!first || !second || first->source != second->source)
    return false;
  SmallVector<std::pair<Value, Value>> products;
  for (Value value : findSlices(first->source)) {
    rewriter.setInsertionPointAfterValue(value);
    Value product =
        sliceProduct(rewriter, first->source, *matchSlice(value, dim));
    if (!product)
      return false;
    products.push_back({value, product});
  }
  for (auto [value, product] : products)
    rewriter.replaceAllUsesWith(value, product);
  return !products.empty();
}

void mlir::glu::separatePackedProducts(Operation *root) {
  IRRewriter rewriter(root->getContext());
  SmallVector<GateOp> gates;
  root->walk([&](GateOp gate) { gates.push_back(gate); });
  for (GateOp gate : gates)
    if (separate(rewriter, gate))
      remark::passed(gate.getLoc(), raiseRemarkOpts)
          << "gate and value as products with slices of one weight";
}
