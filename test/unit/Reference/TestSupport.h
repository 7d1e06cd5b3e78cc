//===- TestSupport.h - What tests of the reference share --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_UNITTESTS_REFERENCE_TESTSUPPORT_H
#define GLU_UNITTESTS_REFERENCE_TESTSUPPORT_H

#include "glu/IR/GLU.h"
#include "glu/Reference/Reference.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"
#include <random>

namespace mlir::glu::test {

using glurt::Array;
using glurt::ElementType;
using Values = std::vector<double>;

inline Array makeArray(ElementType type, std::vector<int64_t> shape,
                       const Values &values) {
  Array array(type, std::move(shape));
  EXPECT_EQ(array.size(), static_cast<int64_t>(values.size()));
  for (int64_t i = 0; i < array.size(); ++i)
    array.set(i, values[i]);
  return array;
}

/// Normally distributed numbers.
inline Array makeRandom(ElementType type, std::vector<int64_t> shape,
                        unsigned seed) {
  Array array(type, std::move(shape));
  std::mt19937 generator(seed);
  std::normal_distribution<double> distribution;
  for (int64_t i = 0; i < array.size(); ++i)
    array.set(i, distribution(generator));
  return array;
}

/// An array of the shape and type of `expected`.
inline Array makeLike(const BoundedArray &expected, const Values &values) {
  return makeArray(expected.elementType, expected.shape, values);
}

inline double roundTo(ElementType type, double value) {
  return makeArray(type, {}, {value}).get(0);
}

inline std::vector<long double> getValues(const BoundedArray &array) {
  std::vector<long double> values;
  for (const Bounded<long double> &element : array.elements)
    values.push_back(element.value);
  return values;
}

/// Parses programs and evaluates their first function.
class ReferenceTest : public ::testing::Test {
protected:
  ReferenceTest() {
    DialectRegistry registry;
    registry.insert<GLUDialect, arith::ArithDialect,
                    bufferization::BufferizationDialect, cf::ControlFlowDialect,
                    func::FuncDialect, linalg::LinalgDialect, math::MathDialect,
                    tensor::TensorDialect>();
    context.appendDialectRegistry(registry);
    context.allowUnregisteredDialects();
  }

  func::FuncOp parse(StringRef text) {
    module = parseSourceString<ModuleOp>(text, &context);
    EXPECT_TRUE(module) << text.str();
    return *module->getOps<func::FuncOp>().begin();
  }

  /// The first result.
  BoundedArray evaluate(StringRef text, ArrayRef<const Array *> args) {
    auto results = evaluateReference(parse(text), args);
    EXPECT_TRUE(succeeded(results)) << text.str();
    return succeeded(results) ? results->front() : BoundedArray();
  }
  template <typename... Arrays>
  BoundedArray evaluate(StringRef text, const Array &first,
                        const Arrays &...others) {
    return evaluate(text, ArrayRef<const Array *>({&first, &others...}));
  }

  /// The error of an evaluation that fails.
  template <typename... Arrays>
  std::string getError(StringRef text, const Arrays &...args) {
    func::FuncOp function = parse(text);
    std::string message;
    ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
      message += diagnostic.str();
      return success();
    });
    SmallVector<const Array *> pointers{&args...};
    EXPECT_TRUE(failed(evaluateReference(function, pointers))) << text.str();
    return message;
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
};

} // namespace mlir::glu::test

#endif // GLU_UNITTESTS_REFERENCE_TESTSUPPORT_H
