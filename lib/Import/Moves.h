//===- Moves.h - Reshapes and slices by the rules of frameworks -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IMPORT_MOVES_H
#define GLU_LIB_IMPORT_MOVES_H

#include "Source.h"

namespace mlir::glu::importer {

/// `sizes` with what -1 stands for in place of it, where all of them have
/// `total` elements.
FailureOr<SizeList> inferSize(Source &in, SizeList sizes,
                              ArrayRef<OpFoldResult> total);

/// `x` transposed; an error if dimensions are missing.
Value permute(Source &in, Value x, ArrayRef<int64_t> permutation);

/// From one place in a dimension to another in steps. A negative place is
/// counted from the end; one that is not there is the nearest one that is.
Value sliceBetween(Source &in, Value x, int64_t dim, OpFoldResult first,
                   OpFoldResult last, int64_t step);
/// `size` elements from `start`, which are there.
Value takeAlong(Source &in, Value x, int64_t dim, int64_t start, int64_t size);

/// The parts of `x` along `dim`, one behind the other.
FailureOr<std::vector<Item>> splitAlong(Source &in, Value x, int64_t dim,
                                        ArrayRef<int64_t> sizes);
/// Parts of `size` elements; the last one has what is left of `total`.
FailureOr<std::vector<Item>> splitEvenly(Source &in, Value x, int64_t dim,
                                         int64_t total, int64_t size);

} // namespace mlir::glu::importer

#endif // GLU_LIB_IMPORT_MOVES_H
