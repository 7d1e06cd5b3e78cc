/*===- glu-c/Support.h - Errors of the C API ----------------------*- C -*-===*\
|*                                                                          *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                  *|
|*                                                                          *|
|*===----------------------------------------------------------------------===*|
|*                                                                          *|
|* glu's C API uses the types of MLIR's, MlirContext, MlirAttribute and so  *|
|* on, and libGLUCAPI has MLIR's core functions too. No function of glu     *|
|* prints, throws or ends the process: one that fails returns a null handle *|
|* and, where it takes a GLUError, says why.                                *|
|*                                                                          *|
|* A context, and what is in it, is for one thread at a time. What may be   *|
|* used by several is said to be.                                           *|
|*                                                                          *|
\*===----------------------------------------------------------------------===*/

#ifndef GLU_C_SUPPORT_H
#define GLU_C_SUPPORT_H

#include "mlir-c/Support.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Why a function failed. Functions take a pointer to one, which may be null;
/// they set it to null if they succeed, and do not destroy what it was before.
/// The caller destroys it.
typedef struct GLUError {
  void *ptr;
} GLUError;

static inline bool gluErrorIsNull(GLUError error) { return !error.ptr; }

/// The diagnostics, a line for each, `place: text` where the place is known;
/// empty for a null error. They belong to the error.
MLIR_CAPI_EXPORTED MlirStringRef gluErrorGetMessage(GLUError error);

/// Does nothing for a null error.
MLIR_CAPI_EXPORTED void gluErrorDestroy(GLUError error);

/// The version of glu, `0.1.0`.
MLIR_CAPI_EXPORTED MlirStringRef gluGetVersion(void);

#ifdef __cplusplus
}
#endif

#endif // GLU_C_SUPPORT_H
