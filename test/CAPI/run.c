// RUN: glu-capi-run-test 2>&1 | FileCheck %s

// Modules, compilation and calls that succeed.

#include "glu-c/Compiler.h"
#include "glu-c/Dialect.h"
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { IN = 16, OUT = 32, MAX_ROWS = 6 };

static const char *const layerText =
    "func.func @swiglu(%x: tensor<?x16xf32>, %w: tensor<16x32xf32>,\n"
    "    %v: tensor<16x32xf32>, %beta: f32) -> tensor<?x32xf32> {\n"
    "  %c0 = arith.constant 0 : index\n"
    "  %m = tensor.dim %x, %c0 : tensor<?x16xf32>\n"
    "  %init = tensor.empty(%m) : tensor<?x32xf32>\n"
    "  %h = glu.gated_linear swish<beta = ?> weights<separate, in_out>\n"
    "    ins(%x, %w, %v : tensor<?x16xf32>, tensor<16x32xf32>,\n"
    "                     tensor<16x32xf32>)\n"
    "    beta(%beta : f32)\n"
    "    outs(%init : tensor<?x32xf32>) -> tensor<?x32xf32>\n"
    "  return %h : tensor<?x32xf32>\n"
    "}\n";

// The data of a layer, and its result by the definition.
typedef struct {
  float x[MAX_ROWS][IN], w[IN][OUT], v[IN][OUT], beta;
  double y[MAX_ROWS][OUT];
} Layer;

static void fill(float *values, int count, int seed) {
  for (int i = 0; i < count; ++i)
    values[i] = (float)sin(1.7 * i + seed) / 2;
}

static void makeLayer(Layer *layer, int seed) {
  fill(&layer->x[0][0], MAX_ROWS * IN, seed);
  fill(&layer->w[0][0], IN * OUT, seed + 1);
  fill(&layer->v[0][0], IN * OUT, seed + 2);
  layer->beta = 1.5f;
  for (int i = 0; i < MAX_ROWS; ++i)
    for (int j = 0; j < OUT; ++j) {
      double gate = 0, value = 0;
      for (int k = 0; k < IN; ++k) {
        gate += (double)layer->x[i][k] * layer->w[k][j];
        value += (double)layer->x[i][k] * layer->v[k][j];
      }
      layer->y[i][j] = gate / (1 + exp(-layer->beta * gate)) * value;
    }
}

// Prints an error, so that no CHECK line matches, and ends the program.
static void require(bool ok, const char *what, GLUError error) {
  if (ok)
    return;
  MlirStringRef message = gluErrorGetMessage(error);
  printf("%s: %.*s\n", what, (int)message.length, message.data);
  exit(1);
}

static bool isClose(double have, double want) {
  return fabs(have - want) <= 1e-5 * (1 + fabs(want));
}

// Whether the only result is the first `rows` rows of the layer's.
static bool isRight(GLUResults results, const Layer *layer, int rows) {
  GLUArray y = gluResultsGet(results, 0);
  if (gluResultsGetCount(results) != 1 || y.elementType != GLU_F32 ||
      y.rank != 2 || y.shape[0] != rows || y.shape[1] != OUT || y.strides)
    return false;
  const float *values = (const float *)y.data;
  for (int i = 0; i < rows; ++i)
    for (int j = 0; j < OUT; ++j)
      if (!isClose(values[i * OUT + j], layer->y[i][j]))
        return false;
  return true;
}

static const int64_t weightShape[] = {IN, OUT};

static void getArguments(Layer *layer, const int64_t *xShape,
                         GLUArray arguments[4]) {
  GLUArray x = {layer->x, GLU_F32, 2, xShape, NULL};
  GLUArray w = {layer->w, GLU_F32, 2, weightShape, NULL};
  GLUArray v = {layer->v, GLU_F32, 2, weightShape, NULL};
  GLUArray beta = {&layer->beta, GLU_F32, 0, NULL, NULL};
  arguments[0] = x;
  arguments[1] = w;
  arguments[2] = v;
  arguments[3] = beta;
}

static bool callLayer(GLUFunction function, GLUWeights weights, Layer *layer,
                      int rows) {
  int64_t shape[] = {rows, IN};
  GLUArray arguments[4];
  getArguments(layer, shape, arguments);
  GLUError error = {NULL};
  GLUResults results = gluFunctionCall(function, weights, 4, arguments, &error);
  require(!gluResultsIsNull(results), "call", error);
  bool ok = isRight(results, layer, rows);
  gluResultsDestroy(results);
  return ok;
}

static MlirModule parse(MlirContext context, const char *text) {
  GLUError error = {NULL};
  MlirModule module =
      gluModuleParse(context, mlirStringRefCreateFromCString(text), &error);
  require(!mlirModuleIsNull(module), "parse", error);
  return module;
}

