//===- Tensor.h - Tensors of values with bounds -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_REFERENCE_TENSOR_H
#define GLU_LIB_REFERENCE_TENSOR_H

#include "glu/Reference/Bounded.h"
#include "mlir/IR/Value.h"
#include "mlir/Support/LLVM.h"
#include <memory>
#include <vector>

namespace mlir::glu::reference {

using Shape = SmallVector<int64_t>;

inline int64_t countElements(ArrayRef<int64_t> shape) {
  int64_t count = 1;
  for (int64_t size : shape)
    count *= size;
  return count;
}

/// The row-major position of `index` in an array of `shape`.
inline int64_t linearize(ArrayRef<int64_t> index, ArrayRef<int64_t> shape) {
  int64_t position = 0;
  for (auto [i, size] : llvm::zip_equal(index, shape))
    position = position * size + i;
  return position;
}

/// Calls `visit` with every index of an array of `shape`, in row-major order.
void forEachIndex(ArrayRef<int64_t> shape,
                  function_ref<void(ArrayRef<int64_t>)> visit);

/// A value of a program: a dense row-major tensor, or of rank 0 a scalar.
/// Integers are held as numbers too, an i1 as 0 or 1. What was never written,
/// as the elements of tensor.empty, is NaN.
template <typename Real>
class Tensor {
public:
  explicit Tensor(ArrayRef<int64_t> shape)
      : shape(shape),
        values(countElements(shape), std::numeric_limits<Real>::quiet_NaN()) {}

  static Tensor scalar(const Bounded<Real> &value) {
    Tensor result({});
    result.set(0, value);
    return result;
  }

  ArrayRef<int64_t> getShape() const { return shape; }
  int64_t getRank() const { return shape.size(); }
  int64_t size() const { return values.size(); }
  ArrayRef<Real> getValues() const { return values; }

  /// The same elements in another shape of as many.
  Tensor reshaped(ArrayRef<int64_t> newShape) const {
    Tensor result = *this;
    result.shape.assign(newShape.begin(), newShape.end());
    return result;
  }

  /// The tensor at position `i` of the first dimension.
  Tensor getSlice(int64_t i) const {
    Tensor result(ArrayRef(shape).drop_front());
    for (int64_t j = 0; j < result.size(); ++j)
      result.set(j, get(i * result.size() + j));
    return result;
  }

  Bounded<Real> get(int64_t i) const {
    if (bounds.empty())
      return Bounded<Real>::exact(values[i]);
    return {values[i], bounds[i].worst, bounds[i].statistical};
  }

  void set(int64_t i, const Bounded<Real> &element) {
    values[i] = element.value;
    if (bounds.empty()) {
      if (element.isExact())
        return;
      allocateBounds();
    }
    bounds[i] = {element.worst, element.statistical};
  }

  /// Whether no element has a bound; most arguments and weights are such.
  bool isExact() const { return bounds.empty(); }

private:
  struct Bounds {
    Interval<Real> worst, statistical;
  };

  void allocateBounds() {
    bounds.reserve(values.size());
    for (Real value : values) {
      auto point = Interval<Real>::point(value);
      bounds.push_back({point, point});
    }
  }

  Shape shape;
  std::vector<Real> values;
  /// Empty if all values are exact: bounds take six times their memory.
  std::vector<Bounds> bounds;
};

} // namespace mlir::glu::reference

#endif // GLU_LIB_REFERENCE_TENSOR_H
