//===- GLUToGPUKernels.cpp - Layers to kernels of a GPU -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GPUKernels/GPUProduct.h"
#include "GPUKernels/MemoryEffects.h"
#include "KernelBuilder.h"
#include "LayerProducts.h"
#include "glu/Conversion/Passes.h"
#include "glu/IR/Rows.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/NVGPU/IR/NVGPUDialect.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/Remarks.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::glu {
#define GEN_PASS_DEF_CONVERTGLUTOGPUKERNELSPASS
#include "glu/Conversion/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

namespace {
/// A layer as its products, one or two.
struct GPULayer {
  Operation *op;
  GPUStrategyAttr strategy;
  Rounding rounding;
  Value x, init;
  SmallVector<LayerProduct, 2> products;
};
} // namespace

/// S0 for a layer without a strategy.
static GPUStrategyAttr getStrategy(Operation *layer) {
  auto strategy = layer->getAttrOfType<GPUStrategyAttr>(StrategyAttr::attrName);
  return strategy ? strategy
                  : GPUStrategyAttr::get(layer->getContext(), GPUFamily::S0);
}

template <typename LayerOp>
static GPULayer getLayer(OpBuilder &b, LayerOp op) {
  return {op,        getStrategy(op), op.getRounding(),
          op.getX(), op.getInit(),    getProducts(b, op)};
}

/// Sums are rounded once: there is nothing for a rounding contract.
static GPULayer getLayer(OpBuilder &b, MaxoutOp op) {
  MLIRContext *ctx = b.getContext();
  return {op,
          getStrategy(op),
          Rounding::F32Through,
          op.getX(),
          op.getInit(),
          {{IdentityAttr::get(ctx),
            WeightsAttr::get(ctx, WeightOrder::InOut),
            {op.getWeight()},
            {op.getBias()},
            Value()}}};
}

static void emitProduct(CodeBuilder &code, const GPUProduct &product) {
  switch (product.strategy.getFamily()) {
  case GPUFamily::S0:
    return emitS0Product(code, product);
  case GPUFamily::S1:
    return emitS1Product(code, product);
  case GPUFamily::S2:
    return emitS2Product(code, product);
  case GPUFamily::Stream:
    return emitStreamProduct(code, product);
  }
}

/// What a product makes for the next one to sum over.
static Value allocateHidden(CodeBuilder &code, Value rows, Value nextWeight,
                            const LayerProduct &next, FloatType storage) {
  int64_t dim = 1 - next.layout.getOutDim();
  int64_t n = cast<MemRefType>(nextWeight.getType()).getDimSize(dim);
  SmallVector<Value, 2> sizes{rows};
  if (ShapedType::isDynamic(n))
    sizes.push_back(code.create<memref::DimOp>(nextWeight, dim));
  return code.create<memref::AllocOp>(
      MemRefType::get({ShapedType::kDynamic, n}, storage), sizes);
}

/// The code of a layer, on buffers.
static void emitLayer(CodeBuilder &code, const GPULayer &layer,
                      const IRMapping &buffers, Value result) {
  auto storage = cast<FloatType>(getElementTypeOrSelf(layer.x));
  auto getBuffer = [&](Value v) { return v ? buffers.lookup(v) : Value(); };
  GPUProduct product;
  product.isMaxout = isa<MaxoutOp>(layer.op);
  product.strategy = layer.strategy;
  product.x = getBuffer(layer.x);
  Value rows = code.create<memref::DimOp>(product.x, 0);
  for (auto [i, of] : llvm::enumerate(layer.products)) {
    product.epilogue = {of.activation, layer.rounding, storage};
    product.layout = of.layout;
    product.weights = llvm::map_to_vector<2>(of.weights, getBuffer);
    product.biases = llvm::map_to_vector<2>(of.biases, getBuffer);
    product.beta = getBuffer(of.beta);
    product.result = result;
    if (i + 1 < layer.products.size()) {
      const LayerProduct &next = layer.products[i + 1];
      product.result =
          allocateHidden(code, rows, getBuffer(next.weights[0]), next, storage);
    }
    emitProduct(code, product);
    product.x = product.result;
  }
}

template <typename LayerOp>
static void convert(RewriterBase &rewriter, LayerOp op) {
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  GPULayer layer = getLayer(rewriter, op);
  Value init = layer.init;
  layer.x = flattenRows(rewriter, loc, layer.x);
  layer.init = flattenRows(rewriter, loc, init);
  SmallVector<Value> inputs{layer.x};
  for (const LayerProduct &product : layer.products) {
    llvm::append_range(inputs, product.weights);
    for (Value bias : product.biases)
      if (bias)
        inputs.push_back(bias);
    if (product.beta)
      inputs.push_back(product.beta);
  }
  // Copies of 16 bytes want rows whose places are known.
  bool isWhole = layer.strategy.getFamily() != GPUFamily::S0;
  KernelOp kernel = createKernel(
      rewriter, loc, inputs, layer.init, [&](Value) { return isWhole; },
      [&](CodeBuilder &code, IRMapping &buffers, ValueRange results) {
        emitLayer(code, layer, buffers, results[0]);
      });
  int64_t launches = 0;
  kernel.walk([&](gpu::LaunchOp) { ++launches; });
  remark::passed(loc,
                 remark::RemarkOpts::name("GPUKernel").category("glu-kernel"))
      << remark::add("{0}", op->getName().getStringRef())
      << remark::metric("family",
                        stringifyGPUFamily(layer.strategy.getFamily()))
      << remark::metric("kernels", launches);
  rewriter.replaceOp(op,
                     unflattenRows(rewriter, loc, kernel.getResult(0), init));
}

/// One thread: weights come packed for a CPU by accident only.
static void placeInOneThread(CodeBuilder &code, function_ref<void()> emit) {
  Value one = code.get(1);
  auto launch = code.create<gpu::LaunchOp>(one, one, one, one, one, one);
  launch.setFunctionAttr(
      FlatSymbolRefAttr::get(code.b.getContext(), "packing"));
  OpBuilder::InsertionGuard guard(code.b);
  code.b.setInsertionPointToStart(&launch.getBody().front());
  emit();
  code.create<gpu::TerminatorOp>();
}

namespace {
struct ConvertGLUToGPUKernelsPass
    : glu::impl::ConvertGLUToGPUKernelsPassBase<ConvertGLUToGPUKernelsPass> {
  using Base::Base;

  void getDependentDialects(DialectRegistry &registry) const override {
    Base::getDependentDialects(registry);
    registerMemoryEffects(registry);
  }

  void runOnOperation() override {
    SmallVector<Operation *> layers;
    getOperation()->walk([&](Operation *op) {
      if (isa<LinearOp, GatedLinearOp, FFNOp, MaxoutOp>(op))
        layers.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    for (Operation *layer : layers)
      TypeSwitch<Operation *>(layer)
          .Case<LinearOp, GatedLinearOp, FFNOp, MaxoutOp>(
              [&](auto op) { convert(rewriter, op); });
    convertPacking(getOperation(), placeInOneThread);
  }
};
} // namespace
