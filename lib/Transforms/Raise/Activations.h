//===- Activations.h - Which activation an expression is --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_TRANSFORMS_RAISE_ACTIVATIONS_H
#define GLU_LIB_TRANSFORMS_RAISE_ACTIVATIONS_H

#include "Expression.h"
#include "glu/IR/GLU.h"

namespace mlir::glu {

/// An expression that is act(x), act(x, beta) or act(x) times a factor.
struct ActivationMatch {
  Expression *root = nullptr, *x = nullptr, *beta = nullptr;
  ActivationAttrInterface activation;
  /// What lies between x and the root, without constants.
  SmallVector<Expression *> interior;
  /// The constants that differ from those of the activation by more than the
  /// rounding of their type, as text.
  SmallVector<std::string> drifts;
  /// The steps in between that round to 16 bits.
  SmallVector<Expression *> roundings;
  /// Whether the code is close to the activation in f32 only.
  bool isApproximation = false;
  /// What act(x) is multiplied by; null if there is nothing.
  Expression *factor = nullptr;
};

/// The activation that `root` is, of the farthest x there is.
std::optional<ActivationMatch> matchActivation(Expression *root);

/// The activation times something else that `root` is if its multiplications
/// and divisions are taken in another order: (x v) / (1 + exp(-x)).
std::optional<ActivationMatch> matchRegrouped(Expression *root);

/// The activation as ops print it.
std::string getText(ActivationAttrInterface activation);

/// Text about `root` if it would be an activation, were its constants closer to
/// those of the definition; empty if it would not.
std::string explainNearMiss(Expression *root);

/// Whether `match` is but a part of a function of one number that is no sum:
/// relu(x)^2, min(relu(x), 6). What something else reads too is none.
bool isPartOfLargerFunction(const ActivationMatch &match);

} // namespace mlir::glu

#endif // GLU_LIB_TRANSFORMS_RAISE_ACTIVATIONS_H
