//===- GLUDecompose.cpp - The layers of glu in linalg ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"

using namespace mlir;
using namespace mlir::glu;

#define STUB(OP)                                                               \
  FailureOr<SmallVector<Value>> OP::decomposeOperation(OpBuilder &) {          \
    return failure();                                                          \
  }
STUB(LinearOp)
STUB(GatedLinearOp)
STUB(FFNOp)
STUB(MaxoutOp)
