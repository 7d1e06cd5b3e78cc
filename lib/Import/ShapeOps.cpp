//===- ShapeOps.cpp - Ops of the shape dialect ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A shape is a tensor of sizes, which `tensor.from_elements` makes and
// `Source::elements` reads again.
//
//===----------------------------------------------------------------------===//

#include "Source.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

static LogicalResult setShape(Source &in, ArrayRef<OpFoldResult> sizes) {
  SmallVector<Value> values;
  for (OpFoldResult size : sizes)
    values.push_back(in.build.getIndex(size));
  auto type = RankedTensorType::get(static_cast<int64_t>(sizes.size()),
                                    in.build.b.getIndexType());
  return in.result(
      tensor::FromElementsOp::create(in.build.b, in.op->getLoc(), type, values)
          .getResult());
}

static LogicalResult importShapeOf(Source &in) {
  Value x = in.tensor(0);
  return in.failed() ? failure() : setShape(in, in.build.getSizes(x));
}

static LogicalResult importConstShape(Source &in) {
  auto shape = dyn_cast_or_null<DenseIntElementsAttr>(in.attribute("shape"));
  if (!shape)
    return in.error() << "expected attribute 'shape' to be numbers";
  SizeList sizes;
  for (const APInt &size : shape.getValues<APInt>())
    sizes.push_back(in.build.getSize(size.getSExtValue()));
  return setShape(in, sizes);
}

/// A size that is not known is not one that is repeated.
static LogicalResult importBroadcast(Source &in) {
  SizeList sizes;
  for (unsigned i = 0; i < in.getNumOperands(); ++i) {
    SizeList other = in.elements(i);
    if (in.failed())
      return failure();
    if (other.size() > sizes.size())
      sizes.insert(sizes.begin(), other.size() - sizes.size(),
                   in.build.getSize(int64_t(1)));
    for (auto [a, b] : llvm::zip(llvm::reverse(sizes), llvm::reverse(other))) {
      if (isConstantIntValue(a, 1)) {
        a = b;
      } else if (!isConstantIntValue(b, 1)) {
        FailureOr<OpFoldResult> size = in.build.unify(a, b);
        if (failed(size))
          return failure();
        a = *size;
      }
    }
  }
  return setShape(in, sizes);
}

static LogicalResult importNumElements(Source &in) {
  SizeList sizes = in.elements(0);
  if (in.failed())
    return failure();
  return in.result(
      in.build.getIndex(in.build.getSize(in.build.getProduct(sizes))));
}

/// What `shape.broadcast` checks is checked there.
static LogicalResult importWitness(Source &in) { return in.result(Item()); }

static LogicalResult importAssuming(Source &in) {
  FailureOr<std::vector<Item>> items = in.importRegion({});
  return failed(items) ? failure() : in.results(*items);
}

static LogicalResult importGetExtent(Source &in) {
  SizeList sizes = in.elements(0);
  int64_t dim = in.integer(1);
  if (in.failed() || !in.checkDims(dim, sizes.size(), "the dimension"))
    return failure();
  return in.result(in.build.getIndex(sizes[dim]));
}

static LogicalResult importExtentTensor(Source &in) {
  SizeList sizes = in.elements(0);
  return in.failed() ? failure() : setShape(in, sizes);
}

/// Not an op of shape, but what says the sizes here.
static LogicalResult importDim(Source &in) {
  Value x = in.tensor(0);
  int64_t dim = in.integer(1);
  if (in.failed() || !in.checkDims(dim, getRank(x), "the dimension"))
    return failure();
  return in.result(in.build.getIndex(in.build.getSize(x, dim)));
}

ArrayRef<Entry> mlir::glu::importer::getShapeEntries() {
  static const Entry entries[] = {
      {"shape.shape_of", 1, 1, "", importShapeOf},
      {"shape.const_shape", 0, 0, "shape", importConstShape},
      {"shape.broadcast", 1, anyNumber, "error", importBroadcast},
      {"shape.num_elements", 1, 1, "", importNumElements},
      {"shape.cstr_broadcastable", 1, anyNumber, "", importWitness},
      {"shape.assuming", 1, 1, "", importAssuming, /*numRegions=*/1},
      {"shape.get_extent", 2, 2, "", importGetExtent},
      {"shape.to_extent_tensor", 1, 1, "", importExtentTensor},
      {"tensor.dim", 2, 2, "", importDim},
  };
  return entries;
}
