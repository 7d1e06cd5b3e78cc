//===- Ops.cpp - Ops for C ------------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu-c/Ops.h"
#include "Support.h"
#include "glu/IR/GLU.h"
#include "mlir/CAPI/IR.h"
#include "mlir/IR/Verifier.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
/// A member of GLULayer by the name that users know.
struct Member {
  StringRef name;
  const void *ptr;
};
} // namespace

static llvm::Error checkPresent(StringRef op, ArrayRef<Member> members) {
  for (const Member &member : members)
    if (!member.ptr)
      return llvm::createStringError(op + ": expected a value for '" +
                                     member.name + "', found null");
  return llvm::Error::success();
}

static llvm::Error checkAbsent(StringRef op, ArrayRef<Member> members) {
  for (const Member &member : members)
    if (member.ptr)
      return llvm::createStringError(op + " has no '" + member.name +
                                     "': expected null");
  return llvm::Error::success();
}

static llvm::Expected<ActivationAttrInterface>
getActivation(StringRef op, MlirAttribute attr) {
  if (auto activation = dyn_cast_or_null<ActivationAttrInterface>(unwrap(attr)))
    return activation;
  return llvm::createStringError(op + ": 'activation' is not an activation");
}

static llvm::Expected<WeightsAttr> getLayout(StringRef op, StringRef name,
                                             MlirAttribute attr) {
  if (auto layout = dyn_cast_or_null<WeightsAttr>(unwrap(attr)))
    return layout;
  return llvm::createStringError(op + ": '" + name +
                                 "' is not a #glu.weights attribute");
}

static llvm::Expected<Rounding> getRounding(StringRef op,
                                            GLURounding rounding) {
  if (std::optional<Rounding> known = symbolizeRounding(rounding))
    return *known;
  return llvm::createStringError(op + ": there is no rounding " +
                                 Twine(static_cast<int>(rounding)));
}

/// Makes the op `build` builds, if it verifies.
template <typename Build>
static llvm::Expected<MlirOperation> create(MlirLocation loc, Build build) {
  if (mlirLocationIsNull(loc))
    return llvm::createStringError("the location is null");
  MLIRContext *context = unwrap(loc).getContext();
  context->getOrLoadDialect<GLUDialect>();
  capi::DiagnosticCollector diagnostics(context);
  OpBuilder builder(context);
  Operation *op = build(builder, unwrap(loc));
  if (succeeded(verify(op)))
    return wrap(op);
  op->destroy();
  return diagnostics.takeError();
}

//===----------------------------------------------------------------------===//
// Elementwise ops
//===----------------------------------------------------------------------===//

MlirOperation gluActivationCreate(MlirLocation loc, MlirAttribute activation,
                                  MlirValue x, MlirValue beta,
                                  GLUError *error) {
  return capi::protect<MlirOperation>(
      error, [&]() -> llvm::Expected<MlirOperation> {
        StringRef name = ActivationOp::getOperationName();
        auto attr = getActivation(name, activation);
        if (!attr)
          return attr.takeError();
        if (llvm::Error missing = checkPresent(name, {{"x", x.ptr}}))
          return std::move(missing);
        return create(loc, [&](OpBuilder &b, Location at) {
          return ActivationOp::create(b, at, unwrap(x).getType(), *attr,
                                      unwrap(x), unwrap(beta));
        });
      });
}

