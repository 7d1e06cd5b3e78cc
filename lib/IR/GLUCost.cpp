//===- GLUCost.cpp - What the layers of glu cost --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"

using namespace mlir;
using namespace mlir::glu;

#include "glu/IR/GLUOpInterfaces.cpp.inc"

#define STUB(OP)                                                               \
  std::optional<int64_t> OP::getFlops() { return {}; }                         \
  std::optional<int64_t> OP::getBytes() { return {}; }                         \
  std::optional<int64_t> OP::getParameters() { return {}; }
STUB(LinearOp)
STUB(GatedLinearOp)
STUB(FFNOp)
STUB(MaxoutOp)
