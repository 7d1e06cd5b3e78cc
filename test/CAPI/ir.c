// RUN: glu-capi-ir-test 2>&1 | FileCheck %s

// Registration, attributes and ops.

#include "glu-c/Attributes.h"
#include "glu-c/Dialect.h"
#include "glu-c/Ops.h"
#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"
#include "mlir-c/Pass.h"
#include <math.h>
#include <stdio.h>

static void write(MlirStringRef text, void *file) {
  fwrite(text.data, 1, text.length, (FILE *)file);
}

static void print(MlirAttribute attr) {
  mlirAttributePrint(attr, write, stdout);
  printf("\n");
}

static void printError(GLUError error) {
  MlirStringRef message = gluErrorGetMessage(error);
  printf("error: %.*s\n", (int)message.length, message.data);
  gluErrorDestroy(error);
}

static void testRegistration(void) {
  MlirStringRef version = gluGetVersion();
  // CHECK: version {{[0-9]+\.[0-9]+\.[0-9]+}}{{$}}
  printf("version %.*s\n", (int)version.length, version.data);

  MlirDialectHandle handle = mlirGetDialectHandle__glu__();
  MlirStringRef name = mlirDialectHandleGetNamespace(handle);
  // CHECK-NEXT: dialect glu
  printf("dialect %.*s\n", (int)name.length, name.data);

  MlirContext context = mlirContextCreate();
  MlirDialectRegistry registry = mlirDialectRegistryCreate();
  gluRegisterAllDialects(registry);
  mlirContextAppendDialectRegistry(context, registry);
  mlirDialectRegistryDestroy(registry);
  MlirStringRef func = mlirStringRefCreateFromCString("func");
  // CHECK-NEXT: loads func: 1
  printf("loads func: %d\n",
         !mlirDialectIsNull(mlirContextGetOrLoadDialect(context, func)));

  gluRegisterAllPasses();
  gluRegisterAllPasses();
  MlirPassManager passes = mlirPassManagerCreate(context);
  MlirStringRef pipeline = mlirStringRefCreateFromCString(
      "builtin.module(glu-fuse-gate-value,glu-to-cpu{target=avx2})");
  // CHECK-NEXT: finds pipeline: 1
  printf(
      "finds pipeline: %d\n",
      mlirLogicalResultIsSuccess(mlirParsePassPipeline(
          mlirPassManagerGetAsOpPassManager(passes), pipeline, write, stdout)));
  mlirPassManagerDestroy(passes);
  mlirContextDestroy(context);
}

