//===- LayerSites.h - Where separate ops make up a layer --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The analysis of glu-fuse-gate-value. It changes nothing.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_TRANSFORMS_LAYERSITES_H
#define GLU_LIB_TRANSFORMS_LAYERSITES_H

#include "Products.h"

namespace mlir::glu {

/// Where a layer can replace separate ops, and what it is made of.
struct Site {
  /// What is in the way; empty if nothing is.
  std::string problem;
  /// The op whose result the layer replaces.
  Operation *root = nullptr;
  /// The type of the layer. Where there is `expand`, the type of the root is
  /// what that makes of it.
  RankedTensorType type;
  tensor::ExpandShapeOp expand;

  Value x;
  WeightsAttr layout;
  SmallVector<Value, 2> weights;
  Value bias, gateBias, valueBias, beta;
  ActivationAttrInterface activation;
  Rounding rounding = Rounding::F32Through;

  void fail(const Twine &text) {
    if (problem.empty())
      problem = text.str();
  }
};

struct GatedLinearSite : Site {};

struct FeedForwardSite : Site {
  /// What x of the down projection is, if that is a gated layer already.
  GatedLinearOp gated;
  Weight downWeight;
  Value downBias;
};
/// The site at `op`, a multiplication of tensors of which a factor is a
/// product.
std::optional<GatedLinearSite> matchGatedLinear(Operation *op);

/// The site at `op`, a product that reads a gated layer or an activated
/// product.
std::optional<FeedForwardSite> matchFeedForward(Operation *op);

} // namespace mlir::glu

#endif // GLU_LIB_TRANSFORMS_LAYERSITES_H
