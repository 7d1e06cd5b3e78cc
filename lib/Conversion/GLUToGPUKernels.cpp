//===- GLUToGPUKernels.cpp - Layers to kernels of a GPU -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GPUKernels/GPUProduct.h"
#include "KernelBuilder.h"
#include "LayerProducts.h"
#include "glu/Conversion/Passes.h"
#include "glu/IR/Rows.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
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
  Rounding rounding;
  Value x, init;
  SmallVector<LayerProduct, 2> products;
};
} // namespace

template <typename LayerOp>
static GPULayer getLayer(OpBuilder &b, LayerOp op) {
  return {op, op.getRounding(), op.getX(), op.getInit(), getProducts(b, op)};
}

/// Sums are rounded once: there is nothing for a rounding contract.
static GPULayer getLayer(OpBuilder &b, MaxoutOp op) {
  MLIRContext *ctx = b.getContext();
  return {op,
          Rounding::F32Through,
          op.getX(),
          op.getInit(),
          {{IdentityAttr::get(ctx),
            WeightsAttr::get(ctx, WeightOrder::InOut),
            {op.getWeight()},
            {op.getBias()},
            Value()}}};
}

/// The code of a layer, on buffers.
static void emitLayer(CodeBuilder &code, const GPULayer &layer,
                      const IRMapping &buffers, Value result) {
  auto storage = cast<FloatType>(getElementTypeOrSelf(layer.x));
  auto getBuffer = [&](Value v) { return v ? buffers.lookup(v) : Value(); };
  GPUProduct product;
  product.isMaxout = isa<MaxoutOp>(layer.op);
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
      // What the next product sums over.
      const LayerProduct &next = layer.products[i + 1];
      Value n = code.create<memref::DimOp>(getBuffer(next.weights[0]),
                                           1 - next.layout.getOutDim());
      product.result = code.create<memref::AllocOp>(
          MemRefType::get({ShapedType::kDynamic, ShapedType::kDynamic},
                          storage),
          ValueRange{rows, n});
    }
    emitS0Product(code, product);
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
  KernelOp kernel = createKernel(
      rewriter, loc, inputs, layer.init, [](Value) { return false; },
      [&](CodeBuilder &code, IRMapping &buffers, ValueRange results) {
        emitLayer(code, layer, buffers, results[0]);
      });
  remark::passed(loc,
                 remark::RemarkOpts::name("GPUKernel").category("glu-kernel"))
      << remark::add("{0}", op->getName().getStringRef())
      << remark::metric("family", "s0")
      << remark::metric("kernels", layer.products.size());
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
/// Upstream's barrier does not say what it does to memory, and the placement of
/// deallocations refuses ops that do not.
struct BarrierEffects
    : MemoryEffectOpInterface::ExternalModel<BarrierEffects, gpu::BarrierOp> {
  void
  getEffects(Operation *,
             SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
                 &effects) const {
    effects.emplace_back(MemoryEffects::Read::get());
    effects.emplace_back(MemoryEffects::Write::get());
  }
};

struct ConvertGLUToGPUKernelsPass
    : glu::impl::ConvertGLUToGPUKernelsPassBase<ConvertGLUToGPUKernelsPass> {
  using Base::Base;

  void getDependentDialects(DialectRegistry &registry) const override {
    Base::getDependentDialects(registry);
    registry.addExtension(+[](MLIRContext *ctx, gpu::GPUDialect *) {
      gpu::BarrierOp::attachInterface<BarrierEffects>(*ctx);
    });
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