static GLUFunction compile(MlirModule module,
                           const GLUCompileOptions *options) {
  GLUError error = {NULL};
  GLUFunction function = gluCompile(module, options, &error);
  require(!gluFunctionIsNull(function), "compile", error);
  return function;
}

static void printType(const char *what, GLUValueType type) {
  printf("%s %.*s: %d %d [", what, (int)type.text.length, type.text.data,
         (int)type.elementType, type.isTensor);
  for (intptr_t i = 0; i < type.rank; ++i)
    printf(type.shape[i] == GLU_DYNAMIC_SIZE ? " ?" : " %d",
           (int)type.shape[i]);
  printf(" ]\n");
}

static const GLUWeights noWeights = {NULL};

static void testCPU(MlirContext context) {
  MlirModule module = parse(context, layerText);
  GLUFunction function = compile(module, NULL);
  // The function does not need its module.
  mlirModuleDestroy(module);

  // CHECK: 4 arguments, 1 results
  printf("%d arguments, %d results\n",
         (int)gluFunctionGetNumArguments(function),
         (int)gluFunctionGetNumResults(function));
  // CHECK-NEXT: argument tensor<?x16xf32>: 2 1 [ ? 16 ]
  printType("argument", gluFunctionGetArgumentType(function, 0));
  // CHECK-NEXT: argument f32: 2 0 [ ]
  printType("argument", gluFunctionGetArgumentType(function, 3));
  // CHECK-NEXT: result tensor<?x32xf32>: 2 1 [ ? 32 ]
  printType("result", gluFunctionGetResultType(function, 0));
  // CHECK-NEXT: beyond : 0 0 [ ]
  printType("beyond", gluFunctionGetArgumentType(function, 4));
  // CHECK-NEXT: beyond : 0 0 [ ]
  printType("beyond", gluFunctionGetResultType(function, -1));

  MlirStringRef name = gluFunctionGetArgumentName(function, 3);
  MlirStringRef beyond = gluFunctionGetArgumentName(function, 4);
  // CHECK-NEXT: name 'beta', beyond ''
  printf("name '%.*s', beyond '%.*s'\n", (int)name.length, name.data,
         (int)beyond.length, beyond.data);

  MlirStringRef remarks = gluFunctionGetRemarks(function);
  // CHECK-NEXT: source:{{[0-9]+}}:{{[0-9]+}}: remark: {{.+}}
  printf("%.*s", (int)remarks.length, remarks.data);

  Layer layer;
  makeLayer(&layer, 0);
  // CHECK: cpu: 1111
  printf("cpu: %d%d%d%d\n", callLayer(function, noWeights, &layer, 6),
         callLayer(function, noWeights, &layer, 6),
         callLayer(function, noWeights, &layer, 1),
         callLayer(function, noWeights, &layer, 0));
  // CHECK-NEXT: prepares: 00
  printf("prepares: %d%d\n", gluFunctionPreparesArgument(function, 1),
         gluFunctionPreparesArgument(function, -1));
  gluFunctionDestroy(function);
}

static void testEmulator(MlirContext context) {
  MlirModule module = parse(context, layerText);
  GLUCompileOptions options = gluCompileOptionsGetDefault();
  options.device = "emulator";
  options.arch = "sm_80";
  options.seed = 7;
  GLUFunction function = compile(module, &options);
  Layer layer;
  makeLayer(&layer, 1);
  // CHECK-NEXT: emulator: 11
  printf("emulator: %d%d\n", callLayer(function, noWeights, &layer, 5),
         callLayer(function, noWeights, &layer, 2));
  gluFunctionDestroy(function);
  mlirModuleDestroy(module);
}

// Arguments in other orders, with gaps, and one element for all.
static void testStrides(MlirContext context) {
  MlirModule module = parse(context, layerText);
  GLUFunction function = compile(module, NULL);
  Layer layer;
  makeLayer(&layer, 2);
  static float columns[IN][MAX_ROWS], wide[IN][2 * OUT], reversed[IN][OUT];
  for (int k = 0; k < IN; ++k) {
    for (int i = 0; i < MAX_ROWS; ++i)
      columns[k][i] = layer.x[i][k];
    for (int j = 0; j < OUT; ++j) {
      wide[k][2 * j] = layer.w[k][j];
      reversed[k][OUT - 1 - j] = layer.v[k][j];
    }
  }
  int64_t xShape[] = {MAX_ROWS, IN};
  int64_t xStrides[] = {1, MAX_ROWS};
  int64_t wStrides[] = {2 * OUT, 2};
  int64_t vStrides[] = {OUT, -1};
  GLUArray arguments[4];
  getArguments(&layer, xShape, arguments);
  arguments[0].data = columns;
  arguments[0].strides = xStrides;
  arguments[1].data = wide;
  arguments[1].strides = wStrides;
  arguments[2].data = &reversed[0][OUT - 1];
  arguments[2].strides = vStrides;
  GLUError error = {NULL};
  GLUResults results =
      gluFunctionCall(function, noWeights, 4, arguments, &error);
  require(!gluResultsIsNull(results), "call", error);
  // CHECK-NEXT: strides: 1
  printf("strides: %d\n", isRight(results, &layer, MAX_ROWS));
  // Results need the function's handle no more.
  gluFunctionDestroy(function);
  // CHECK-NEXT: later: 1
  printf("later: %d\n", isRight(results, &layer, MAX_ROWS));
  gluResultsDestroy(results);
  mlirModuleDestroy(module);
}

