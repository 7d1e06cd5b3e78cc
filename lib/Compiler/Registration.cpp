//===- Registration.cpp - All that programs of glu use --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Compiler/Registration.h"
#include "glu/Conversion/Passes.h"
#include "glu/IR/GLU.h"
#include "glu/Import/Passes.h"
#include "glu/Pipelines/Pipelines.h"
#include "glu/Transforms/Passes.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"

void mlir::glu::registerAllGLUDialects(DialectRegistry &registry) {
  registerAllDialects(registry);
  registerAllExtensions(registry);
  registerAllToLLVMIRTranslations(registry);
  registry.insert<GLUDialect>();
}

void mlir::glu::registerAllGLUPasses() {
  static const bool registered = [] {
    registerAllPasses();
    registerGLUConversionPasses();
    registerGLUImportPasses();
    registerGLUTransformsPasses();
    registerGLUPipelines();
    return true;
  }();
  (void)registered;
}
