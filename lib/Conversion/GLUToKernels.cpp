//===- GLUToKernels.cpp - Layers with packed weights to loops -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"
#include "Kernels/Product.h"
#include "LayerProducts.h"
#include "glu/Conversion/Passes.h"
#include "glu/IR/Packing.h"
#include "glu/IR/Rows.h"
#include "mlir/Dialect/AMX/AMXDialect.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/Remarks.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::glu {
#define GEN_PASS_DEF_CONVERTGLUTOKERNELSPASS
#include "glu/Conversion/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

namespace {
/// A product of a layer and the panels that hold its weights.
struct PackedProduct : LayerProduct {
  PackedProduct(LayerProduct product) : LayerProduct(std::move(product)) {}
  /// [panels, steps, parts, lanes].
  Value packed;
};

/// A layer as its products, one or two.
struct PackedLayer {
  Operation *op;
  StrategyAttr strategy;
  Rounding rounding;
  Value x, init;
  SmallVector<PackedProduct, 2> products;
};
} // namespace

/// The panels that hold the weights of `product`, null if they are not packed
/// as `strategy` wants them.
static Value findPanels(const PackedProduct &product, StrategyAttr strategy) {
  auto unpack = product.weights[0].getDefiningOp<UnpackWeightsOp>();
  if (!unpack || unpack.getLayout() != product.layout ||
      unpack.getPanels() != strategy.getPanels(product.layout.isGated()) ||
      ValueRange(unpack.getWeights()) != ValueRange(product.weights))
    return {};
  // Tiles read more steps than k has.
  auto weight = cast<RankedTensorType>(product.weights[0].getType());
  RankedTensorType least = getPackedType(strategy, product.layout, weight);
  auto packed = cast<RankedTensorType>(unpack.getPacked().getType());
  if (packed.getDimSize(1) < least.getDimSize(1))
    return {};
  return unpack.getPacked();
}

/// What keeps `layer` from becoming a kernel; empty if nothing does.
static StringRef findObstacle(PackedLayer &layer) {
  for (PackedProduct &product : layer.products) {
    product.packed = findPanels(product, layer.strategy);
    if (!product.packed)
      return "its weights are not packed for its strategy";
    if (cast<ShapedType>(product.weights[0].getType()).getNumElements() == 0)
      return "its weights have no elements";
  }
  if (layer.strategy.getKernel() == KernelKind::AMX &&
      !getElementTypeOrSelf(layer.x).isBF16())
    return "tiles multiply bf16 only";
  return "";
}

/// The code of a layer, on buffers.
static void emitLayer(CodeBuilder &code, const PackedLayer &layer,
                      const IRMapping &buffers, Value result) {
  auto storage = cast<FloatType>(getElementTypeOrSelf(layer.x));
  bool isAMX = layer.strategy.getKernel() == KernelKind::AMX;
  Value x = buffers.lookup(layer.x);
  Value rows = code.create<memref::DimOp>(x, 0);
  for (auto [i, packed] : llvm::enumerate(layer.products)) {
    auto weight = cast<RankedTensorType>(packed.weights[0].getType());
    Product product;
    product.strategy = layer.strategy;
    product.epilogue = {packed.activation, layer.rounding, storage};
    product.isGated = packed.layout.isGated();
    product.k = packed.layout.getK(weight);
    product.n = packed.layout.getN(weight);
    product.rows = rows;
    product.x = isAMX && i == 0 ? emitTiledRows(code, x, rows, product) : x;
    product.weights = code.create<memref::CollapseShapeOp>(
        buffers.lookup(packed.packed),
        SmallVector<ReassociationIndices>{{0}, {1}, {2, 3}});
    for (Value bias : packed.biases)
      product.biases.push_back(bias ? buffers.lookup(bias) : Value());
    product.beta = packed.beta ? buffers.lookup(packed.beta) : Value();
    product.result = result;
    if (i + 1 < layer.products.size()) {
      product.isResultTiled = isAMX;
      product.result =
          isAMX
              ? allocateTiles(code, rows, product.n, layer.strategy, storage)
              : code.allocate({ShapedType::kDynamic, product.n}, storage, rows);
      if (isAMX)
        emitZerosBeyondPanels(code, product);
    }
    if (isAMX)
      emitAMXProduct(code, product);
    else
      emitFMAProduct(code, product);
    x = product.result;
  }
}

static void replaceByKernel(RewriterBase &rewriter, PackedLayer layer) {
  Location loc = layer.op->getLoc();
  Value init = layer.init;
  layer.x = flattenRows(rewriter, loc, layer.x);
  layer.init = flattenRows(rewriter, loc, init);
  SmallVector<Value> inputs{layer.x};
  for (const PackedProduct &product : layer.products) {
    inputs.push_back(product.packed);
    for (Value bias : product.biases)
      if (bias)
        inputs.push_back(bias);
    if (product.beta)
      inputs.push_back(product.beta);
  }
  auto isPanels = [&](Value operand) {
    return llvm::any_of(layer.products, [&](const PackedProduct &product) {
      return product.packed == operand;
    });
  };
  KernelOp kernel = createKernel(
      rewriter, loc, inputs, layer.init, isPanels,
      [&](CodeBuilder &code, IRMapping &buffers, ValueRange results) {
        emitLayer(code, layer, buffers, results[0]);
      });
  rewriter.replaceOp(layer.op,
                     unflattenRows(rewriter, loc, kernel.getResult(0), init));
}

template <typename LayerOp>
static void convert(RewriterBase &rewriter, LayerOp op) {
  auto strategy =
      op->template getAttrOfType<StrategyAttr>(StrategyAttr::attrName);
  if (!strategy)
    return;
  rewriter.setInsertionPoint(op);
  PackedLayer layer{op,        strategy,     op.getRounding(),
                    op.getX(), op.getInit(), {}};
  llvm::append_range(layer.products, getProducts(rewriter, op));
  if (StringRef obstacle = findObstacle(layer); !obstacle.empty()) {
    remark::missed(op.getLoc(),
                   remark::RemarkOpts::name("Kernel").category("glu-kernel"))
        << remark::reason("{0}: {1}", op->getName().getStringRef(), obstacle);
    return;
  }
  remark::passed(op.getLoc(),
                 remark::RemarkOpts::name("Kernel").category("glu-kernel"))
      << remark::add("kernel") << remark::metric("strategy", strategy);
  replaceByKernel(rewriter, layer);
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
struct ConvertGLUToKernelsPass
    : glu::impl::ConvertGLUToKernelsPassBase<ConvertGLUToKernelsPass> {
  using Base::Base;

  template <typename... OpTys>
  void convertAll() {
    SmallVector<Operation *> ops;
    getOperation()->walk([&](Operation *op) {
      if (isa<OpTys...>(op))
        ops.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    for (Operation *op : ops)
      TypeSwitch<Operation *>(op).Case<OpTys...>(
          [&](auto op) { convert(rewriter, op); });
  }

  void runOnOperation() override {
    convertAll<LinearOp, GatedLinearOp, FFNOp>();
    // A kernel reads the panels themselves.
    IRRewriter rewriter(&getContext());
    getOperation()->walk([&](UnpackWeightsOp op) {
      if (op->use_empty())
        rewriter.eraseOp(op);
    });
    convertPacking(getOperation(),
                   [](CodeBuilder &, function_ref<void()> emit) { emit(); });
  }
};
} // namespace
