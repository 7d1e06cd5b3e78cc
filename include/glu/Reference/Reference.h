//===- Reference.h - The meaning of glu ops, with bounds --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tells whether compiled code is right: evaluates a function without rounding,
// in float64 by plain loops that share nothing with the lowering, and bounds
// how far roundings may take compiled code from that, whatever the order of its
// sums. The bounds are those of docs/numerics.md.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_REFERENCE_REFERENCE_H
#define GLU_REFERENCE_REFERENCE_H

#include "glu/Reference/Bounded.h"
#include "glu/Runtime/Array.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include <string>
#include <vector>

namespace mlir::glu {

/// A dense row-major array of values with bounds. `elementType` is that of the
/// result of the compiled code; a value of type index is an i64.
struct BoundedArray {
  glurt::ElementType elementType;
  std::vector<int64_t> shape;
  std::vector<Bounded<long double>> elements;
};

/// Of what floats tensor cores of a GPU may have summed the products: of none,
/// of those of 16 bits, or of f32 rounded to tf32 as well.
enum class TensorCores { None, Of16Bits, AndTF32 };

/// Evaluates `function` at `args`, one array for each argument (of rank 0 for a
/// scalar), and follows calls. Functions whose floats are all f64 are evaluated
/// in long double, others in double; the rounding of that type is part of the
/// bounds. Emits an error where an op is not known, arguments do not fit, sizes
/// do not agree or an assertion fails. A layer whose strategy says so is one of
/// tf32 whatever `tensorCores` says.
FailureOr<std::vector<BoundedArray>>
evaluateReference(func::FuncOp function, ArrayRef<const glurt::Array *> args,
                  TensorCores tensorCores = TensorCores::None);

/// The element that comes nearest to leaving its bound, or is farthest out.
struct Extreme {
  /// |actual - expected| / bound; above 1 for an element outside. 0 where both
  /// are NaN or the same infinity, infinite for an error where none is allowed.
  long double ratio = 0;
  /// Position of the element; empty in an array without elements.
  std::vector<int64_t> index;
  long double actual = 0, expected = 0;
  /// The distance from `expected` to the end of the interval on the side of
  /// `actual`.
  long double bound = 0;
};

struct Comparison {
  /// How element type or shape differ; empty if they agree.
  std::string mismatch;
  Extreme worst, statistical;

  /// Whether every element is inside both bounds.
  bool passes() const {
    return mismatch.empty() && worst.ratio <= 1 && statistical.ratio <= 1;
  }
};

/// Compares what compiled code returned with what it should. An infinity
/// matches where the bound crosses the largest finite value; +0 and -0 are
/// equal.
Comparison compare(const glurt::Array &actual, const BoundedArray &expected);

} // namespace mlir::glu

#endif // GLU_REFERENCE_REFERENCE_H