static void testActivations(MlirContext context) {
  MlirAttribute identity = gluIdentityAttrGet(context);
  MlirAttribute sigmoid = gluSigmoidAttrGet(context);
  MlirAttribute tanhAttr = gluTanhAttrGet(context);
  MlirAttribute relu = gluReluAttrGet(context);
  MlirAttribute mish = gluMishAttrGet(context);
  MlirAttribute leakyRelu = gluLeakyReluAttrGet(context, 0.25);
  MlirAttribute elu = gluEluAttrGet(context, 0.5);
  MlirAttribute gelu = gluGeluAttrGet(context, GLU_GELU_TANH);
  MlirAttribute swish = gluSwishAttrGet(context, 2);
  MlirAttribute learned = gluSwishAttrGetBetaOperand(context);
  MlirAttribute all[] = {identity,  sigmoid, tanhAttr, relu,  mish,
                         leakyRelu, elu,     gelu,     swish, learned};
  // CHECK-NEXT: #glu.identity
  // CHECK-NEXT: #glu.sigmoid
  // CHECK-NEXT: #glu.tanh
  // CHECK-NEXT: #glu.relu
  // CHECK-NEXT: #glu.mish
  // CHECK-NEXT: #glu.leaky_relu<slope = 0.25>
  // CHECK-NEXT: #glu.elu<alpha = 0.5>
  // CHECK-NEXT: #glu.gelu<tanh>
  // CHECK-NEXT: #glu.swish<beta = 2.0>
  // CHECK-NEXT: #glu.swish<beta = ?>
  for (int i = 0; i < 10; ++i)
    print(all[i]);

  // A column for each function, a row for each attribute.
  // CHECK-NEXT: 1 100000000
  // CHECK-NEXT: 1 010000000
  // CHECK-NEXT: 1 001000000
  // CHECK-NEXT: 1 000100000
  // CHECK-NEXT: 1 000010000
  // CHECK-NEXT: 1 000001000
  // CHECK-NEXT: 1 000000100
  // CHECK-NEXT: 1 000000010
  // CHECK-NEXT: 1 000000001
  // CHECK-NEXT: 1 000000001
  for (int i = 0; i < 10; ++i)
    printf("%d %d%d%d%d%d%d%d%d%d\n", gluAttributeIsAActivation(all[i]),
           gluAttributeIsAIdentity(all[i]), gluAttributeIsASigmoid(all[i]),
           gluAttributeIsATanh(all[i]), gluAttributeIsARelu(all[i]),
           gluAttributeIsAMish(all[i]), gluAttributeIsALeakyRelu(all[i]),
           gluAttributeIsAElu(all[i]), gluAttributeIsAGelu(all[i]),
           gluAttributeIsASwish(all[i]));
  MlirAttribute null = {NULL};
  // CHECK-NEXT: of null: 00
  printf("of null: %d%d\n", gluAttributeIsAActivation(null),
         gluAttributeIsARelu(null));

  double value = 0, derivative = 0;
  // CHECK-NEXT: evaluated 1: -0.25 0.25
  int evaluated = gluActivationEvaluate(leakyRelu, -1, 0, &value, &derivative);
  printf("evaluated %d: %g %g\n", evaluated, value, derivative);
  // CHECK-NEXT: with beta 1: 0.5 0.5
  evaluated = gluActivationEvaluate(learned, 1, 0, &value, &derivative);
  printf("with beta %d: %g %g\n", evaluated, value, derivative);
  // CHECK-NEXT: no activation: 0 0.5
  evaluated = gluActivationEvaluate(null, 1, 0, &value, &derivative);
  printf("no activation: %d %g\n", evaluated, value);

  double slope = 0, alpha = 0, beta = 0;
  GLUGeluForm form = GLU_GELU_ERF;
  // CHECK-NEXT: parameters 1111: 0.25 0.5 1 2
  int ok[] = {gluLeakyReluAttrGetSlope(leakyRelu, &slope),
              gluEluAttrGetAlpha(elu, &alpha), gluGeluAttrGetForm(gelu, &form),
              gluSwishAttrGetBeta(swish, &beta)};
  printf("parameters %d%d%d%d: %g %g %d %g\n", ok[0], ok[1], ok[2], ok[3],
         slope, alpha, (int)form, beta);
  // CHECK-NEXT: none: 00000 0.25 2
  int none[] = {
      gluLeakyReluAttrGetSlope(elu, &slope),
      gluEluAttrGetAlpha(leakyRelu, &alpha), gluGeluAttrGetForm(relu, &form),
      gluSwishAttrGetBeta(learned, &beta), gluSwishAttrGetBeta(null, &beta)};
  printf("none: %d%d%d%d%d %g %g\n", none[0], none[1], none[2], none[3],
         none[4], slope, beta);

  // CHECK-NEXT: refused: 111
  printf("refused: %d%d%d\n",
         mlirAttributeIsNull(gluLeakyReluAttrGet(context, INFINITY)),
         mlirAttributeIsNull(gluEluAttrGet(context, NAN)),
         mlirAttributeIsNull(gluGeluAttrGet(context, (GLUGeluForm)3)));
}

static void testLayouts(MlirContext context) {
  MlirAttribute blocks = gluWeightsAttrGet(
      context, GLU_WEIGHT_PACKING_INTERLEAVED, GLU_WEIGHT_ORDER_OUT_IN, 16);
  // CHECK-NEXT: #glu.weights<interleaved = 16, out_in>
  print(blocks);
  GLUWeightPacking packing = GLU_WEIGHT_PACKING_SINGLE;
  GLUWeightOrder order = GLU_WEIGHT_ORDER_IN_OUT;
  int64_t block = 0;
  bool found = gluWeightsAttrGetLayout(blocks, &packing, &order, &block);
  // CHECK-NEXT: layout 1: 4 1 16
  printf("layout %d: %d %d %d\n", found, (int)packing, (int)order, (int)block);
  MlirAttribute rounding = gluRoundingAttrGet(context, GLU_ROUNDING_AS_UNFUSED);
  // CHECK-NEXT: #glu.rounding<as_unfused>
  print(rounding);
  GLURounding value = GLU_ROUNDING_F32_THROUGH;
  found = gluRoundingAttrGetValue(rounding, &value);
  // CHECK-NEXT: rounding 1: 1
  printf("rounding %d: %d\n", found, (int)value);
  // CHECK-NEXT: kinds: 1010 00
  printf("kinds: %d%d%d%d %d%d\n", gluAttributeIsAWeights(blocks),
         gluAttributeIsAWeights(rounding), gluAttributeIsARounding(rounding),
         gluAttributeIsARounding(blocks),
         gluWeightsAttrGetLayout(rounding, &packing, &order, &block),
         gluRoundingAttrGetValue(blocks, &value));
  // CHECK-NEXT: refused: 1111
  printf(
      "refused: %d%d%d%d\n",
      mlirAttributeIsNull(gluWeightsAttrGet(
          context, GLU_WEIGHT_PACKING_INTERLEAVED, GLU_WEIGHT_ORDER_IN_OUT, 0)),
      mlirAttributeIsNull(gluWeightsAttrGet(context, (GLUWeightPacking)5,
                                            GLU_WEIGHT_ORDER_IN_OUT, 0)),
      mlirAttributeIsNull(gluWeightsAttrGet(context, GLU_WEIGHT_PACKING_SINGLE,
                                            (GLUWeightOrder)2, 0)),
      mlirAttributeIsNull(gluRoundingAttrGet(context, (GLURounding)2)));
}

