//===- Arrays.cpp - The arrays of a caller in C ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Arrays.h"
#include "llvm/Support/MathExtras.h"
#include <cstring>
#include <limits>

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::capi;
using glurt::Array;
using glurt::ElementType;

static_assert(static_cast<int>(ElementType::BF16) == GLU_BF16 &&
                  static_cast<int>(ElementType::F64) == GLU_F64 &&
                  static_cast<int>(ElementType::I1) == GLU_I1 &&
                  static_cast<int>(ElementType::I64) == GLU_I64,
              "the enumerations of C and C++ agree");

static ElementType getElementType(const GLUArray &array) {
  return static_cast<ElementType>(array.elementType);
}

static ArrayRef<int64_t> getShape(const GLUArray &array) {
  return ArrayRef(array.shape, array.rank);
}

llvm::Error capi::checkArray(const GLUArray &array, bool isRead) {
  int type = array.elementType;
  if (type < GLU_F16 || type > GLU_I64)
    return llvm::createStringError("there is no element type " + Twine(type));
  if (array.rank < 0)
    return llvm::createStringError("expected a rank of at least 0, found " +
                                   Twine(array.rank));
  if (array.rank > 0 && !array.shape)
    return llvm::createStringError("the shape is null");
  uint64_t bytes = getByteWidth(getElementType(array));
  bool isEmpty = false;
  for (auto [dim, size] : llvm::enumerate(getShape(array))) {
    if (size < 0)
      return llvm::createStringError("dimension " + Twine(dim) +
                                     " has the negative size " + Twine(size));
    isEmpty |= size == 0;
    bytes =
        llvm::SaturatingMultiply<uint64_t>(bytes, std::max<int64_t>(size, 1));
  }
  if (bytes > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()))
    return llvm::createStringError(
        "an array of " + printShape(getShape(array), getElementType(array)) +
        " is larger than the address space");
  if (isRead && !isEmpty && !array.data)
    return llvm::createStringError("the data is null");
  return llvm::Error::success();
}

static bool isDense(const GLUArray &array) {
  if (!array.strides || llvm::is_contained(getShape(array), 0))
    return true;
  int64_t stride = 1;
  for (intptr_t dim = array.rank; dim-- > 0;) {
    if (array.shape[dim] != 1 && array.strides[dim] != stride)
      return false;
    stride *= array.shape[dim];
  }
  return true;
}

/// Copies the elements from dimension `dim` on to `to`, and returns where they
/// end there.
static char *copyElements(const GLUArray &array, intptr_t dim, const char *from,
                          char *to) {
  size_t width = getByteWidth(getElementType(array));
  if (dim == array.rank) {
    std::memcpy(to, from, width);
    return to + width;
  }
  for (int64_t i = 0; i < array.shape[dim]; ++i)
    to = copyElements(
        array, dim + 1,
        from + i * array.strides[dim] * static_cast<int64_t>(width), to);
  return to;
}

llvm::Expected<ArrayView> capi::viewArray(const GLUArray &array, bool isRead,
                                          bool isWritten,
                                          std::deque<Array> &copies) {
  if (!isRead || isDense(array))
    return ArrayView(getElementType(array), getShape(array), array.data);
  if (isWritten)
    return llvm::createStringError("the function may write it; expected a "
                                   "dense row-major array");
  Array &copy =
      copies.emplace_back(getElementType(array), getShape(array).vec());
  copyElements(array, 0, static_cast<const char *>(array.data),
               static_cast<char *>(copy.data()));
  return ArrayView(copy);
}
