//===- CorpusTest.cpp - Programs as frameworks export them ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The programs of Inputs were exported by torch-mlir from modules of Hugging
// Face models; each is compared with the formula of its layer.
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::test;

namespace {
/// A matrix of doubles.
struct Matrix {
  int64_t rows, columns;
  Values values;

  double operator()(int64_t i, int64_t j) const {
    return values[i * columns + j];
  }
};

class CorpusTest : public ReferenceTest {
protected:
  BoundedArray evaluateFile(StringRef name, const std::vector<Array> &args) {
    module =
        parseSourceFile<ModuleOp>((GLU_TEST_INPUTS "/" + name).str(), &context);
    EXPECT_TRUE(module);
    std::vector<const Array *> pointers;
    for (const Array &array : args)
      pointers.push_back(&array);
    auto results =
        evaluateReference(*module->getOps<func::FuncOp>().begin(), pointers);
    EXPECT_TRUE(succeeded(results));
    return results->front();
  }

  /// Random arguments of the given shapes.
  static std::vector<Array>
  makeArguments(ElementType type,
                const std::vector<std::vector<int64_t>> &shapes) {
    std::vector<Array> args;
    for (const std::vector<int64_t> &shape : shapes) {
      args.push_back(makeRandom(type, shape, args.size()));
      // Weights as those of a trained layer: of the size of 1 / sqrt(k).
      if (args.size() > 1)
        for (int64_t i = 0; i < args.back().size(); ++i)
          args.back().set(i, args.back().get(i) / std::sqrt(shape.back()));
    }
    return args;
  }
};
} // namespace

/// The last dimension is that of columns.
static Matrix toMatrix(const Array &array) {
  int64_t columns = array.getShape().back();
  Matrix matrix{array.size() / columns, columns, {}};
  for (int64_t i = 0; i < array.size(); ++i)
    matrix.values.push_back(array.get(i));
  return matrix;
}

/// x w^T + b, for a weight [n, k] and a bias that may be null.
static Matrix linear(const Matrix &x, const Matrix &w,
                     const Array *bias = nullptr) {
  Matrix y{x.rows, w.rows, {}};
  for (int64_t i = 0; i < y.rows; ++i) {
    for (int64_t j = 0; j < y.columns; ++j) {
      double sum = bias ? bias->get(j) : 0;
      for (int64_t k = 0; k < x.columns; ++k)
        sum += x(i, k) * w(j, k);
      y.values.push_back(sum);
    }
  }
  return y;
}

template <typename F>
static Matrix map(F f, const Matrix &a, const Matrix &b) {
  Matrix result = a;
  for (size_t i = 0; i < a.values.size(); ++i)
    result.values[i] = f(a.values[i], b.values[i]);
  return result;
}

static double silu(double x) { return x / (1 + std::exp(-x)); }
static double swiGLU(double g, double v) { return silu(g) * v; }

/// Formula and reference were evaluated in double, whose roundings are 2^-29 of
/// those of float that the bound is made of.
static void expectValues(const BoundedArray &y, const Matrix &expected) {
  ASSERT_EQ(y.elements.size(), expected.values.size());
  for (size_t i = 0; i < y.elements.size(); ++i) {
    const Bounded<long double> &element = y.elements[i];
    long double bound = element.worst.hi - element.value;
    EXPECT_TRUE(std::isfinite(bound));
    EXPECT_LE(std::abs(element.value - expected.values[i]), bound * 0x1p-28L)
        << "at " << i;
    EXPECT_GT(bound, 0);
  }
}

TEST_F(CorpusTest, SwiGLUInBF16) {
  auto args = makeArguments(ElementType::BF16,
                            {{2, 5, 32}, {88, 32}, {88, 32}, {32, 88}});
  Matrix x = toMatrix(args[0]);
  Matrix h =
      map(swiGLU, linear(x, toMatrix(args[1])), linear(x, toMatrix(args[2])));
  BoundedArray y = evaluateFile("swiglu-bf16.mlir", args);
  EXPECT_EQ(y.elementType, ElementType::BF16);
  EXPECT_EQ(y.shape, (std::vector<int64_t>{2, 5, 32}));
  expectValues(y, linear(h, toMatrix(args[3])));
}

