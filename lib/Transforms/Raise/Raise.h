//===- Raise.h - The steps of glu-raise -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_TRANSFORMS_RAISE_RAISE_H
#define GLU_LIB_TRANSFORMS_RAISE_RAISE_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/Remarks.h"

namespace mlir::glu {

constexpr remark::RemarkOpts raiseRemarkOpts =
    remark::RemarkOpts::name("Raise").category("glu-raise");

/// Replaces the elementwise code in `root` that is an activation by
/// `glu.activation`, and returns how often. With `strictRounding`, code that
/// rounds to 16 bits in the midst of one stays.
unsigned raiseActivations(Operation *root, bool strictRounding);

/// Makes `glu.gate` of an activation and the multiplication that alone reads
/// it, and returns how often.
unsigned raiseGates(Operation *root);

/// Makes `glu.maxout` of the maximum of products of one x, and returns how
/// often.
unsigned raiseMaxout(Operation *root);

/// Makes a product of each slice of a product that gate and value are slices
/// of, where no packing of weights is like that.
void separatePackedProducts(Operation *root);

} // namespace mlir::glu

#endif // GLU_LIB_TRANSFORMS_RAISE_RAISE_H
