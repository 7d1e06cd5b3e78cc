/*===- glu-c/Dialect.h - Registration of the glu dialect ----------*- C -*-===*\
|*                                                                          *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                  *|
|*                                                                          *|
\*===----------------------------------------------------------------------===*/

#ifndef GLU_C_DIALECT_H
#define GLU_C_DIALECT_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

/// mlirGetDialectHandle__glu__, which registers and loads the dialect alone.
MLIR_DECLARE_CAPI_DIALECT_REGISTRATION(GLU, glu);

/// Adds the dialects of MLIR and of glu, their extensions and their
/// translations to LLVM IR.
MLIR_CAPI_EXPORTED void gluRegisterAllDialects(MlirDialectRegistry registry);

/// Registers the passes and pipelines of MLIR and of glu, `glu-to-cpu` and
/// `glu-to-gpu` among them, for mlirParsePassPipeline. May be called again, by
/// any thread.
MLIR_CAPI_EXPORTED void gluRegisterAllPasses(void);

/// A context with all of these, for the caller to give to mlirContextDestroy
/// after all that was made in it.
MLIR_CAPI_EXPORTED MlirContext gluContextCreate(void);

#ifdef __cplusplus
}
#endif

#endif // GLU_C_DIALECT_H
