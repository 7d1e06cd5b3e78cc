//===- GLUPacking.cpp - Weights as panels ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The labels C1, C2, ... are those of docs/spec.md and test/IR/invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/Packing.h"
#include "mlir/IR/PatternMatch.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::glu;

LogicalResult PanelsAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                 int64_t n, int64_t k) {
  if (n > 0 && k > 0)
    return success();
  return emitError() << "expected positive n and k of panels, got n = " << n
                     << " and k = " << k;
}

//===----------------------------------------------------------------------===//
// Weights of layers
//===----------------------------------------------------------------------===//

static size_t getWeightCount(WeightsAttr layout) {
  return layout.getPacking() == WeightPacking::Separate ? 2 : 1;
}

LogicalResult mlir::glu::verifyWeightCount(Operation *op, WeightsAttr layout,
                                           size_t count) {
  size_t expected = getWeightCount(layout);
  if (count == expected)
    return success();
  return op->emitOpError("expected ")
         << expected << " weight" << (expected == 1 ? "" : "s") << " for "
         << layout << ", got " << count;
}

/// The weights of the product with x follow x among the operands.
static ProductWeights getWeightsBehindX(Operation *op, WeightsAttr layout) {
  return {layout, op->getOpOperands().slice(1, getWeightCount(layout))};
}

SmallVector<ProductWeights, 2> mlir::glu::getProductWeights(Operation *layer) {
  using Products = SmallVector<ProductWeights, 2>;
  return TypeSwitch<Operation *, Products>(layer)
      .Case<LinearOp, GatedLinearOp>([](auto op) {
        return Products{getWeightsBehindX(op, op.getLayout())};
      })
      .Case([](FFNOp op) {
        return Products{getWeightsBehindX(op, op.getLayout()),
                        {op.getDownLayout(), op.getDownWeightMutable()}};
      })
      .Default([](Operation *) { return Products(); });
}

//===----------------------------------------------------------------------===//
// Panels of weights
//===----------------------------------------------------------------------===//

/// [panels, steps, parts, n * k], the least that holds the weights.
static SmallVector<int64_t, 4>
getLeastShape(WeightsAttr layout, PanelsAttr panels, RankedTensorType weight) {
  return {llvm::divideCeilSigned(layout.getN(weight), panels.getN()),
          llvm::divideCeilSigned(layout.getK(weight), panels.getK()),
          layout.isGated() ? 2 : 1, panels.getN() * panels.getK()};
}

RankedTensorType mlir::glu::getPackedType(StrategyAttr strategy,
                                          WeightsAttr layout,
                                          RankedTensorType weight) {
  PanelsAttr panels = strategy.getPanels(layout.isGated());
  auto shape = getLeastShape(layout, panels, weight);
  if (strategy.getKernel() == KernelKind::AMX)
    shape[1] = llvm::alignTo(shape[1], 32 / panels.getK());
  return RankedTensorType::get(shape, weight.getElementType());
}

//===----------------------------------------------------------------------===//
// Verification of glu.pack_weights and glu.unpack_weights, which share theirs
//===----------------------------------------------------------------------===//

/// C1: the weights are those that the layout takes, all of one static shape.
static LogicalResult verifyWeights(Operation *op, WeightsAttr layout,
                                   TypeRange weights) {
  if (failed(verifyWeightCount(op, layout, weights.size())))
    return failure();
  for (Type type : weights) {
    auto weight = cast<RankedTensorType>(type);
    if (weight.getRank() != 2 || !weight.hasStaticShape() || type != weights[0])
      return op->emitOpError("expected weights of one static shape of rank 2, "
                             "got ")
             << type;
  }
  int64_t channels =
      cast<RankedTensorType>(weights[0]).getDimSize(layout.getOutDim());
  int64_t whole =
      layout.isPacked() ? 2 * std::max<int64_t>(1, layout.getBlock()) : 1;
  if (channels % whole)
    return op->emitOpError("expected the ")
           << channels << " channels of the weight to be a multiple of "
           << whole << " for " << layout;
  return success();
}

/// C2: the panels hold those weights.
static LogicalResult verifyPanels(Operation *op, WeightsAttr layout,
                                  PanelsAttr panels, RankedTensorType weight,
                                  RankedTensorType packed) {
  if (packed.getElementType() != weight.getElementType())
    return op->emitOpError("expected panels of element type ")
           << weight.getElementType() << " as the weights, got "
           << packed.getElementType();
  auto least = getLeastShape(layout, panels, weight);
  if (packed.getRank() == 4 && packed.hasStaticShape()) {
    SmallVector<int64_t> shape(packed.getShape());
    shape[1] = std::min(shape[1], least[1]);
    if (ArrayRef(shape) == ArrayRef(least))
      return success();
  }
  return op->emitOpError("expected panels of shape [")
         << least[0] << ", " << least[1] << " or more, " << least[2] << ", "
         << least[3] << "] for weights of " << layout.getK(weight)
         << " rows and " << layout.getN(weight) << " channels, got " << packed;
}

static LogicalResult verifyPacking(Operation *op, WeightsAttr layout,
                                   PanelsAttr panels, TypeRange weights,
                                   Type packed) {
  if (failed(verifyWeights(op, layout, weights)))
    return failure();
  return verifyPanels(op, layout, panels, cast<RankedTensorType>(weights[0]),
                      cast<RankedTensorType>(packed));
}

LogicalResult PackWeightsOp::verify() {
  return verifyPacking(*this, getLayout(), getPanels(), getWeights().getTypes(),
                       getPacked().getType());
}

LogicalResult UnpackWeightsOp::verify() {
  return verifyPacking(*this, getLayout(), getPanels(), getWeights().getTypes(),
                       getPacked().getType());
}

//===----------------------------------------------------------------------===//
// Canonicalization
//===----------------------------------------------------------------------===//

/// What has just been packed is at hand.
LogicalResult UnpackWeightsOp::canonicalize(UnpackWeightsOp op,
                                            PatternRewriter &rewriter) {
  auto pack = op.getPacked().getDefiningOp<PackWeightsOp>();
  if (!pack || pack.getLayout() != op.getLayout() ||
      pack.getPanels() != op.getPanels() ||
      pack.getWeights().getTypes() != op.getWeights().getTypes())
    return rewriter.notifyMatchFailure(op, "expected weights just packed");
  rewriter.replaceOp(op, pack.getWeights());
  return success();
}
