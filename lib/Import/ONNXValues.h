//===- ONNXValues.h - Sizes as ONNX computes with them ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ONNX has no numbers: a size is an element of a tensor of integers. Where the
// elements of such a tensor of rank 0 or 1 are known one by one, so are those
// of what is computed from it.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IMPORT_ONNXVALUES_H
#define GLU_LIB_IMPORT_ONNXVALUES_H

#include "Source.h"

namespace mlir::glu::importer {

/// The elements of a tensor of integers, if they are known one by one.
std::optional<SmallVector<Value>> getIntegers(Source &in, Value tensor);

/// The tensor that has these elements; of rank 0 it has one.
Value buildIntegers(Source &in, ArrayRef<Value> integers, int64_t rank);

/// What `create` makes of the elements of the operands, of which those with one
/// element are repeated. Null if the elements are not known.
Value mapIntegers(Source &in, ArrayRef<Value> operands,
                  function_ref<Value(ArrayRef<Value>)> create);

} // namespace mlir::glu::importer

#endif // GLU_LIB_IMPORT_ONNXVALUES_H