static MlirType tensorOf(MlirContext context, int rank, int64_t a, int64_t b,
                         int64_t c) {
  int64_t shape[] = {a, b, c};
  return mlirRankedTensorTypeGet(rank, shape, mlirF32TypeGet(context),
                                 mlirAttributeGetNull());
}

// Prints and destroys an op, or says why there is none.
static void show(MlirOperation op, GLUError error) {
  if (mlirOperationIsNull(op)) {
    printError(error);
    return;
  }
  mlirOperationPrint(op, write, stdout);
  mlirOperationDestroy(op);
}

static void testOps(MlirContext context) {
  MlirLocation loc = mlirLocationUnknownGet(context);
  MlirType types[] = {
      tensorOf(context, 2, 4, 8, 0),  tensorOf(context, 2, 8, 16, 0),
      tensorOf(context, 2, 16, 8, 0), tensorOf(context, 3, 3, 8, 16),
      tensorOf(context, 2, 3, 16, 0), tensorOf(context, 1, 16, 0, 0),
      tensorOf(context, 1, 8, 0, 0),  tensorOf(context, 2, 4, 16, 0),
      mlirF32TypeGet(context)};
  MlirLocation locs[] = {loc, loc, loc, loc, loc, loc, loc, loc, loc};
  MlirBlock block = mlirBlockCreate(9, types, locs);
  MlirValue x = mlirBlockGetArgument(block, 0);
  MlirValue w = mlirBlockGetArgument(block, 1);
  MlirValue w2 = mlirBlockGetArgument(block, 2);
  MlirValue pieces = mlirBlockGetArgument(block, 3);
  MlirValue pieceBias = mlirBlockGetArgument(block, 4);
  MlirValue b = mlirBlockGetArgument(block, 5);
  MlirValue b2 = mlirBlockGetArgument(block, 6);
  MlirValue init = mlirBlockGetArgument(block, 7);
  MlirValue beta = mlirBlockGetArgument(block, 8);
  MlirValue none = {NULL};
  GLUError error = {NULL};

  MlirAttribute relu = gluReluAttrGet(context);
  MlirAttribute swish = gluSwishAttrGetBetaOperand(context);
  MlirAttribute single = gluWeightsAttrGet(context, GLU_WEIGHT_PACKING_SINGLE,
                                           GLU_WEIGHT_ORDER_IN_OUT, 0);
  MlirAttribute separate = gluWeightsAttrGet(
      context, GLU_WEIGHT_PACKING_SEPARATE, GLU_WEIGHT_ORDER_IN_OUT, 0);

  /* CHECK-NEXT: glu.activation swish<beta = ?>({{.*}}) : tensor<4x8xf32>, f32
   */
  show(gluActivationCreate(loc, swish, x, beta, &error), error);
  // CHECK-NEXT: glu.gate relu rounding<as_unfused>({{.*}}) : tensor<4x8xf32>
  show(gluGateCreate(loc, relu, GLU_ROUNDING_AS_UNFUSED, x, x, none, &error),
       error);
  GLULayer maxout = {.x = x, .weight = pieces, .bias = pieceBias, .init = init};
  // CHECK-NEXT: glu.maxout ins({{.*}}) bias({{.*}}) outs({{.*}})
  show(gluMaxoutCreate(loc, &maxout, &error), error);
  GLULayer linear = {.activation = swish,
                     .layout = single,
                     .x = x,
                     .weight = w,
                     .bias = b,
                     .beta = beta,
                     .init = init};
  /* CHECK-NEXT: glu.linear swish{{.*}} weights<in_out> {{.*}} bias({{.*}}) beta
   */
  show(gluLinearCreate(loc, &linear, &error), error);
  GLULayer gated = {.activation = relu,
                    .layout = separate,
                    .rounding = GLU_ROUNDING_AS_UNFUSED,
                    .x = x,
                    .weight = w,
                    .valueWeight = w,
                    .gateBias = b,
                    .valueBias = b,
                    .init = init};
  // CHECK-NEXT: glu.gated_linear relu{{.*}}<as_unfused>{{.*}} value_bias
  show(gluGatedLinearCreate(loc, &gated, &error), error);
  GLULayer ffn = {.activation = relu,
                  .layout = separate,
                  .downLayout = single,
                  .x = x,
                  .weight = w,
                  .valueWeight = w,
                  .downWeight = w2,
                  .downBias = b2,
                  .init = x};
  /* CHECK-NEXT: glu.ffn relu {{.*}} down<in_out> {{.*}} down_bias({{.*}}) outs
   */
  show(gluFFNCreate(loc, &ffn, &error), error);

  GLUCost cost = {0, 0, 0};
  MlirOperation costly = gluFFNCreate(loc, &ffn, &error);
  // CHECK-NEXT: cost 1: 392 3072 1824
  int known = gluOperationGetCost(costly, &cost);
  printf("cost %d: %d %d %d\n", known, (int)cost.parameters, (int)cost.flops,
         (int)cost.bytes);
  mlirOperationDestroy(costly);
  MlirOperation nothing = {NULL};
  // CHECK-NEXT: no cost: 0 392
  known = gluOperationGetCost(nothing, &cost);
  printf("no cost: %d %d\n", known, (int)cost.parameters);

  // CHECK-NEXT: error: glu.activation: 'activation' is not an activation
  show(gluActivationCreate(loc, single, x, none, &error), error);
  // CHECK-NEXT: error: glu.activation: expected a value for 'x', found null
  show(gluActivationCreate(loc, relu, none, none, &error), error);
  // CHECK-NEXT: error: 'glu.activation' op {{.*}}beta
  show(gluActivationCreate(loc, swish, x, none, &error), error);
  // CHECK-NEXT: error: glu.gate: 'activation' is not an activation
  show(gluGateCreate(loc, mlirAttributeGetNull(), GLU_ROUNDING_F32_THROUGH, x,
                     x, none, &error),
       error);
  // CHECK-NEXT: error: glu.gate: there is no rounding 7
  show(gluGateCreate(loc, relu, (GLURounding)7, x, x, none, &error), error);
  // CHECK-NEXT: error: glu.gate: expected a value for 'value', found null
  show(
      gluGateCreate(loc, relu, GLU_ROUNDING_F32_THROUGH, x, none, none, &error),
      error);
  // CHECK-NEXT: error: glu.linear: the layer is null
  show(gluLinearCreate(loc, NULL, &error), error);
  // CHECK-NEXT: error: glu.maxout has no 'activation': expected null
  maxout.activation = relu;
  show(gluMaxoutCreate(loc, &maxout, &error), error);
  // CHECK-NEXT: error: glu.maxout: expected a value for 'init', found null
  maxout.init = none;
  show(gluMaxoutCreate(loc, &maxout, &error), error);
  // CHECK-NEXT: error: glu.linear has no 'gateBias': expected null
  linear.gateBias = b;
  show(gluLinearCreate(loc, &linear, &error), error);
  // CHECK-NEXT: error: glu.linear: 'layout' is not a #glu.weights attribute
  linear.layout = relu;
  show(gluLinearCreate(loc, &linear, &error), error);
  // CHECK-NEXT: error: glu.gated_linear has no 'downWeight': expected null
  gated.downWeight = w2;
  show(gluGatedLinearCreate(loc, &gated, &error), error);
  // CHECK-NEXT: error: glu.gated_linear: there is no rounding 2
  gated.rounding = (GLURounding)2;
  show(gluGatedLinearCreate(loc, &gated, &error), error);
  // CHECK-NEXT: error: 'glu.ffn' op
  ffn.init = init;
  show(gluFFNCreate(loc, &ffn, &error), error);
  /* CHECK-NEXT: error: glu.ffn: expected a value for 'downWeight', found null
   */
  ffn.downWeight = none;
  show(gluFFNCreate(loc, &ffn, &error), error);
  // CHECK-NEXT: error: glu.ffn: 'downLayout' is not a #glu.weights attribute
  ffn.downLayout = mlirAttributeGetNull();
  show(gluFFNCreate(loc, &ffn, &error), error);
  // CHECK-NEXT: error: the location is null
  MlirLocation nowhere = {NULL};
  show(gluActivationCreate(nowhere, relu, x, none, &error), error);
  // Nobody has to ask why.
  // CHECK-NEXT: null: 1
  printf("null: %d\n", mlirOperationIsNull(gluFFNCreate(loc, &ffn, NULL)));
  mlirBlockDestroy(block);
}

int main(void) {
  testRegistration();
  MlirContext context = gluContextCreate();
  testActivations(context);
  testLayouts(context);
  testOps(context);
  mlirContextDestroy(context);
  // CHECK-NEXT: done
  printf("done\n");
  return 0;
}
