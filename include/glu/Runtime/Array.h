//===- Array.h - Dense arrays on the host -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_RUNTIME_ARRAY_H
#define GLU_RUNTIME_ARRAY_H

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace glurt {

enum class ElementType { F16, BF16, F32, F64, I1, I8, I16, I32, I64 };

/// Bytes of one element in memory; an i1 takes one byte.
size_t getByteWidth(ElementType type);

/// `f32`, `bf16`, `i64`: the text of the type in MLIR.
const char *getName(ElementType type);

bool isFloat(ElementType type);

/// A dense row-major array that owns its elements, aligned to a cache line.
class Array {
public:
  /// An array of zeros. Sizes must not be negative; rank 0 holds one element.
  Array(ElementType type, std::vector<int64_t> shape);

  ElementType getElementType() const { return elementType; }
  const std::vector<int64_t> &getShape() const { return shape; }
  int64_t getRank() const { return static_cast<int64_t>(shape.size()); }
  /// Number of elements.
  int64_t size() const { return count; }
  void *data() { return elements.get(); }
  const void *data() const { return elements.get(); }

  /// The element at the row-major position `index`, exact for every type but
  /// i64 beyond 2^53.
  double get(int64_t index) const;
  /// Stores `value`, rounded once to the element type (to nearest, ties to
  /// even; toward zero for integers).
  void set(int64_t index, double value);

private:
  struct Free {
    void operator()(void *p) const;
  };
  ElementType elementType;
  std::vector<int64_t> shape;
  int64_t count;
  std::unique_ptr<void, Free> elements;
};

} // namespace glurt

#endif // GLU_RUNTIME_ARRAY_H
