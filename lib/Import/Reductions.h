//===- Reductions.h - Reductions and norms ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// They are computed in f32 where their elements are narrower, and rounded once.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IMPORT_REDUCTIONS_H
#define GLU_LIB_IMPORT_REDUCTIONS_H

#include "Source.h"

namespace mlir::glu::importer {

/// Operand 0 as the result's elements are summed.
Value getSummands(Source &in);
/// The result in its type.
LogicalResult finish(Source &in, Value x);

/// Combines along `dims`, of which, if `keep` is set, dimensions of size 1
/// stay.
Value reduce(Source &in, Combination combination, Value x,
             ArrayRef<int64_t> dims, bool keep);
Value buildMean(Source &in, Value x, ArrayRef<int64_t> dims, bool keep);
/// The mean of the squares of what `x` is away from its mean, where
/// `correction` is taken from the number of elements.
Value buildVariance(Source &in, Value x, ArrayRef<int64_t> dims, bool keep,
                    double correction);

/// exp(x) / sum exp(x) along `dim`, or the logarithm of that.
Value buildSoftmax(Source &in, Value x, int64_t dim, bool isLog);

struct LayerNorm {
  Value y, mean, scale;
};
/// The weight and the bias may be null.
LayerNorm buildLayerNorm(Source &in, Value x, ArrayRef<int64_t> dims,
                         Value weight, Value bias, double eps);
Value buildRMSNorm(Source &in, Value x, ArrayRef<int64_t> dims, Value weight,
                   double eps);

} // namespace mlir::glu::importer

#endif // GLU_LIB_IMPORT_REDUCTIONS_H
