// RUN: glu-capi-errors-test 2>&1 | FileCheck %s --implicit-check-not=unexpected

// What fails, and what it says. Nothing else is printed.

#include "glu-c/Compiler.h"
#include "glu-c/Dialect.h"
#include <stdio.h>

static const char *const productText =
    "func.func @product(%a: tensor<?x4xf32>, %b: tensor<?x4xf32>,\n"
    "    %w: tensor<2xf32> {bufferization.writable = true})\n"
    "    -> tensor<?x4xf32> {\n"
    "  %0 = arith.mulf %a, %b : tensor<?x4xf32>\n"
    "  return %0 : tensor<?x4xf32>\n"
    "}\n";

static void report(bool hasFailed, GLUError error) {
  MlirStringRef message = gluErrorGetMessage(error);
  if (!hasFailed || gluErrorIsNull(error))
    printf("unexpected success\n");
  printf("> %.*s\n", (int)message.length, message.data);
  gluErrorDestroy(error);
}

static void testParse(MlirContext context) {
  GLUError error = {NULL};
  const char *texts[] = {"func.func @f(",
                         "func.func @f(%x: f32) -> f32 {\n"
                         "  %0 = glu.activation swash(%x) : f32\n"
                         "  return %0 : f32\n}",
                         "func.func @f(%x: f32) -> f32 {\n"
                         "  %0 = glu.activation swish<beta = ?>(%x) : f32\n"
                         "  return %0 : f32\n}",
                         "ML\xefR and no bytecode"};
  // CHECK: > source:1:{{[0-9]+}}: expected {{.*}}
  // CHECK-NEXT: > source:2:{{[0-9]+}}: {{.*}}swash{{.*}}
  // CHECK-NEXT: > source:2:{{[0-9]+}}: 'glu.activation' op {{.*}}beta{{.*}}
  // CHECK-NEXT: > bytecode version {{.*}} is newer than {{.*}}
  for (int i = 0; i < 4; ++i) {
    MlirModule module = gluModuleParse(
        context, mlirStringRefCreateFromCString(texts[i]), &error);
    report(mlirModuleIsNull(module), error);
  }
  mlirContextSetAllowUnregisteredDialects(context, true);
  MlirModule unknown = gluModuleParse(
      context,
      mlirStringRefCreateFromCString("func.func @f() {\n"
                                     "  \"stablehlo.dance\"() : () -> ()\n"
                                     "  return\n}\n"),
      &error);
  // CHECK-NEXT: > source:2:{{[0-9]+}}: glu-import does not {{.*}}dance{{.*}}
  // CHECK: > the module is null
  report(!gluModuleImport(unknown, &error), error);
  mlirContextSetAllowUnregisteredDialects(context, false);
  MlirModule nothing = {NULL};
  report(!gluModuleImport(nothing, &error), error);
  mlirModuleDestroy(unknown);
  MlirContext nowhere = {NULL};
  MlirStringRef bad = mlirStringRefCreateFromCString("func.func");
  // CHECK-NEXT: > the context is null
  report(mlirModuleIsNull(gluModuleParse(nowhere, bad, &error)), error);
  if (!mlirModuleIsNull(gluModuleParse(context, bad, NULL)))
    printf("unexpected success\n");
}

