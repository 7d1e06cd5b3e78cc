//===- Activations.h - What is measured, and what is asked ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_ACTIVATIONS_H
#define GLU_TOOLS_GLU_ACCURACY_ACTIVATIONS_H

#include "glu/IR/GLU.h"

namespace mlir::glu {

/// An activation and, for `swish<beta = ?>`, the operand that it gets.
struct Activation {
  ActivationAttrInterface attr;
  std::optional<double> beta;

  /// The text of the attribute in an op of glu, `swish<beta = 1.0>`.
  std::string getText() const;
  /// The same with the operand, `swish<beta = ?> at beta = -0.7`.
  std::string getName() const;
  /// beta as the compute type `type` holds it; 0 if there is none.
  double getBeta(FloatType type) const;
};

/// What `text` selects of the activations that are measured: all if it is
/// empty, those of a name (`gelu`, `swish`), or one by its whole text, which
/// need not be among them. Emits an error if there is none.
FailureOr<std::vector<Activation>> selectActivations(MLIRContext *context,
                                                     StringRef text);

/// The gates of GLU, Bilinear, ReGLU, GEGLU in both forms, and SwiGLU.
std::vector<Activation> getGatesOfUnits(MLIRContext *context);

/// The accuracy asked for: the most units in the last place of `type` that a
/// result may be off, over all arguments.
double getUlpsAsked(ActivationAttrInterface activation, FloatType type);

/// The same for act(g) * v with one rounding to bf16 or f16, where act(g) is a
/// normal number of f32. Elsewhere act(g) may be `kTinyGateUnits` units of
/// 2^-149 off.
constexpr double kPairUlpsAsked = 0.51;
constexpr double kTinyGateUnits = 2.0;

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_ACCURACY_ACTIVATIONS_H
