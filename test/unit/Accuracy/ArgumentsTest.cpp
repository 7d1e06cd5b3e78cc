//===- ArgumentsTest.cpp - Tests of where activations are measured --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "Kernel.h"
#include "gtest/gtest.h"
#include <cmath>
#include <set>

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;

namespace {
class ArgumentsTest : public testing::Test {
protected:
  std::vector<double> getValues(FloatType type, const Arguments &arguments) {
    Array block(*getElementType(type), {kBlockSize});
    std::vector<double> values;
    for (uint64_t number = 0; number < arguments.getNumBlocks(); ++number) {
      int64_t size = arguments.fill(number, block);
      for (int64_t i = 0; i < size; ++i)
        values.push_back(block.get(i));
    }
    EXPECT_EQ(values.size(), arguments.size());
    return values;
  }

  MLIRContext context;
  FloatType f32 = Float32Type::get(&context), f64 = Float64Type::get(&context),
            f16 = Float16Type::get(&context);
};
} // namespace

TEST_F(ArgumentsTest, AllOf16Bits) {
  std::vector<double> values = getValues(f16, Arguments::getAll(f16));
  EXPECT_EQ(values.size(), 65536u);
  // -0 and 0 compare equal; there are 2 * 1023 NaNs.
  std::set<double> numbers;
  for (double value : values)
    if (!std::isnan(value))
      numbers.insert(value);
  EXPECT_EQ(numbers.size(), 65536u - 2 * 1023 - 1);
}

TEST_F(ArgumentsTest, AllOfF32) {
  Arguments all = Arguments::getAll(f32);
  EXPECT_EQ(all.size(), uint64_t(1) << 32);
  EXPECT_EQ(all.getNumBlocks(), 65536u);
  Array block(glurt::ElementType::F32, {kBlockSize});
  EXPECT_EQ(all.fill(0xC0C1, block), kBlockSize);
  EXPECT_EQ(block.get(0x2345), llvm::bit_cast<float>(0xC0C12345));
}

TEST_F(ArgumentsTest, SpecialValues) {
  std::vector<double> values = getValues(f16, Arguments::getSpecialValues(f16));
  for (double expected : {0.0, 0x1p-24, 0x1p-14, 65504.0,
                          std::numeric_limits<double>::infinity()})
    for (double sign : {1.0, -1.0})
      EXPECT_TRUE(llvm::any_of(values, [&](double value) {
        return value == sign * expected &&
               std::signbit(value) == std::signbit(sign);
      })) << sign * expected;
  EXPECT_TRUE(llvm::any_of(values, [](double v) { return std::isnan(v); }));
}

TEST_F(ArgumentsTest, SampleHasPointsAndTheirNeighbours) {
  std::vector<double> values =
      getValues(f32, Arguments::getSample(f32, 1, /*neighbours=*/2));
  std::set<double> found(values.begin(), values.end());
  for (float point : {-88.7f, 14.36f, -5.54f, 0x1p-126f}) {
    float below = std::nextafter(point, -INFINITY);
    float above = std::nextafter(point, INFINITY);
    for (float x : {std::nextafter(below, -INFINITY), below, point, above,
                    std::nextafter(above, INFINITY)})
      EXPECT_TRUE(found.count(x)) << x;
  }
}

TEST_F(ArgumentsTest, SampleIsSpreadOverSignsAndExponents) {
  for (FloatType type : {f32, f64}) {
    uint64_t fixed = Arguments::getSample(type, 0, 0).size();
    std::vector<double> values = getValues(
        type, Arguments::getSample(type, fixed + 100000, /*neighbours=*/0));
    std::set<std::pair<bool, int>> strata;
    for (double value : values)
      if (value != 0 && std::isfinite(value))
        strata.insert({std::signbit(value), std::ilogb(value)});
    int exponents = type.isF64() ? 2046 : 254;
    EXPECT_GE(strata.size(), 2u * exponents);
  }
}

TEST_F(ArgumentsTest, SampleIsTheSameInEveryRun) {
  auto get = [&] {
    Array block(glurt::ElementType::F64, {kBlockSize});
    Arguments::getSample(f64, kBlockSize, 4).fill(0, block);
    auto *bits = static_cast<const uint64_t *>(block.data());
    return std::vector<uint64_t>(bits, bits + kBlockSize);
  };
  EXPECT_EQ(get(), get());
}