static void testPreparedWeights(MlirContext context) {
  MlirModule module = parse(context, layerText);
  GLUCompileOptions options = gluCompileOptionsGetDefault();
  options.prepare = true;
  options.threads = 1;
  options.target = "host";
  options.entry = "swiglu";
  GLUFunction function = compile(module, &options);
  // CHECK-NEXT: prepares: 0110
  for (int i = 0; i < 4; ++i)
    printf(i ? "%d" : "prepares: %d", gluFunctionPreparesArgument(function, i));
  Layer layer;
  makeLayer(&layer, 3);
  int64_t shape[] = {MAX_ROWS, IN};
  GLUArray arguments[4];
  getArguments(&layer, shape, arguments);
  arguments[0].data = arguments[3].data = NULL;
  GLUError error = {NULL};
  GLUWeights weights =
      gluFunctionPrepareWeights(function, 4, arguments, &error);
  require(!gluWeightsIsNull(weights), "prepare", error);
  // The call reads the prepared weights and no others.
  getArguments(&layer, shape, arguments);
  arguments[1].data = arguments[2].data = NULL;
  GLUResults results = gluFunctionCall(function, weights, 4, arguments, &error);
  require(!gluResultsIsNull(results), "call", error);
  // CHECK-NEXT: prepared: 11
  printf("\nprepared: %d%d\n", isRight(results, &layer, MAX_ROWS),
         callLayer(function, noWeights, &layer, 3));
  gluResultsDestroy(results);
  gluWeightsDestroy(weights);
  gluFunctionDestroy(function);
  mlirModuleDestroy(module);
}

// A number as a result, two results, a constant, and an argument written.
static void testOtherFunctions(MlirContext context) {
  MlirModule module = parse(
      context,
      "func.func @main(%a: i64, %t: tensor<3xf64>) -> (i64, tensor<3xf64>) {\n"
      "  %b = arith.addi %a, %a : i64\n"
      "  %u = arith.addf %t, %t : tensor<3xf64>\n"
      "  return %b, %u : i64, tensor<3xf64>\n"
      "}\n"
      "func.func @write(%t: tensor<2xf32> {bufferization.writable = true})\n"
      "    -> tensor<2xf32> {\n"
      "  %u = arith.negf %t : tensor<2xf32>\n"
      "  return %u : tensor<2xf32>\n"
      "}\n");
  GLUFunction function = compile(module, NULL);
  int64_t a = 21, three[] = {3}, two[] = {2};
  double t[] = {1, 2, 3};
  GLUArray arguments[] = {{&a, GLU_I64, 0, NULL, NULL},
                          {t, GLU_F64, 1, three, NULL}};
  GLUError error = {NULL};
  GLUResults results =
      gluFunctionCall(function, noWeights, 2, arguments, &error);
  require(!gluResultsIsNull(results), "call", error);
  GLUArray number = gluResultsGet(results, 0),
           tensor = gluResultsGet(results, 1);
  const double *u = (const double *)tensor.data;
  // CHECK-NEXT: main: 42, 2 4 6, beyond: 1
  printf("main: %d, %g %g %g, beyond: %d\n", (int)*(int64_t *)number.data, u[0],
         u[1], u[2], gluResultsGet(results, 2).data == NULL);
  gluResultsDestroy(results);
  gluFunctionDestroy(function);

  GLUCompileOptions options = gluCompileOptionsGetDefault();
  options.entry = "write";
  function = compile(module, &options);
  // CHECK-NEXT: writes: 10
  printf("writes: %d%d\n", gluFunctionWritesArgument(function, 0),
         gluFunctionWritesArgument(function, 1));
  float written[] = {1, 2};
  GLUArray argument = {written, GLU_F32, 1, two, NULL};
  results = gluFunctionCall(function, noWeights, 1, &argument, &error);
  require(!gluResultsIsNull(results), "call", error);
  // CHECK-NEXT: write: -1 -2
  const float *negated = (const float *)gluResultsGet(results, 0).data;
  printf("write: %g %g\n", negated[0], negated[1]);
  gluResultsDestroy(results);
  gluFunctionDestroy(function);
  mlirModuleDestroy(module);
}

