//===- OracleTest.cpp - Tests of the oracle in binary64 -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Activations.h"
#include "Arguments.h"
#include "Exact.h"
#include "Kernel.h"
#include "Tally.h"
#include "gtest/gtest.h"
#include <cstdlib>

using namespace mlir;
using namespace mlir::glu;

/// Arguments in all; `check-glu-exhaustive` takes more.
static uint64_t getNumPoints() {
  const char *points = std::getenv("GLU_ORACLE_POINTS");
  return points ? std::strtoull(points, nullptr, 10) : 100000;
}

static std::vector<Activation> getActivations(MLIRContext *context) {
  std::vector<Activation> activations;
  // All that are measured, and parameters that go far.
  for (const char *text :
       {"", "leaky_relu<slope = 0.0>", "leaky_relu<slope = -3.0>",
        "elu<alpha = 1.0e+20>", "swish<beta = 1.0e-30>",
        "swish<beta = 1.0e-45>", "swish<beta = -50.0>"}) {
    auto selected = llvm::cantFail(selectActivations(context, text));
    activations.insert(activations.end(), selected.begin(), selected.end());
  }
  return activations;
}

/// The largest error of a block of results, in f32.
static void judge(const Activation &activation, FloatType type,
                  const glurt::Array &x, int64_t size, uint64_t position,
                  Tally &tally) {
  Format format(type.getFloatSemantics());
  double beta = activation.getBeta(type);
  std::vector<double> results(size);
  Oracle::get(activation.attr, beta)
      ->evaluate(static_cast<const float *>(x.data()), results.data(), size);
  for (int64_t i = 0; i < size; ++i) {
    MPReal exact = *evaluateExactly(activation.attr, type, x.get(i), beta);
    Sample sample;
    sample.position = position + i;
    sample.x = x.get(i);
    sample.got = results[i];
    sample.ulps = getDistance(format, results[i], exact).ulps;
    tally.add(sample, /*isUndeclared=*/false);
  }
}

TEST(OracleTest, IsWithinItsError) {
  MLIRContext context;
  context.loadDialect<GLUDialect>();
  auto f32 = Float32Type::get(&context);
  std::vector<Activation> activations = getActivations(&context);
  Arguments sample = Arguments::getSample(
      f32, getNumPoints() / activations.size(), /*neighbours=*/4);
  for (const Activation &activation : activations) {
    auto tally = runInParallel<Tally>(sample.getNumBlocks(), [&] {
      return [&, x = glurt::Array(glurt::ElementType::F32, {kBlockSize})](
                 uint64_t block, Tally &tally) mutable {
        int64_t size = sample.fill(block, x);
        judge(activation, f32, x, size, block * kBlockSize, tally);
      };
    });
    EXPECT_LE(tally.worst->ulps, kOracleUlps)
        << activation.getName() << " at " << tally.worst->x << ": got "
        << tally.worst->got;
  }
}

TEST(OracleTest, TailOfTheNormalDistribution) {
  EXPECT_EQ(getScaledNormalTail(0, 1), 0.5L);
  // t exp(t^2 / 2) (1 - Phi(t)) is (1 - 1 / t^2 + 3 / t^4 - ...) / sqrt(2 pi).
  long double tail = getScaledNormalTail(1e4L, 0);
  EXPECT_DOUBLE_EQ(tail * std::sqrt(2 * M_PI), 1 - 1e-8);
}