TEST_F(CorpusTest, GEGLUByTanh) {
  auto args = makeArguments(ElementType::F32,
                            {{2, 5, 32}, {88, 32}, {88, 32}, {32, 88}});
  auto act = [](double g, double v) {
    double inner = 0.79788456080286541 * (g + 4.471500e-02 * g * g * g);
    return 0.5 * g * (1 + std::tanh(inner)) * v;
  };
  Matrix x = toMatrix(args[0]);
  Matrix h =
      map(act, linear(x, toMatrix(args[1])), linear(x, toMatrix(args[2])));
  expectValues(evaluateFile("geglu-tanh.mlir", args),
               linear(h, toMatrix(args[3])));
}

TEST_F(CorpusTest, MishGated) {
  auto args = makeArguments(ElementType::F32,
                            {{2, 5, 32}, {88, 32}, {88, 32}, {32, 88}});
  auto act = [](double g, double v) {
    return g * std::tanh(std::log1p(std::exp(g))) * v;
  };
  Matrix x = toMatrix(args[0]);
  Matrix h =
      map(act, linear(x, toMatrix(args[1])), linear(x, toMatrix(args[2])));
  expectValues(evaluateFile("mish-gated.mlir", args),
               linear(h, toMatrix(args[3])));
}

TEST_F(CorpusTest, SwiGLUOfAPackedWeight) {
  auto args =
      makeArguments(ElementType::F32, {{2, 5, 32}, {176, 32}, {32, 88}});
  Matrix both = linear(toMatrix(args[0]), toMatrix(args[1]));
  Matrix h{10, 88, {}};
  for (int64_t i = 0; i < 10; ++i)
    for (int64_t j = 0; j < 88; ++j)
      h.values.push_back(swiGLU(both(i, j), both(i, 88 + j)));
  expectValues(evaluateFile("swiglu-packed.mlir", args),
               linear(h, toMatrix(args[2])));
}

TEST_F(CorpusTest, ReGLUOfDynamicSizes) {
  auto args = makeArguments(
      ElementType::F32,
      {{3, 1, 32}, {88, 32}, {88}, {88, 32}, {88}, {32, 88}, {32}});
  Matrix x = toMatrix(args[0]);
  Matrix h = map([](double g, double v) { return std::max(g, 0.) * v; },
                 linear(x, toMatrix(args[1]), &args[2]),
                 linear(x, toMatrix(args[3]), &args[4]));
  BoundedArray y = evaluateFile("reglu-dynamic.mlir", args);
  EXPECT_EQ(y.shape, (std::vector<int64_t>{3, 1, 32}));
  expectValues(y, linear(h, toMatrix(args[5]), &args[6]));
}

TEST_F(CorpusTest, ExpertsBySoftmax) {
  auto args = makeArguments(ElementType::F32, {{2, 5, 32},
                                               {2, 32},
                                               {24, 32},
                                               {32, 24},
                                               {24, 32},
                                               {24, 32},
                                               {32, 24},
                                               {24, 32}});
  Matrix x = toMatrix(args[0]);
  auto expert = [&](int first) { // gate, down, up
    Matrix h = map(swiGLU, linear(x, toMatrix(args[first])),
                   linear(x, toMatrix(args[first + 2])));
    return linear(h, toMatrix(args[first + 1]));
  };
  Matrix router = linear(x, toMatrix(args[1]));
  Matrix a = expert(2), b = expert(5), y = a;
  for (int64_t i = 0; i < 10; ++i) {
    double p = 1 / (1 + std::exp(router(i, 1) - router(i, 0)));
    for (int64_t j = 0; j < 32; ++j)
      y.values[i * 32 + j] = p * a(i, j) + (1 - p) * b(i, j);
  }
  expectValues(evaluateFile("softmax-experts.mlir", args), y);
}
