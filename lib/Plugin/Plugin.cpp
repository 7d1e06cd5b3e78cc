//===- Plugin.cpp - glu for MLIR's own tools ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   mlir-opt --load-dialect-plugin=GLUPlugin.so --load-pass-plugin=GLUPlugin.so
//     --pass-pipeline='builtin.module(glu-to-cpu)' layer.mlir
//
//===----------------------------------------------------------------------===//

#include "glu/Conversion/Passes.h"
#include "glu/IR/GLU.h"
#include "glu/Import/Passes.h"
#include "glu/Pipelines/Pipelines.h"
#include "glu/Transforms/Passes.h"
#include "glu/Version.h"
#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "mlir/Tools/Plugins/PassPlugin.h"

using namespace mlir;
using namespace mlir::glu;

static void registerPasses() {
  registerGLUConversionPasses();
  registerGLUImportPasses();
  registerGLUTransformsPasses();
  registerGLUPipelines();
}

extern "C" DialectPluginLibraryInfo mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "glu", GLU_VERSION,
          [](DialectRegistry *registry) { registry->insert<GLUDialect>(); }};
}

extern "C" PassPluginLibraryInfo mlirGetPassPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "glu", GLU_VERSION, registerPasses};
}
