//===- GLUCanonicalize.cpp - Folds and canonicalization of glu ops --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"

using namespace mlir;
using namespace mlir::glu;

OpFoldResult ActivationOp::fold(FoldAdaptor) {
  if (getActivation().isIdentity())
    return getX();
  return {};
}

#define STUB(OP)                                                               \
  void OP::getCanonicalizationPatterns(RewritePatternSet &, MLIRContext *) {}
STUB(ActivationOp)
STUB(GateOp)
STUB(LinearOp)
STUB(GatedLinearOp)
STUB(FFNOp)
STUB(MaxoutOp)
