//===- Dialect.cpp - Registration for C -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu-c/Dialect.h"
#include "glu/Compiler/Registration.h"
#include "glu/IR/GLU.h"
#include "mlir/CAPI/Registration.h"

using namespace mlir;

MLIR_DEFINE_CAPI_DIALECT_REGISTRATION(GLU, glu, mlir::glu::GLUDialect)

void gluRegisterAllDialects(MlirDialectRegistry registry) {
  mlir::glu::registerAllGLUDialects(*unwrap(registry));
}

void gluRegisterAllPasses() { mlir::glu::registerAllGLUPasses(); }

MlirContext gluContextCreate() {
  mlir::glu::registerAllGLUPasses();
  DialectRegistry registry;
  mlir::glu::registerAllGLUDialects(registry);
  auto *context = new MLIRContext(registry);
  context->getOrLoadDialect<mlir::glu::GLUDialect>();
  context->printOpOnDiagnostic(false);
  return wrap(context);
}