MlirOperation gluGateCreate(MlirLocation loc, MlirAttribute activation,
                            GLURounding rounding, MlirValue gate,
                            MlirValue value, MlirValue beta, GLUError *error) {
  return capi::protect<MlirOperation>(
      error, [&]() -> llvm::Expected<MlirOperation> {
        StringRef name = GateOp::getOperationName();
        auto attr = getActivation(name, activation);
        if (!attr)
          return attr.takeError();
        auto known = getRounding(name, rounding);
        if (!known)
          return known.takeError();
        if (llvm::Error missing =
                checkPresent(name, {{"gate", gate.ptr}, {"value", value.ptr}}))
          return std::move(missing);
        return create(loc, [&](OpBuilder &b, Location at) {
          return GateOp::create(b, at, unwrap(gate).getType(), *attr, *known,
                                unwrap(gate), unwrap(value), unwrap(beta));
        });
      });
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

namespace {
/// The members of a GLULayer that several ops have, once they are checked.
struct Layer {
  ActivationAttrInterface activation;
  WeightsAttr layout;
  Rounding rounding;
  SmallVector<Value, 2> weights;
};
} // namespace

static llvm::Error checkOperands(StringRef op, const GLULayer *layer) {
  if (!layer)
    return llvm::createStringError(op + ": the layer is null");
  return checkPresent(op, {{"x", layer->x.ptr},
                           {"weight", layer->weight.ptr},
                           {"init", layer->init.ptr}});
}

static llvm::Expected<Layer> getLayer(StringRef op, const GLULayer *layer) {
  if (llvm::Error error = checkOperands(op, layer))
    return std::move(error);
  auto activation = getActivation(op, layer->activation);
  if (!activation)
    return activation.takeError();
  auto layout = getLayout(op, "layout", layer->layout);
  if (!layout)
    return layout.takeError();
  auto rounding = getRounding(op, layer->rounding);
  if (!rounding)
    return rounding.takeError();
  Layer result{*activation, *layout, *rounding, {unwrap(layer->weight)}};
  if (layer->valueWeight.ptr)
    result.weights.push_back(unwrap(layer->valueWeight));
  return result;
}

MlirOperation gluMaxoutCreate(MlirLocation loc, const GLULayer *layer,
                              GLUError *error) {
  return capi::protect<MlirOperation>(
      error, [&]() -> llvm::Expected<MlirOperation> {
        StringRef name = MaxoutOp::getOperationName();
        if (llvm::Error missing = checkOperands(name, layer))
          return std::move(missing);
        if (llvm::Error extra =
                checkAbsent(name, {{"activation", layer->activation.ptr},
                                   {"layout", layer->layout.ptr},
                                   {"downLayout", layer->downLayout.ptr},
                                   {"valueWeight", layer->valueWeight.ptr},
                                   {"downWeight", layer->downWeight.ptr},
                                   {"gateBias", layer->gateBias.ptr},
                                   {"valueBias", layer->valueBias.ptr},
                                   {"downBias", layer->downBias.ptr},
                                   {"beta", layer->beta.ptr}}))
          return std::move(extra);
        return create(loc, [&](OpBuilder &b, Location at) {
          Value init = unwrap(layer->init);
          return MaxoutOp::create(b, at, init.getType(), unwrap(layer->x),
                                  unwrap(layer->weight), unwrap(layer->bias),
                                  init);
        });
      });
}

MlirOperation gluLinearCreate(MlirLocation loc, const GLULayer *layer,
                              GLUError *error) {
  return capi::protect<MlirOperation>(
      error, [&]() -> llvm::Expected<MlirOperation> {
        StringRef name = LinearOp::getOperationName();
        auto checked = getLayer(name, layer);
        if (!checked)
          return checked.takeError();
        if (llvm::Error extra =
                checkAbsent(name, {{"downLayout", layer->downLayout.ptr},
                                   {"valueWeight", layer->valueWeight.ptr},
                                   {"downWeight", layer->downWeight.ptr},
                                   {"gateBias", layer->gateBias.ptr},
                                   {"valueBias", layer->valueBias.ptr},
                                   {"downBias", layer->downBias.ptr}}))
          return std::move(extra);
        return create(loc, [&](OpBuilder &b, Location at) {
          Value init = unwrap(layer->init);
          return LinearOp::create(
              b, at, init.getType(), checked->activation, checked->layout,
              checked->rounding, unwrap(layer->x), unwrap(layer->weight),
              unwrap(layer->bias), unwrap(layer->beta), init);
        });
      });
}

MlirOperation gluGatedLinearCreate(MlirLocation loc, const GLULayer *layer,
                                   GLUError *error) {
  return capi::protect<MlirOperation>(
      error, [&]() -> llvm::Expected<MlirOperation> {
        StringRef name = GatedLinearOp::getOperationName();
        auto checked = getLayer(name, layer);
        if (!checked)
          return checked.takeError();
        if (llvm::Error extra =
                checkAbsent(name, {{"downLayout", layer->downLayout.ptr},
                                   {"downWeight", layer->downWeight.ptr},
                                   {"downBias", layer->downBias.ptr}}))
          return std::move(extra);
        return create(loc, [&](OpBuilder &b, Location at) {
          Value init = unwrap(layer->init);
          return GatedLinearOp::create(
              b, at, init.getType(), checked->activation, checked->layout,
              checked->rounding, unwrap(layer->x), checked->weights,
              unwrap(layer->bias), unwrap(layer->gateBias),
              unwrap(layer->valueBias), unwrap(layer->beta), init);
        });
      });
}

MlirOperation gluFFNCreate(MlirLocation loc, const GLULayer *layer,
                           GLUError *error) {
  return capi::protect<MlirOperation>(
      error, [&]() -> llvm::Expected<MlirOperation> {
        StringRef name = FFNOp::getOperationName();
        auto checked = getLayer(name, layer);
        if (!checked)
          return checked.takeError();
        auto downLayout = getLayout(name, "downLayout", layer->downLayout);
        if (!downLayout)
          return downLayout.takeError();
        if (llvm::Error missing =
                checkPresent(name, {{"downWeight", layer->downWeight.ptr}}))
          return std::move(missing);
        return create(loc, [&](OpBuilder &b, Location at) {
          Value init = unwrap(layer->init);
          return FFNOp::create(
              b, at, init.getType(), checked->activation, checked->layout,
              *downLayout, checked->rounding, unwrap(layer->x),
              checked->weights, unwrap(layer->downWeight), unwrap(layer->bias),
              unwrap(layer->gateBias), unwrap(layer->valueBias),
              unwrap(layer->downBias), unwrap(layer->beta), init);
        });
      });
}

bool gluOperationGetCost(MlirOperation op, GLUCost *cost) {
  auto layer = dyn_cast_or_null<CostOpInterface>(unwrap(op));
  if (!layer)
    return false;
  *cost = {layer.getParameters().value_or(-1), layer.getFlops().value_or(-1),
           layer.getBytes().value_or(-1)};
  return true;
}
