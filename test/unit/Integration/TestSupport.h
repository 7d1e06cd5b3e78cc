//===- TestSupport.h - What tests of compiled layers share ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TEST_UNIT_INTEGRATION_TESTSUPPORT_H
#define GLU_TEST_UNIT_INTEGRATION_TESTSUPPORT_H

#include "LayerCase.h"
#include "glu/Runtime/Array.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "gtest/gtest.h"
#include <map>

namespace glutest {

/// The arguments of a function, by their names.
using Arrays = std::map<std::string, glurt::Array>;

inline constexpr const char *activations[] = {"identity",
                                              "sigmoid",
                                              "tanh",
                                              "relu",
                                              "leaky_relu<slope = 0.1>",
                                              "elu<alpha = 1.5>",
                                              "gelu<erf>",
                                              "gelu<tanh>",
                                              "gelu<sigmoid>",
                                              "mish",
                                              "swish<beta = 1.0>",
                                              "swish<beta = -0.7>",
                                              "swish<beta = ?>"};
inline constexpr const char *elementTypes[] = {"f32", "bf16", "f16", "f64"};

/// Whether scripts/test.sh --quick runs, which leaves out most cases.
bool isQuick();

/// Fails the test, and gives null, if the text of `layer` is not valid.
mlir::OwningOpRef<mlir::ModuleOp> parse(const LayerCase &layer);

/// Normal data for the arguments of `layer`.
Arrays makeData(const LayerCase &layer, unsigned seed);

/// The arrays of the arguments of `layer`, in order.
std::vector<const glurt::Array *> getArguments(const LayerCase &layer,
                                               const Arrays &data);

bool haveEqualBits(const glurt::Array &a, const glurt::Array &b);

/// Fails the test where `actual` is out of the bounds of the reference.
void expectWithinBounds(const LayerCase &layer, const Arrays &data,
                        const glurt::Array &actual);

} // namespace glutest

#endif // GLU_TEST_UNIT_INTEGRATION_TESTSUPPORT_H
