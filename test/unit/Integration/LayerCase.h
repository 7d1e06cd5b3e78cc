//===- LayerCase.h - Functions of one op for the tests ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TEST_UNIT_INTEGRATION_LAYERCASE_H
#define GLU_TEST_UNIT_INTEGRATION_LAYERCASE_H

#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <string>
#include <vector>

namespace glutest {

/// An argument of a test function, and the normal distribution of its elements.
struct Argument {
  std::string name;
  std::string elementType;
  std::vector<int64_t> shape;
  /// How many leading sizes count rows of x.
  size_t numRowDims = 0;
  bool isTensor = true;
  double deviation = 1;
};

enum class OpKind { Activation, Gate, Maxout, Linear, GatedLinear, FFN };

/// One op in one variant: everything a test function is made from.
struct LayerCase {
  /// Which sizes of the function's types are `?`.
  enum class Dynamic { None, Rows, All };
  /// What a beta operand is; Full has the shape of x or one value a channel.
  enum class Beta { Scalar, Full };

  OpKind op = OpKind::Activation;
  std::string activation = "identity";
  std::string elementType = "f32";
  /// Text of the weights attribute without its brackets, `separate, in_out`.
  std::string weights, down;
  /// Text of a strategy written by hand; empty for the one that is chosen.
  std::string strategy;
  bool asUnfused = false;
  Dynamic dynamic = Dynamic::None;
  Beta beta = Beta::Scalar;
  /// Element type of a beta operand: that of the op, or f32.
  bool betaIsF32 = false;
  bool bias = false, gateBias = false, valueBias = false, downBias = false;
  /// The leading sizes of x.
  std::vector<int64_t> rows;
  /// Features of x, of the hidden layer or the result, and of the result of an
  /// ffn.
  int64_t k = 1, n = 1, out = 1;

  bool isElementwise() const {
    return op == OpKind::Activation || op == OpKind::Gate;
  }
  bool isPacked() const;
  bool takesBeta() const;

  /// The two layers of an ffn.
  LayerCase getHidden() const;
  LayerCase getDown() const;

  /// What the case is, as the name of its function.
  std::string getName() const;
  std::vector<Argument> getArguments() const;
  /// The function.
  std::string getText() const;
};

/// A case drawn at random, the same for the same `seed`. `op`, `activation`,
/// `elementType` and `k` are as given, all else varies.
LayerCase makeCase(OpKind op, const std::string &activation,
                   const std::string &elementType, int64_t k, unsigned seed);

/// The same for layers with packed weights: 300 rows, of a dynamic size, and
/// all other sizes drawn.
LayerCase makePackedCase(OpKind op, const std::string &activation,
                         const std::string &elementType, unsigned seed);

} // namespace glutest

#endif // GLU_TEST_UNIT_INTEGRATION_LAYERCASE_H
