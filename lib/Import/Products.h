//===- Products.h - Products of tensors -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IMPORT_PRODUCTS_H
#define GLU_LIB_IMPORT_PRODUCTS_H

#include "Source.h"

namespace mlir::glu::importer {

/// Whether the operands are tensors of the type of the result, which has
/// products; an error if not.
bool checkFactors(Source &in, Value a, Value b);

/// The product of matrices whose other dimensions are broadcast, in the type of
/// the sums.
Value buildMatmul(Source &in, Value a, Value b);

/// A sum of products of two tensors, by letters, is the result.
LogicalResult importEinsumOf(Source &in, StringRef text,
                             ArrayRef<Value> tensors);

} // namespace mlir::glu::importer

#endif // GLU_LIB_IMPORT_PRODUCTS_H
