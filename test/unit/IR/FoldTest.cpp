//===- FoldTest.cpp - The numbers of folds --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs functions of scalars before and after canonicalization, by the texts of
// the ops, and compares the results bit for bit: over all values of f16 and
// bf16, and over special and scattered values of f32 and f64.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "glu/Runtime/Array.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "gtest/gtest.h"
#include <cmath>
#include <cstring>
#include <map>

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;
using glurt::ElementType;

static ElementType getElementType(Type type) {
  return type.isF16()    ? ElementType::F16
         : type.isBF16() ? ElementType::BF16
         : type.isF32()  ? ElementType::F32
                         : ElementType::F64;
}

/// `value` rounded once.
static double roundTo(Type type, double value) {
  static std::map<ElementType, Array> arrays;
  ElementType elementType = getElementType(type);
  Array &array =
      arrays.try_emplace(elementType, elementType, std::vector<int64_t>{1})
          .first->second;
  array.set(0, value);
  return array.get(0);
}

/// One rounding of the product: a double holds the product of two f32.
static double multiply(Type type, double a, double b) {
  return roundTo(type, a * b);
}

/// act(x), rounded to the compute type.
static double evaluate(ActivationAttrInterface activation, FloatType type,
                       double x, double beta) {
  FloatType computeType = getComputeType(type);
  long double result = activation.evaluate(computeType, x, beta);
  return roundTo(computeType, static_cast<double>(result));
}

namespace {
/// Runs a function of scalars.
class Interpreter {
public:
  explicit Interpreter(func::FuncOp func) : func(func) {}

  double run(ArrayRef<double> args) {
    values.clear();
    for (auto [arg, value] : llvm::zip_equal(func.getArguments(), args))
      values[arg] = value;
    for (Operation &op : func.getBody().front().without_terminator())
      values[op.getResult(0)] = run(op);
    return values[func.getBody().front().getTerminator()->getOperand(0)];
  }

private:
  double get(Value value) { return value ? values.at(value) : 0.0; }

  double run(Operation &op) {
    auto type = cast<FloatType>(op.getResult(0).getType());
    if (auto constant = dyn_cast<arith::ConstantOp>(op))
      return cast<FloatAttr>(constant.getValue()).getValueAsDouble();
    if (auto product = dyn_cast<arith::MulFOp>(op))
      return multiply(type, get(product.getLhs()), get(product.getRhs()));
    if (auto activation = dyn_cast<ActivationOp>(op))
      return roundTo(type, evaluate(activation.getActivation(), type,
                                    get(activation.getX()),
                                    get(activation.getBeta())));
    auto gate = cast<GateOp>(op);
    double act = evaluate(gate.getActivation(), type, get(gate.getGate()),
                          get(gate.getBeta()));
    if (gate.getRounding() == Rounding::AsUnfused)
      act = roundTo(type, act);
    return roundTo(type,
                   multiply(getComputeType(type), act, get(gate.getValue())));
  }

  func::FuncOp func;
  DenseMap<Value, double> values;
};

class FoldTest : public ::testing::TestWithParam<const char *> {
protected:
  FoldTest() { context.loadDialect<GLUDialect, func::FuncDialect>(); }

  /// A function of %x and %y, of the element type under test, that returns %r.
  OwningOpRef<ModuleOp> parse(StringRef body) {
    std::string text = "func.func @f(%x: T, %y: T) -> T {\n" + body.str() +
                       "\nreturn %r : T\n}";
    for (size_t at; (at = text.find('T')) != std::string::npos;)
      text.replace(at, 1, GetParam());
    return parseSourceString<ModuleOp>(text, &context);
  }

  /// Every pattern of a 16-bit type, or scattered ones of a larger type that
  /// run over all signs and exponents.
  SmallVector<double> getInputs() {
    Array array(getElementType(), {1});
    size_t width = glurt::getByteWidth(array.getElementType());
    SmallVector<double> inputs;
    for (uint64_t i = 0; i < 65536; ++i) {
      uint64_t low =
          width == 2 ? 0 : i * 0x9e3779b97f4a7c15 >> (80 - 8 * width);
      uint64_t bits = i << (8 * width - 16) | low;
      std::memcpy(array.data(), &bits, width);
      inputs.push_back(array.get(0));
    }
    return inputs;
  }

