//===- Arguments.h - Where activations are measured -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_ARGUMENTS_H
#define GLU_TOOLS_GLU_ACCURACY_ARGUMENTS_H

#include "glu/Runtime/Array.h"
#include "mlir/IR/BuiltinTypes.h"
#include <optional>

namespace mlir::glu {

/// Arguments of one type, in blocks of `kBlockSize`, of which the last may have
/// fewer.
class Arguments {
public:
  /// All values of a type of at most 32 bits.
  static Arguments getAll(FloatType type);

  /// The same values in every run: special values, the points where forms of
  /// activations fail or change, `neighbours` on each side of all of these,
  /// and, up to `count` in all, random bits, spread evenly over signs and
  /// exponents; every other one has an exponent in the range that decides
  /// activations.
  static Arguments getSample(FloatType type, uint64_t count,
                             unsigned neighbours);

  /// Zeros, the smallest subnormal and normal number, the largest number,
  /// infinities and NaN.
  static Arguments getSpecialValues(FloatType type);

  uint64_t size() const { return count; }
  bool isAll() const { return !sample; }
  uint64_t getNumBlocks() const;
  /// Sets the first elements of `block`; returns how many.
  int64_t fill(uint64_t number, glurt::Array &block) const;

private:
  explicit Arguments(uint64_t count) : count(count) {}
  explicit Arguments(glurt::Array values)
      : count(values.size()), sample(std::move(values)) {}

  uint64_t count;
  std::optional<glurt::Array> sample;
};

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_ACCURACY_ARGUMENTS_H
