/*===- client.c - A client of the installed C API -----------------------===*\
|*                                                                          *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                  *|
|*                                                                          *|
\*===----------------------------------------------------------------------===*/

#include "glu-c/Compiler.h"
#include "glu-c/Dialect.h"
#include <stdio.h>

/// Compiles an activation and calls it.
int main(void) {
  MlirContext context = gluContextCreate();
  GLUError error = {NULL};
  MlirModule module = gluModuleParse(
      context,
      mlirStringRefCreateFromCString(
          "func.func @relu(%x: tensor<3xf32>) -> tensor<3xf32> {\n"
          "  %y = glu.activation relu(%x) : tensor<3xf32>\n"
          "  return %y : tensor<3xf32>\n"
          "}\n"),
      &error);
  GLUFunction relu = gluCompile(module, NULL, &error);
  float x[] = {-1, 0, 2};
  int64_t shape[] = {3};
  GLUArray argument = {x, GLU_F32, 1, shape, NULL};
  GLUWeights none = {NULL};
  GLUResults results = gluFunctionCall(relu, none, 1, &argument, &error);
  MlirStringRef message = gluErrorGetMessage(error);
  printf("%.*s\n", (int)message.length, message.data);
  if (gluResultsIsNull(results))
    return 1;
  const float *y = gluResultsGet(results, 0).data;
  printf("relu: %g %g %g\n", y[0], y[1], y[2]);
  gluResultsDestroy(results);
  gluFunctionDestroy(relu);
  mlirModuleDestroy(module);
  mlirContextDestroy(context);
  return 0;
}
