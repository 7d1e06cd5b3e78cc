//===- Arrays.h - Arrays of Python and of glu -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_PYTHON_SRC_ARRAYS_H
#define GLU_PYTHON_SRC_ARRAYS_H

#include "glu-c/Compiler.h"
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>

namespace glupy {

namespace nb = nanobind;

/// An array of a caller, where it is: of NumPy, torch, or whatever speaks
/// DLPack, in the memory of the host.
class Input {
public:
  /// Throws a ValueError that says what the object is instead. A number is
  /// taken where `type` is one.
  Input(nb::handle object, const GLUValueType &type, bool isWritten);

  const GLUArray &get() const { return array; }
  /// Whether it is a tensor of torch.
  bool isTorch() const { return fromTorch; }
  /// Whether `data` points into it.
  bool contains(const void *data) const;

private:
  void readArray(nb::handle object);
  void readLayout(bool isBFloat16);

  nb::ndarray<nb::ro> source;
  GLUArray array = {};
  bool fromTorch = false;
};

/// An array of NumPy or torch in the memory of `array`, which `owner` keeps; a
/// number of Python if `isTensor` is false.
nb::object exportArray(const GLUArray &array, bool isTensor, bool toTorch,
                       nb::handle owner);

} // namespace glupy

#endif // GLU_PYTHON_SRC_ARRAYS_H
