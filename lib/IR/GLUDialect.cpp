//===- GLUDialect.cpp - The glu dialect -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Transforms/InliningUtils.h"

using namespace mlir;
using namespace mlir::glu;

#include "glu/IR/GLUDialect.cpp.inc"

namespace {
/// A function with layers is inlined like any other.
struct GLUInlinerInterface : DialectInlinerInterface {
  using DialectInlinerInterface::DialectInlinerInterface;

  bool isLegalToInline(Operation *, Region *, bool, IRMapping &) const final {
    return true;
  }
  bool isLegalToInline(Region *, Region *, bool, IRMapping &) const final {
    return true;
  }
};
} // namespace

void GLUDialect::initialize() {
  registerAttributes();
  addInterfaces<GLUInlinerInterface>();
  addOperations<
#define GET_OP_LIST
#include "glu/IR/GLUOps.cpp.inc"
      >();
}

Operation *GLUDialect::materializeConstant(OpBuilder &builder, Attribute value,
                                           Type type, Location loc) {
  return arith::ConstantOp::materialize(builder, value, type, loc);
}
