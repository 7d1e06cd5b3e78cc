//===- Activations.cpp - What is measured, and what is asked --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Activations.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/Format.h"

using namespace mlir;
using namespace mlir::glu;

static constexpr const char *kActivations[] = {
    "identity",
    "sigmoid",
    "tanh",
    "relu",
    "leaky_relu<slope = 0.01>",
    "elu<alpha = 1.0>",
    "elu<alpha = -1.673>",
    "gelu<erf>",
    "gelu<tanh>",
    "gelu<sigmoid>",
    "mish",
    "swish<beta = 1.0>",
    "swish<beta = 1.3>",
    "swish<beta = -0.7>",
    "swish<beta = 0.0>",
    "swish<beta = inf>",
    "swish<beta = -inf>",
    "swish<beta = nan>",
    "swish<beta = ?>",
};

static constexpr double kInf = std::numeric_limits<double>::infinity();
static constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
/// For `swish<beta = ?>`.
static constexpr double kBetas[] = {1.0, 1.3, -0.7, 0.0, kInf, -kInf, kNaN};

static constexpr const char *kGatesOfUnits[] = {
    "sigmoid",   "identity",   "relu",
    "gelu<erf>", "gelu<tanh>", "swish<beta = 1.0>"};

//===----------------------------------------------------------------------===//
// Activation
//===----------------------------------------------------------------------===//

std::string Activation::getText() const {
  std::string text;
  llvm::raw_string_ostream(text) << attr;
  return StringRef(text).drop_front(strlen("#glu.")).str();
}

std::string Activation::getName() const {
  std::string name = getText();
  if (beta)
    llvm::raw_string_ostream(name) << llvm::format(" at beta = %g", *beta);
  return name;
}

double Activation::getBeta(FloatType type) const {
  double value = beta.value_or(0);
  return getComputeType(type).isF32() ? static_cast<float>(value) : value;
}

//===----------------------------------------------------------------------===//
// Selection
//===----------------------------------------------------------------------===//

static ActivationAttrInterface parse(MLIRContext *context, StringRef text) {
  return dyn_cast_or_null<ActivationAttrInterface>(
      parseAttribute(("#glu." + text).str(), context));
}

static void append(std::vector<Activation> &activations,
                   ActivationAttrInterface attr) {
  if (!attr.takesBeta())
    return activations.push_back({attr, std::nullopt});
  for (double beta : kBetas)
    activations.push_back({attr, beta});
}

static StringRef getMnemonic(StringRef text) {
  return text.take_until([](char c) { return c == '<'; });
}

FailureOr<std::vector<Activation>>
mlir::glu::selectActivations(MLIRContext *context, StringRef text) {
  std::vector<Activation> selected;
  for (StringRef known : kActivations)
    if (text.empty() || text == getMnemonic(known))
      append(selected, parse(context, known));
  if (!selected.empty())
    return selected;

  ActivationAttrInterface attr = parse(context, text);
  if (!attr) {
    auto diagnostic = emitError(UnknownLoc::get(context));
    diagnostic << "expected an activation in glu's text, such as gelu<tanh>, "
                  "or the name of one, found '"
               << text << "'; the names are ";
    llvm::SetVector<StringRef> names;
    for (StringRef known : kActivations)
      names.insert(getMnemonic(known));
    llvm::interleaveComma(names, diagnostic);
    return failure();
  }
  append(selected, attr);
  return selected;
}

std::vector<Activation> mlir::glu::getGatesOfUnits(MLIRContext *context) {
  std::vector<Activation> gates;
  for (StringRef text : kGatesOfUnits)
    append(gates, parse(context, text));
  return gates;
}

//===----------------------------------------------------------------------===//
// Bounds
//===----------------------------------------------------------------------===//

double mlir::glu::getUlpsAsked(ActivationAttrInterface activation,
                               FloatType type) {
  if (isa<IdentityAttr, ReluAttr>(activation))
    return 0;
  if (type.isF64())
    return 4;
  if (!type.isF32())
    return 0.51;
  return isa<LeakyReluAttr>(activation) ? 0.5 : 2;
}
