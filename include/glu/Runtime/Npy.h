//===- Npy.h - Arrays in NumPy's file format --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The format: https://numpy.org/doc/stable/reference/generated/
// numpy.lib.format.html. Versions 1.0 to 3.0, little- and big-endian, in C and
// in Fortran order. Element types: f2, f4, f8, b1, i1, i2, i4, i8, and V2,
// which is what NumPy makes of the bfloat16 of ml_dtypes.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_RUNTIME_NPY_H
#define GLU_RUNTIME_NPY_H

#include "glu/Runtime/Array.h"
#include <optional>
#include <string>

namespace glurt {

/// The array in a .npy file of these bytes; nothing, and a sentence in `error`,
/// if it is not one that an Array can hold. No more memory is taken than
/// `bytes` account for.
std::optional<Array> parseNpy(const std::string &bytes, std::string &error);

/// The array in the file `path`; the error names the file.
std::optional<Array> readNpy(const std::string &path, std::string &error);

/// The bytes of a .npy file, version 1.0; bf16 becomes f4, which holds it.
std::string formatNpy(const Array &array);

/// Writes `array` to the file `path`, as a whole or not at all: the file
/// appears under its name when it is complete.
bool writeNpy(const std::string &path, const Array &array, std::string &error);

} // namespace glurt

#endif // GLU_RUNTIME_NPY_H