typedef struct {
  char *data;
  size_t length;
} Buffer;

static void append(MlirStringRef text, void *pointer) {
  Buffer *buffer = (Buffer *)pointer;
  buffer->data = (char *)realloc(buffer->data, buffer->length + text.length);
  memcpy(buffer->data + buffer->length, text.data, text.length);
  buffer->length += text.length;
}

static void testStagesAndBytecode(MlirContext context) {
  MlirModule module = parse(context, layerText);
  Buffer bytecode = {NULL, 0}, text = {NULL, 0};
  mlirOperationWriteBytecode(mlirModuleGetOperation(module), append, &bytecode);
  mlirModuleDestroy(module);
  GLUError error = {NULL};
  module = gluModuleParse(
      context, mlirStringRefCreate(bytecode.data, bytecode.length), &error);
  require(!mlirModuleIsNull(module), "bytecode", error);

  MlirModule lowered = gluModuleLower(
      module, NULL, mlirStringRefCreateFromCString("linalg"), &error);
  require(!mlirModuleIsNull(lowered), "lower", error);
  mlirOperationPrint(mlirModuleGetOperation(lowered), append, &text);
  append(mlirStringRefCreate("", 1), &text);
  // CHECK-NEXT: bytecode: 1, after linalg: 10
  printf("bytecode: %d, after linalg: %d%d\n",
         memcmp(bytecode.data, "ML\xefR", 4) == 0,
         strstr(text.data, "linalg.generic") != NULL,
         strstr(text.data, "glu.gated_linear") != NULL);
  mlirModuleDestroy(lowered);
  mlirModuleDestroy(module);
  free(bytecode.data);
  free(text.data);
}

typedef struct {
  GLUFunction function;
  Layer *layer;
  int rows;
  bool ok;
} Job;

static void *work(void *pointer) {
  Job *job = (Job *)pointer;
  job->ok = true;
  for (int i = 0; i < 50; ++i)
    job->ok &= callLayer(job->function, noWeights, job->layer, job->rows);
  return NULL;
}

// Threads share a function, each with a number of rows of its own.
static void testThreads(MlirContext context) {
  MlirModule module = parse(context, layerText);
  GLUCompileOptions options = gluCompileOptionsGetDefault();
  options.threads = 1;
  GLUFunction function = compile(module, &options);
  Layer layer;
  makeLayer(&layer, 4);
  pthread_t threads[4];
  Job jobs[4];
  for (int i = 0; i < 4; ++i) {
    Job job = {function, &layer, i + 1, false};
    jobs[i] = job;
    pthread_create(&threads[i], NULL, work, &jobs[i]);
  }
  for (int i = 0; i < 4; ++i)
    pthread_join(threads[i], NULL);
  // CHECK-NEXT: threads: 1111
  printf("threads: %d%d%d%d\n", jobs[0].ok, jobs[1].ok, jobs[2].ok, jobs[3].ok);
  gluFunctionDestroy(function);
  mlirModuleDestroy(module);
}

// Layers as StableHLO has them; unregistered dialects are read for that.
static void testImport(void) {
  MlirContext context = gluContextCreate();
  mlirContextSetAllowUnregisteredDialects(context, true);
  MlirModule module =
      parse(context, "func.func @main(%0: tensor<2xf32>) -> tensor<2xf32> {\n"
                     "  %1 = \"stablehlo.negate\"(%0) : (tensor<2xf32>) -> "
                     "tensor<2xf32>\n"
                     "  return %1 : tensor<2xf32>\n}\n");
  GLUError error = {NULL};
  require(gluModuleImport(module, &error), "import", error);
  GLUFunction function = compile(module, NULL);
  // CHECK-NEXT: imported, its argument has a name of length 0
  printf("imported, its argument has a name of length %d\n",
         (int)gluFunctionGetArgumentName(function, 0).length);
  gluFunctionDestroy(function);
  mlirModuleDestroy(module);
  mlirContextDestroy(context);
}

static void testMachine(void) {
  MlirStringRef features = gluGetHostFeatures();
  // CHECK-NEXT: features {{[+a-z0-9.,_-]*$}}
  printf("features %.*s\n", (int)features.length, features.data);
}

int main(void) {
  MlirContext context = gluContextCreate();
  testCPU(context);
  testEmulator(context);
  testStrides(context);
  testPreparedWeights(context);
  testOtherFunctions(context);
  testStagesAndBytecode(context);
  testThreads(context);
  testImport();
  testMachine();
  mlirContextDestroy(context);
  // CHECK-NEXT: done
  printf("done\n");
  return 0;
}
