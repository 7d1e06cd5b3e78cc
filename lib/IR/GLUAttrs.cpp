//===- GLUAttrs.cpp - Syntax and verification of glu attributes -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"
#include <charconv>

using namespace mlir;
using namespace mlir::glu;

static FailureOr<FloatAttr> parseReal(AsmParser &parser);
static void printReal(AsmPrinter &printer, FloatAttr value);
static FailureOr<FloatAttr> parseRealOrOperand(AsmParser &parser);
static void printRealOrOperand(AsmPrinter &printer, FloatAttr value);

#include "glu/IR/GLUAttrInterfaces.cpp.inc"
#include "glu/IR/GLUEnums.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "glu/IR/GLUAttrs.cpp.inc"

void GLUDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "glu/IR/GLUAttrs.cpp.inc"
      >();
}

//===----------------------------------------------------------------------===//
// Real numbers
//===----------------------------------------------------------------------===//

static FailureOr<FloatAttr> parseReal(AsmParser &parser) {
  double value;
  bool negative = succeeded(parser.parseOptionalMinus());
  if (succeeded(parser.parseOptionalKeyword("inf")))
    value = std::numeric_limits<double>::infinity();
  else if (succeeded(parser.parseOptionalKeyword("nan")))
    value = std::numeric_limits<double>::quiet_NaN();
  else if (parser.parseFloat(value))
    return failure();
  return parser.getBuilder().getF64FloatAttr(negative ? -value : value);
}

/// The text of an infinity or NaN.
static StringRef getSpecialName(double value) {
  return std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
}

/// Prints the shortest text that reads back as the same double: bytecode stores
/// attributes as text, so every digit matters there too.
static void printReal(AsmPrinter &printer, FloatAttr attr) {
  double value = attr.getValueAsDouble();
  if (!std::isfinite(value)) {
    printer << getSpecialName(value);
    return;
  }
  char buffer[32];
  char *end = std::to_chars(buffer, buffer + sizeof(buffer), value).ptr;
  // MLIR wants a point in a float literal; to_chars leaves it out of `1` and
  // `1e-30`.
  auto [digits, exponent] = StringRef(buffer, end - buffer).split('e');
  printer << digits << (digits.contains('.') ? "" : ".0");
  if (!exponent.empty())
    printer << 'e' << exponent;
}

static FailureOr<FloatAttr> parseRealOrOperand(AsmParser &parser) {
  if (succeeded(parser.parseOptionalQuestion()))
    return FloatAttr();
  return parseReal(parser);
}

static void printRealOrOperand(AsmPrinter &printer, FloatAttr value) {
  if (value)
    printReal(printer, value);
  else
    printer << '?';
}

static LogicalResult verifyFinite(function_ref<InFlightDiagnostic()> emitError,
                                  FloatAttr value, StringRef what) {
  if (value.getValue().isFinite())
    return success();
  return emitError() << "expected a finite " << what << ", got "
                     << getSpecialName(value.getValueAsDouble());
}

LogicalResult
LeakyReluAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                      FloatAttr slope) {
  return verifyFinite(emitError, slope, "slope");
}

LogicalResult EluAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                              FloatAttr alpha) {
  return verifyFinite(emitError, alpha, "alpha");
}

//===----------------------------------------------------------------------===//
// Activations in the syntax of ops
//===----------------------------------------------------------------------===//

ParseResult mlir::glu::parseActivation(OpAsmParser &parser,
                                       ActivationAttrInterface &activation) {
  SMLoc loc = parser.getCurrentLocation();
  Attribute attr;
  OptionalParseResult parsed = parser.parseOptionalAttribute(attr);
  if (!parsed.has_value()) {
    StringRef mnemonic;
    parsed = generatedAttributeParser(parser, &mnemonic, Type(), attr);
    if (!parsed.has_value())
      return parser.emitError(loc, "unknown activation '") << mnemonic << "'";
  }
  if (failed(*parsed))
    return failure();
  activation = dyn_cast<ActivationAttrInterface>(attr);
  if (!activation)
    return parser.emitError(loc, "expected an activation, got ") << attr;
  return success();
}

void mlir::glu::printActivation(OpAsmPrinter &printer, Operation *op,
                                ActivationAttrInterface activation) {
  if (failed(generatedAttributePrinter(activation, printer)))
    printer << Attribute(activation);
}

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

Attribute WeightsAttr::parse(AsmParser &parser, Type) {
  SMLoc loc = parser.getCurrentLocation();
  StringRef keyword;
  if (parser.parseLess() || parser.parseKeyword(&keyword))
    return {};

  WeightPacking packing = WeightPacking::Single;
  int64_t block = 0;
  std::optional<WeightOrder> order = symbolizeWeightOrder(keyword);
  if (!order) {
    std::optional<WeightPacking> parsed = symbolizeWeightPacking(keyword);
    if (!parsed || *parsed == WeightPacking::Single) {
      parser.emitError(loc, "expected separate, gate_first, value_first, "
                            "interleaved, in_out or out_in, got '")
          << keyword << "'";
      return {};
    }
    packing = *parsed;
    if (packing == WeightPacking::Interleaved &&
        (parser.parseEqual() || parser.parseInteger(block)))
      return {};
    SMLoc orderLoc;
    if (parser.parseComma() || parser.getCurrentLocation(&orderLoc) ||
        parser.parseKeyword(&keyword))
      return {};
    order = symbolizeWeightOrder(keyword);
    if (!order) {
      parser.emitError(orderLoc, "expected in_out or out_in, got '")
          << keyword << "'";
      return {};
    }
  }
  if (parser.parseGreater())
    return {};
  return parser.getChecked<WeightsAttr>(loc, parser.getContext(), packing,
                                        *order, block);
}

void WeightsAttr::print(AsmPrinter &printer) const {
  printer << '<';
  if (isGated()) {
    printer << getPacking();
    if (getPacking() == WeightPacking::Interleaved)
      printer << " = " << getBlock();
    printer << ", ";
  }
  printer << getOrder() << '>';
}

LogicalResult WeightsAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                  WeightPacking packing, WeightOrder order,
                                  int64_t block) {
  bool interleaved = packing == WeightPacking::Interleaved;
  if (interleaved && block <= 0)
    return emitError() << "expected a positive interleave, got " << block;
  if (!interleaved && block != 0)
    return emitError() << "expected no interleave for "
                       << stringifyWeightPacking(packing) << " weights, got "
                       << block;
  return success();
}
