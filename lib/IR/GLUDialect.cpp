//===- GLUDialect.cpp - The glu dialect -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::glu;

#include "glu/IR/GLUDialect.cpp.inc"

void GLUDialect::initialize() {
  registerAttributes();
  addOperations<
#define GET_OP_LIST
#include "glu/IR/GLUOps.cpp.inc"
      >();
}

Operation *GLUDialect::materializeConstant(OpBuilder &builder, Attribute value,
                                           Type type, Location loc) {
  return arith::ConstantOp::materialize(builder, value, type, loc);
}
