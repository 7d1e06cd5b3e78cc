//===- TorchValues.h - Operands by torch's rules ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IMPORT_TORCHVALUES_H
#define GLU_LIB_IMPORT_TORCHVALUES_H

#include "Source.h"

namespace mlir::glu::importer {

/// Operand `i`, a tensor or a number, as a tensor.
Value getTensorOrNumber(Source &in, unsigned i);
/// The same with elements of type `element`.
Value getAs(Source &in, unsigned i, Type element);
/// Operand `i` in the type in which sums of it are taken.
Value getForSum(Source &in, unsigned i);

/// The type in which torch computes with two operands: the greater one of the
/// kind that is most general, where tensors count before scalars, and these
/// before numbers, as long as the kind is the same.
Type getCommonType(Source &in, unsigned a, unsigned b);

/// `x` divided along `dim` into the two halves.
std::pair<Value, Value> getHalves(Source &in, Value x, int64_t dim);

} // namespace mlir::glu::importer

#endif // GLU_LIB_IMPORT_TORCHVALUES_H