  /// Special values, and those whose products are near the underflow of bf16
  /// and f32 or the overflow.
  SmallVector<double> getPartners() {
    SmallVector<double> partners = {
        0.0,        -0.0,         1.0,       -3.0,      0x1p-24,
        -0x1.8p-20, INFINITY,     -INFINITY, NAN,       0x1.02p-20,
        0x1p-126,   -0x1.04p-130, 0x1p-1074, 0x1.fep127};
    for (double &partner : partners)
      partner = roundTo(getType(), partner);
    return partners;
  }

  Type getType() { return parseType(GetParam(), &context); }
  ElementType getElementType() { return ::getElementType(getType()); }

  /// Expects the function to change under canonicalization, its results not.
  void expectFold(StringRef body) {
    OwningOpRef<ModuleOp> before = parse(body);
    ASSERT_TRUE(before);
    OwningOpRef<ModuleOp> after(before->clone());
    auto pm = PassManager::on<ModuleOp>(&context);
    pm.addPass(createCanonicalizerPass());
    ASSERT_TRUE(succeeded(pm.run(*after)));
    ASSERT_NE(print(*before), print(*after));

    Interpreter original(*before->getOps<func::FuncOp>().begin());
    Interpreter folded(*after->getOps<func::FuncOp>().begin());
    bool isBinary = body.contains("%y");
    for (double y : isBinary ? getPartners() : SmallVector<double>{0.0}) {
      for (double x : getInputs()) {
        double expected = original.run({x, y}), got = folded.run({x, y});
        bool equal = std::isnan(expected)
                         ? std::isnan(got)
                         : std::memcmp(&expected, &got, sizeof(double)) == 0;
        ASSERT_TRUE(equal) << body.str() << " at x = " << x << ", y = " << y
                           << ": expected " << expected << ", got " << got;
      }
    }
  }

  static std::string print(ModuleOp module) {
    std::string text;
    llvm::raw_string_ostream stream(text);
    module.print(stream);
    return text;
  }

  MLIRContext context;
};
} // namespace

TEST_P(FoldTest, Identity) {
  expectFold("%r = glu.activation identity(%x) : T");
}

TEST_P(FoldTest, SwishOfBetaZeroHalves) {
  expectFold("%r = glu.activation swish<beta = 0.0>(%x) : T");
  expectFold("%r = glu.activation swish<beta = -0.0>(%x) : T");
}

TEST_P(FoldTest, SwishOfInfiniteBetaIsRelu) {
  expectFold("%r = glu.activation swish<beta = inf>(%x) : T");
  expectFold("%r = glu.gate swish<beta = inf>(%x, %y) : T");
}

TEST_P(FoldTest, LeakyRelu) {
  expectFold("%r = glu.activation leaky_relu<slope = 1.0>(%x) : T");
  expectFold("%r = glu.activation leaky_relu<slope = 0.0>(%x) : T");
  expectFold("%r = glu.activation leaky_relu<slope = -0.0>(%x) : T");
}

TEST_P(FoldTest, ReluOfRelu) {
  expectFold("%0 = glu.activation relu(%x) : T\n"
             "%r = glu.activation relu(%0) : T");
}

TEST_P(FoldTest, IdentityGate) {
  expectFold("%r = glu.gate identity(%x, %y) : T");
  expectFold("%r = glu.gate identity rounding<as_unfused>(%x, %y) : T");
}

TEST_P(FoldTest, ConstantGate) {
  for (const char *gate : {"-0.0", "0.0", "-3.0", "1.5"})
    for (const char *activation :
         {"relu", "leaky_relu<slope = 0.25>", "leaky_relu<slope = -2.0>"})
      for (const char *rounding : {"f32_through", "as_unfused"})
        expectFold(("%c = arith.constant " + Twine(gate) + " : T\n" +
                    "%r = glu.gate " + activation + " rounding<" + rounding +
                    ">(%c, %x) : T")
                       .str());
}

TEST_P(FoldTest, ConstantBeta) {
  expectFold("%c = arith.constant 0.1 : f32\n"
             "%r = glu.gate swish<beta = ?>(%x, %y, %c) : T, f32");
  expectFold("%c = arith.constant 0.1 : T\n"
             "%r = glu.activation swish<beta = ?>(%x, %c) : T, T");
}

INSTANTIATE_TEST_SUITE_P(AllTypes, FoldTest,
                         ::testing::Values("f16", "bf16", "f32", "f64"),
                         [](const auto &info) { return info.param; });