static void testCompile(MlirModule module) {
  GLUError error = {NULL};
  GLUCompileOptions options = gluCompileOptionsGetDefault();
  MlirModule null = {NULL};
  MlirStringRef all = {NULL, 0};
  // CHECK-NEXT: > the module is null
  // CHECK-NEXT: > the module is null
  report(gluFunctionIsNull(gluCompile(null, NULL, &error)), error);
  report(mlirModuleIsNull(gluModuleLower(null, NULL, all, &error)), error);

  GLUCompileOptions bad[7];
  for (int i = 0; i < 7; ++i)
    bad[i] = options;
  bad[0].device = "tpu";
  bad[1].arch = "sm_80";
  bad[2].device = "emulator";
  bad[2].arch = "sm_10";
  bad[3].target = "fast";
  bad[4].entry = "none";
  bad[5].entry = "complex";
  bad[6].entry = NULL;
  // CHECK-NEXT: > unknown device 'tpu'; expected cpu, cuda or emulator
  // CHECK-NEXT: > arch 'sm_80' is that of a GPU, and {{.*}} cpu
  // CHECK-NEXT: > unknown GPU architecture 'sm_10'; expected {{.*}}
  // CHECK-NEXT: > unknown target 'fast'; expected {{.*}}
  // CHECK-NEXT: > there is no public function 'none'; there is product, {{.*}}
  // CHECK-NEXT: > source:4:1: argument 0 of 'complex' is a {{.*}}
  // CHECK-NEXT: > which function to run? name one of product, complex
  for (int i = 0; i < 7; ++i) {
    if (i < 4)
      bad[i].entry = "product";
    report(gluFunctionIsNull(gluCompile(module, &bad[i], &error)), error);
  }
  options.entry = "product";
  // CHECK-NEXT: > unknown stage 'polish'; expected one of raise, {{.*}}
  MlirStringRef stage = mlirStringRefCreateFromCString("polish");
  report(mlirModuleIsNull(gluModuleLower(module, &options, stage, &error)),
         error);

  // A module that somebody built badly: a function without a terminator.
  MlirOperation product = mlirBlockGetFirstOperation(mlirModuleGetBody(module));
  MlirBlock body = mlirRegionGetFirstBlock(mlirOperationGetRegion(product, 0));
  MlirOperation end = mlirBlockGetTerminator(body);
  mlirOperationRemoveFromParent(end);
  mlirOperationDestroy(end);
  // CHECK-NEXT: > {{.*}}expect at least a terminator
  // CHECK-NEXT: > {{.*}}expect at least a terminator
  report(gluFunctionIsNull(gluCompile(module, &options, &error)), error);
  report(mlirModuleIsNull(gluModuleLower(module, &options, stage, &error)),
         error);
}

