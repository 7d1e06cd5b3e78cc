//===- TestSupport.cpp - What tests of compiled code share ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include "ElementwiseKernel.h"
#include "mlir/AsmParser/AsmParser.h"
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::test;
using namespace glurt;

static constexpr double kInf = std::numeric_limits<double>::infinity();
static constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

MLIRContext &test::getContext() {
  static std::unique_ptr<MLIRContext> context = createContext();
  context->loadDialect<GLUDialect>();
  return *context;
}

FloatType test::getFloatType(ElementType type) {
  return cast<FloatType>(parseType(getName(type), &getContext()));
}

FloatType test::getComputeType(ElementType type) {
  return glu::getComputeType(getFloatType(type));
}

double test::roundTo(ElementType type, double value) {
  Array array(type, {1});
  array.set(0, value);
  return array.get(0);
}

long double test::getUlp(ElementType type, long double value) {
  const llvm::fltSemantics &semantics = getFloatType(type).getFloatSemantics();
  int least = llvm::APFloat::semanticsMinExponent(semantics);
  int exponent = value == 0 ? least : std::max(std::ilogb(value), least);
  int precision = llvm::APFloat::semanticsPrecision(semantics);
  return std::ldexp(1.0L, exponent - precision + 1);
}

bool test::isWithin(ElementType type, double result, long double expected,
                    long double bound) {
  if (std::isnan(expected) || std::isnan(result))
    return std::isnan(expected) && std::isnan(result);
  if (std::signbit(result) != std::signbit(expected))
    return false;
  if (result == expected)
    return true;
  if (std::isinf(expected))
    return false;
  if (!std::isinf(result))
    return std::abs(result - expected) <= bound;
  const llvm::fltSemantics &semantics = getFloatType(type).getFloatSemantics();
  int most = llvm::APFloat::semanticsMaxExponent(semantics);
  return std::abs(expected) + bound >= std::ldexp(1.0L, most + 1);
}

std::vector<double> test::getSpecialValues(ElementType type) {
  const llvm::fltSemantics &semantics = getFloatType(type).getFloatSemantics();
  auto toDouble = [](const llvm::APFloat &value) {
    llvm::APFloat result = value;
    bool losesInfo;
    result.convert(llvm::APFloat::IEEEdouble(),
                   llvm::APFloat::rmNearestTiesToEven, &losesInfo);
    return result.convertToDouble();
  };
  std::vector<double> values = {0.0, kInf, kNaN};
  std::vector<double> centres = {
      toDouble(llvm::APFloat::getSmallest(semantics)),
      toDouble(llvm::APFloat::getSmallestNormalized(semantics)),
      toDouble(llvm::APFloat::getLargest(semantics))};
  for (double x :
       {0.25,  0.65,   0.75179, 1.0,   1.19243, 1.27846, 2.27,   2.70,
        3.0,   4.0,    5.0,     5.42,  5.5,     5.54,    6.0,    10.0,
        13.0,  13.15,  14.3,    14.36, 14.75,   17.33,   20.0,   30.0,
        37.5,  38.6,   52.5,    75.0,  87.34,   88.38,   88.7,   88.73,
        88.8,  90.0,   91.8,    91.86, 100.0,   103.97,  104.0,  105.0,
        108.0, 108.66, 300.0,   600.0, 708.4,   709.78,  745.13, 751.6})
    centres.push_back(x);
  for (double x : centres) {
    double centre = roundTo(type, x);
    double ulp = static_cast<double>(getUlp(type, centre));
    for (double value : {centre - ulp, centre, centre + ulp})
      values.push_back(value);
  }
  for (size_t i = 0, e = values.size(); i < e; ++i)
    values.push_back(-values[i]);
  return values;
}

Array test::getArguments(ElementType type, int64_t size, unsigned seed) {
  Array array(type, {size});
  int64_t i = 0;
  for (double value : getSpecialValues(type))
    array.set(i++, value);
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> exponent(-6, 10), sign(-1, 1);
  for (; i < size; ++i) {
    if (i % 2) {
      array.set(i, std::copysign(std::exp2(exponent(random)), sign(random)));
      continue;
    }
    uint64_t bits = random();
    size_t width = getByteWidth(type);
    std::memcpy(static_cast<char *>(array.data()) + i * width, &bits, width);
  }
  return array;
}

ActivationAttrInterface test::getActivation(const std::string &text) {
  return cast<ActivationAttrInterface>(
      parseAttribute("#glu." + text, &getContext()));
}

void test::PrintTo(const ActivationCase &c, std::ostream *os) {
  *os << c.activation << ", beta " << c.beta;
}

std::vector<ActivationCase> test::getActivationCases() {
  return {{"identity"},
          {"sigmoid"},
          {"tanh"},
          {"relu"},
          {"leaky_relu<slope = 0.01>"},
          {"leaky_relu<slope = 0.0>"},
          {"elu<alpha = 1.0>"},
          {"elu<alpha = -0.7>"},
          {"gelu<erf>"},
          {"gelu<tanh>"},
          {"gelu<sigmoid>"},
          {"mish"},
          {"swish<beta = 1.0>"},
          {"swish<beta = -1.3>"},
          {"swish<beta = 0.0>"},
          {"swish<beta = inf>"},
          {"swish<beta = -inf>"},
          {"swish<beta = nan>"},
          {"swish<beta = ?>", 1.7},
          {"swish<beta = ?>", -0.3},
          {"swish<beta = ?>", 0.0},
          {"swish<beta = ?>", kInf},
          {"swish<beta = ?>", -kInf},
          {"swish<beta = ?>", kNaN}};
}
