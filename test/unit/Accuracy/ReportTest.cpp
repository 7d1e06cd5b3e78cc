//===- ReportTest.cpp - Tests of tables and verdicts ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::glu;

static Measurement makeMeasurement(std::string name, double ulps) {
  Measurement m;
  m.name = std::move(name);
  m.type = "f32";
  m.ulpsAsked = 2;
  m.tally.worst = Sample();
  m.tally.worst->ulps = ulps;
  return m;
}

static std::pair<bool, std::string> report(const Measurement &a,
                                           const Measurement &b) {
  std::string text;
  llvm::raw_string_ostream os(text);
  Report report(os);
  report.add(a);
  report.add(b);
  bool isWithinBounds = report.finish();
  return {isWithinBounds, text};
}

TEST(ReportTest, Numbers) {
  MLIRContext context;
  auto f32 = Float32Type::get(&context);
  auto f64 = Float64Type::get(&context);
  EXPECT_EQ(printNumber(f32, 0.1f), "0.100000001");
  EXPECT_EQ(printNumber(f64, 0.1), "0.10000000000000001");
  EXPECT_EQ(printNumber(f32, -0.0), "-0");
  EXPECT_EQ(printNumber(f32, -std::numeric_limits<double>::quiet_NaN()), "nan");
  EXPECT_EQ(printNumber(f32, MPReal(1.0) / MPReal(3.0)), "0.333333333333");
}

TEST(ReportTest, WithinBounds) {
  auto [good, text] =
      report(makeMeasurement("tanh", 2), makeMeasurement("mish", 1.25));
  EXPECT_TRUE(good);
  EXPECT_TRUE(StringRef(text).contains("1.2500")) << text;
  EXPECT_TRUE(StringRef(text).contains(
      "\nglu-accuracy: 2 of 2 rows are within their bounds\n"))
      << text;
}

TEST(ReportTest, AboveTheBound) {
  auto [good, text] =
      report(makeMeasurement("tanh", 2.001), makeMeasurement("mish", 1));
  EXPECT_FALSE(good);
  EXPECT_TRUE(
      StringRef(text).contains("\n  the largest error is above the bound\n"))
      << text;
  EXPECT_TRUE(StringRef(text).contains(
      "\nglu-accuracy: 1 of 2 rows are within their bounds; not: "
      "tanh f32\n"))
      << text;
}

TEST(ReportTest, FaultsAreOutOfBounds) {
  Measurement wrong = makeMeasurement("tanh", 0);
  Findings findings;
  Sample sample;
  sample.x = -0.5;
  sample.got = 1;
  findings.add(sample);
  MLIRContext context;
  addFault(wrong, Float32Type::get(&context), findings, "results");
  auto [good, text] = report(wrong, makeMeasurement("mish", 1));
  EXPECT_FALSE(good);
  EXPECT_TRUE(
      StringRef(text).contains("\n  1 results, the first at -0.5: got 1, "
                               "expected 0\n"))
      << text;
}