static void testCalls(GLUFunction function) {
  GLUError error = {NULL};
  GLUFunction nullFunction = {NULL};
  GLUWeights none = {NULL};
  float data[16] = {0};
  int64_t two[] = {2, 4}, three[] = {3, 4}, wide[] = {2, 5}, pair[] = {2};
  int64_t negative[] = {-1, 4}, huge[] = {INT64_C(1) << 61, 4};
  int64_t gaps[] = {2};
  const GLUArray a = {data, GLU_F32, 2, two, NULL};
  const GLUArray w = {data, GLU_F32, 1, pair, NULL};
  GLUArray good[] = {a, a, w};

  // CHECK-NEXT: > the function is null
  report(gluResultsIsNull(gluFunctionCall(nullFunction, none, 3, good, &error)),
         error);
  // CHECK-NEXT: > the arguments are null
  report(gluResultsIsNull(gluFunctionCall(function, none, 3, NULL, &error)),
         error);
  // CHECK-NEXT: > the arguments are null
  report(gluResultsIsNull(gluFunctionCall(function, none, -1, good, &error)),
         error);
  // CHECK-NEXT: > expected 3 arguments, found 2
  report(gluResultsIsNull(gluFunctionCall(function, none, 2, good, &error)),
         error);
  // CHECK-NEXT: > expected 3 arguments, found 0
  report(gluWeightsIsNull(gluFunctionPrepareWeights(function, 0, NULL, &error)),
         error);
  // CHECK-NEXT: > the function is null
  report(gluWeightsIsNull(
             gluFunctionPrepareWeights(nullFunction, 3, good, &error)),
         error);

  const GLUArray bad[] = {
      {data, GLU_F64, 2, two, NULL},
      {data, GLU_F32, 1, pair, NULL},
      {data, GLU_F32, 2, wide, NULL},
      {data, GLU_F32, 2, three, NULL},
      {data, (GLUElementType)9, 2, two, NULL},
      {data, GLU_F32, -1, two, NULL},
      {data, GLU_F32, 2, NULL, NULL},
      {data, GLU_F32, 2, negative, NULL},
      {data, GLU_F32, 2, huge, NULL},
      {NULL, GLU_F32, 2, two, NULL},
  };
  // CHECK-NEXT: > argument 1: expected tensor<?x4xf32>, found {{.*}} 2x4xf64
  /* CHECK-NEXT: > argument 1: expected tensor<?x4xf32>, found {{.*}} 2xf32
   */
  // CHECK-NEXT: > argument 1: expected tensor<?x4xf32>, found {{.*}} 2x5xf32
  // CHECK-NEXT: > argument 1 has size 3 in dimension 0, but {{.*}} ask for 2
  // CHECK-NEXT: > argument 1: there is no element type 9
  // CHECK-NEXT: > argument 1: expected a rank of at least 0, found -1
  // CHECK-NEXT: > argument 1: the shape is null
  // CHECK-NEXT: > argument 1: dimension 0 has the negative size -1
  // CHECK-NEXT: > argument 1: an array of {{.*}}x4xf32 is larger than {{.*}}
  // CHECK-NEXT: > argument 1: the data is null
  for (int i = 0; i < 10; ++i) {
    GLUArray arguments[] = {a, bad[i], w};
    report(
        gluResultsIsNull(gluFunctionCall(function, none, 3, arguments, &error)),
        error);
  }
  // CHECK-NEXT: > argument 2: the function may write it; expected {{.*}}
  GLUArray arguments[] = {a, a, {data, GLU_F32, 1, pair, gaps}};
  report(
      gluResultsIsNull(gluFunctionCall(function, none, 3, arguments, &error)),
      error);

  GLUResults results = gluFunctionCall(function, none, 3, good, &error);
  if (gluResultsIsNull(results) || !gluErrorIsNull(error))
    printf("unexpected failure\n");
  gluResultsDestroy(results);
}

// What is null may be asked and destroyed.
static void testNull(void) {
  GLUError error = {NULL};
  GLUFunction function = {NULL};
  GLUWeights weights = {NULL};
  GLUResults results = {NULL};
  // CHECK-NEXT: null: 0 0 0 0 0 0 0 0 0
  printf("null: %d %d %d %d %d %d %d %d %d\n",
         (int)gluErrorGetMessage(error).length,
         (int)gluFunctionGetRemarks(function).length,
         (int)gluFunctionGetNumArguments(function),
         (int)gluFunctionGetNumResults(function),
         (int)gluFunctionGetResultType(function, 0).text.length,
         gluFunctionPreparesArgument(function, 0),
         (int)gluFunctionGetArgumentName(function, 0).length,
         gluFunctionWritesArgument(function, 0),
         (int)gluResultsGetCount(results));
  gluErrorDestroy(error);
  gluFunctionDestroy(function);
  gluWeightsDestroy(weights);
  gluResultsDestroy(results);
}

int main(void) {
  MlirContext context = gluContextCreate();
  testParse(context);
  GLUError error = {NULL};
  MlirModule module = gluModuleParse(
      context,
      mlirStringRefCreateFromCString(
          "func.func @product(%a: tensor<4xf32>) -> tensor<4xf32> {\n"
          "  return %a : tensor<4xf32>\n}\n"
          "func.func @complex(%a: complex<f32>) { return }\n"),
      &error);
  testCompile(module);
  mlirModuleDestroy(module);
  module = gluModuleParse(context, mlirStringRefCreateFromCString(productText),
                          &error);
  GLUFunction function = gluCompile(module, NULL, &error);
  if (gluFunctionIsNull(function))
    report(false, error);
  testCalls(function);
  gluFunctionDestroy(function);
  mlirModuleDestroy(module);
  testNull();
  mlirContextDestroy(context);
  // CHECK-NEXT: done
  printf("done\n");
  return 0;
}
