//===- Arguments.cpp - The arrays of a run --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "glu/Runtime/Npy.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>
#include <random>
#include <unistd.h>

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;
using glurt::ElementType;

Array mlir::glu::convert(const Array &array, ElementType type) {
  Array result(type, array.getShape());
  for (int64_t i = 0; i < array.size(); ++i)
    result.set(i, array.get(i));
  return result;
}

/// Whether arrays of `from` are taken for arguments of `to`: where that is
/// exact, and where a file cannot hold, or seldom holds, the type of the
/// argument.
static bool converts(ElementType from, ElementType to) {
  if (!isFloat(from) || !isFloat(to))
    return false;
  return getByteWidth(to) == 2 || getByteWidth(to) > getByteWidth(from);
}

llvm::Expected<Array> mlir::glu::readArgument(StringRef path,
                                              const ValueType &type) {
  std::string error;
  std::optional<Array> array = glurt::readNpy(path.str(), error);
  if (!array)
    return llvm::createStringError(error);
  if (array->getElementType() != type.elementType &&
      converts(array->getElementType(), type.elementType))
    array = convert(*array, type.elementType);
  if (llvm::Error misfit = type.check(*array))
    return llvm::createStringError("'" + path +
                                   "': " + llvm::toString(std::move(misfit)));
  return std::move(*array);
}

//===----------------------------------------------------------------------===//
// Random arrays
//===----------------------------------------------------------------------===//

namespace {
/// Normally distributed numbers. The standard library's distribution is not the
/// same everywhere; its generators are.
class Normal {
public:
  Normal(uint64_t seed, unsigned sequence) {
    std::seed_seq seeds{static_cast<uint32_t>(seed),
                        static_cast<uint32_t>(seed >> 32), sequence};
    generator.seed(seeds);
  }

  double next() {
    // Box and Muller: two numbers of (0, 1] give two.
    if (std::optional<double> value = std::exchange(spare, std::nullopt))
      return *value;
    double radius = std::sqrt(-2 * std::log(uniform()));
    double angle = 2 * M_PI * uniform();
    spare = radius * std::sin(angle);
    return radius * std::cos(angle);
  }

private:
  double uniform() { return ((generator() >> 11) + 1) * 0x1p-53; }

  std::mt19937_64 generator;
  std::optional<double> spare;
};
} // namespace

static llvm::Error checkMemory(unsigned number, ArrayRef<int64_t> shape,
                               ElementType type) {
  uint64_t bytes = getByteWidth(type);
  for (int64_t size : shape)
    bytes = llvm::SaturatingMultiply<uint64_t>(bytes, size);
  uint64_t memory = static_cast<uint64_t>(sysconf(_SC_PHYS_PAGES)) *
                    static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  if (bytes <= memory)
    return llvm::Error::success();
  return llvm::createStringError(
      "argument " + llvm::Twine(number) + " would be an array of " +
      printShape(shape, type) + ", more than this machine's memory");
}

static Array makeRandom(ArrayRef<int64_t> shape, ElementType type,
                        double deviation, Normal normal) {
  Array array(type, {shape.begin(), shape.end()});
  for (int64_t i = 0; i < array.size(); ++i) {
    double value = normal.next();
    array.set(i, isFloat(type) ? deviation * value : value > 0);
  }
  return array;
}

llvm::Expected<std::vector<Array>>
mlir::glu::completeArguments(std::vector<std::optional<Array>> given,
                             CallAnalysis &analysis, const Signature &signature,
                             int64_t dynamicSize, uint64_t seed) {
  SmallVector<const Array *> known;
  for (std::optional<Array> &array : given)
    known.push_back(array ? &*array : nullptr);
  auto shapes = analysis.inferShapes(known, dynamicSize);
  if (!shapes)
    return shapes.takeError();

  std::vector<Array> arrays;
  for (auto [number, array] : llvm::enumerate(given)) {
    if (array) {
      arrays.push_back(std::move(*array));
      continue;
    }
    ElementType type = signature.arguments[number].elementType;
    ArrayRef<int64_t> shape = (*shapes)[number];
    if (llvm::Error error = checkMemory(number, shape, type))
      return std::move(error);
    arrays.push_back(makeRandom(shape, type, analysis.getDeviation(number),
                                Normal(seed, number)));
  }
  return arrays;
}
