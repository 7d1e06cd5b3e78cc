//===- Convolutions.h - Convolutions of one pixel ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IMPORT_CONVOLUTIONS_H
#define GLU_LIB_IMPORT_CONVOLUTIONS_H

#include "Source.h"
#include <string>

namespace mlir::glu::importer {

/// What each dimension of a convolution's tensors is, by a letter: `b` a batch,
/// `f` the channels, `i` and `o` those of the kernel, others the pixels.
struct ConvolutionDims {
  std::string input, kernel, result;
};

/// The product of each pixel of `x` with the weights `w`, in the type of the
/// sums. The window must be of one element.
Value buildPointConvolution(Source &in, Value x, Value w,
                            const ConvolutionDims &names);

/// Whether every pixel is visited, and no other; an error if not.
bool checkPoint(Source &in, ArrayRef<int64_t> strides,
                ArrayRef<int64_t> padding, int64_t groups);

} // namespace mlir::glu::importer

#endif // GLU_LIB_IMPORT_CONVOLUTIONS_H
