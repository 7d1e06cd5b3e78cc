//===- Attributes.cpp - Attributes for C ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu-c/Attributes.h"
#include "Support.h"
#include "glu/IR/GLU.h"
#include "mlir/CAPI/IR.h"

using namespace mlir;
using namespace mlir::glu;

/// The context, with the dialect in it.
static MLIRContext *load(MlirContext context) {
  unwrap(context)->getOrLoadDialect<GLUDialect>();
  return unwrap(context);
}

/// The attribute of these parameters, or null if they do not verify.
template <typename AttrTy, typename... Parameters>
static MlirAttribute getChecked(MlirContext context, Parameters... parameters) {
  MLIRContext *loaded = load(context);
  capi::DiagnosticCollector quiet(loaded);
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(loaded)); };
  return wrap(AttrTy::getChecked(emitError, loaded, parameters...));
}

template <typename AttrTy>
static bool isA(MlirAttribute attr) {
  return isa_and_nonnull<AttrTy>(unwrap(attr));
}

/// Reads one parameter of an attribute.
template <typename AttrTy, typename T, typename Get>
static bool read(MlirAttribute attr, T *parameter, Get get) {
  auto typed = dyn_cast_or_null<AttrTy>(unwrap(attr));
  if (!typed)
    return false;
  *parameter = static_cast<T>(get(typed));
  return true;
}

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

bool gluAttributeIsAActivation(MlirAttribute attr) {
  return isA<ActivationAttrInterface>(attr);
}

bool gluActivationEvaluate(MlirAttribute activation, double x, double beta,
                           double *value, double *derivative) {
  auto act = dyn_cast_or_null<ActivationAttrInterface>(unwrap(activation));
  if (!act)
    return false;
  auto type = Float64Type::get(unwrap(activation).getContext());
  *value = static_cast<double>(act.evaluate(type, x, beta));
  *derivative = static_cast<double>(act.evaluateDerivative(type, x, beta));
  return true;
}

#define ACTIVATION(NAME)                                                       \
  bool gluAttributeIsA##NAME(MlirAttribute attr) {                             \
    return isA<NAME##Attr>(attr);                                              \
  }
#define PLAIN_ACTIVATION(NAME)                                                 \
  MlirAttribute glu##NAME##AttrGet(MlirContext context) {                      \
    return wrap(NAME##Attr::get(load(context)));                               \
  }                                                                            \
  ACTIVATION(NAME)
PLAIN_ACTIVATION(Identity)
PLAIN_ACTIVATION(Sigmoid)
PLAIN_ACTIVATION(Tanh)
PLAIN_ACTIVATION(Relu)
PLAIN_ACTIVATION(Mish)
ACTIVATION(LeakyRelu)
ACTIVATION(Elu)
ACTIVATION(Gelu)
ACTIVATION(Swish)
#undef PLAIN_ACTIVATION
#undef ACTIVATION

MlirAttribute gluLeakyReluAttrGet(MlirContext context, double slope) {
  return getChecked<LeakyReluAttr>(context, slope);
}

bool gluLeakyReluAttrGetSlope(MlirAttribute attr, double *slope) {
  return read<LeakyReluAttr>(attr, slope, [](LeakyReluAttr activation) {
    return activation.getSlope().getValueAsDouble();
  });
}

MlirAttribute gluEluAttrGet(MlirContext context, double alpha) {
  return getChecked<EluAttr>(context, alpha);
}

bool gluEluAttrGetAlpha(MlirAttribute attr, double *alpha) {
  return read<EluAttr>(attr, alpha, [](EluAttr activation) {
    return activation.getAlpha().getValueAsDouble();
  });
}

MlirAttribute gluGeluAttrGet(MlirContext context, GLUGeluForm form) {
  std::optional<GeluForm> known = symbolizeGeluForm(form);
  return known ? wrap(GeluAttr::get(load(context), *known))
               : MlirAttribute{nullptr};
}

bool gluGeluAttrGetForm(MlirAttribute attr, GLUGeluForm *form) {
  return read<GeluAttr>(
      attr, form, [](GeluAttr activation) { return activation.getForm(); });
}

MlirAttribute gluSwishAttrGet(MlirContext context, double beta) {
  return wrap(SwishAttr::get(load(context), beta));
}

MlirAttribute gluSwishAttrGetBetaOperand(MlirContext context) {
  return wrap(SwishAttr::get(load(context)));
}

bool gluSwishAttrGetBeta(MlirAttribute attr, double *beta) {
  auto swish = dyn_cast_or_null<SwishAttr>(unwrap(attr));
  if (!swish || swish.takesBeta())
    return false;
  *beta = swish.getBeta().getValueAsDouble();
  return true;
}

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

MlirAttribute gluWeightsAttrGet(MlirContext context, GLUWeightPacking packing,
                                GLUWeightOrder order, int64_t block) {
  std::optional<WeightPacking> knownPacking = symbolizeWeightPacking(packing);
  std::optional<WeightOrder> knownOrder = symbolizeWeightOrder(order);
  if (!knownPacking || !knownOrder)
    return MlirAttribute{nullptr};
  return getChecked<WeightsAttr>(context, *knownPacking, *knownOrder, block);
}

bool gluAttributeIsAWeights(MlirAttribute attr) {
  return isA<WeightsAttr>(attr);
}

bool gluWeightsAttrGetLayout(MlirAttribute attr, GLUWeightPacking *packing,
                             GLUWeightOrder *order, int64_t *block) {
  auto layout = dyn_cast_or_null<WeightsAttr>(unwrap(attr));
  if (!layout)
    return false;
  *packing = static_cast<GLUWeightPacking>(layout.getPacking());
  *order = static_cast<GLUWeightOrder>(layout.getOrder());
  *block = layout.getBlock();
  return true;
}

//===----------------------------------------------------------------------===//
// Rounding
//===----------------------------------------------------------------------===//

MlirAttribute gluRoundingAttrGet(MlirContext context, GLURounding rounding) {
  std::optional<Rounding> known = symbolizeRounding(rounding);
  return known ? wrap(RoundingAttr::get(load(context), *known))
               : MlirAttribute{nullptr};
}

bool gluAttributeIsARounding(MlirAttribute attr) {
  return isA<RoundingAttr>(attr);
}

bool gluRoundingAttrGetValue(MlirAttribute attr, GLURounding *rounding) {
  return read<RoundingAttr>(attr, rounding, [](RoundingAttr attribute) {
    return attribute.getValue();
  });
}
