//===- AnnotateTarget.cpp - Say what a module is compiled for -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Target/Target.h"
#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::glu {
#define GEN_PASS_DEF_ANNOTATETARGETPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;

namespace {
struct AnnotateTargetPass
    : glu::impl::AnnotateTargetPassBase<AnnotateTargetPass> {
  using Base::Base;

  void runOnOperation() override {
    llvm::Expected<glu::TargetDescription> description =
        glu::parseTarget(target);
    if (!description) {
      getOperation().emitError(llvm::toString(description.takeError()));
      return signalPassFailure();
    }
    getOperation()->setAttr(
        LLVM::LLVMDialect::getTargetTripleAttrName(),
        StringAttr::get(&getContext(), description->triple));
  }
};
} // namespace
