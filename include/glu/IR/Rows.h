//===- Rows.h - Layers with one dimension of rows ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IR_ROWS_H
#define GLU_IR_ROWS_H

#include "mlir/IR/Builders.h"

namespace mlir::glu {

/// The tensor `v` [m..., k] as [m, k]. Rows are independent, so this only
/// changes how they are counted.
Value flattenRows(OpBuilder &b, Location loc, Value v);

/// `rows` [m, n] in the shape of `like` [m..., n].
Value unflattenRows(OpBuilder &b, Location loc, Value rows, Value like);

} // namespace mlir::glu

#endif // GLU_IR_ROWS_H
