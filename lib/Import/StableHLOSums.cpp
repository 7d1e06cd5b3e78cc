//===- StableHLOSums.cpp - Products and reductions of StableHLO -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Source.h"
#include "TextReader.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

/// `dot<lhs_batching_dimensions = [0], ...>`.
static std::optional<ContractionDims> parseDims(StringRef text) {
  TextReader reader(text);
  ContractionDims dims;
  if (reader.word() != "dot" || !reader.consume("<"))
    return std::nullopt;
  while (!reader.consume(">")) {
    StringRef name = reader.word();
    auto *list = llvm::StringSwitch<DimList *>(name)
                     .Case("lhs_batching_dimensions", &dims.lhsBatch)
                     .Case("rhs_batching_dimensions", &dims.rhsBatch)
                     .Case("lhs_contracting_dimensions", &dims.lhsSum)
                     .Case("rhs_contracting_dimensions", &dims.rhsSum)
                     .Default(nullptr);
    if (!list || !reader.consume("="))
      return std::nullopt;
    std::optional<SmallVector<int64_t>> numbers = reader.list();
    if (!numbers)
      return std::nullopt;
    list->assign(numbers->begin(), numbers->end());
    reader.consume(",");
  }
  return reader.atEnd() ? std::optional(dims) : std::nullopt;
}

static LogicalResult checkOperands(Source &in, Value lhs, Value rhs) {
  Type element = in.resultElement();
  auto accepts = [&](Value x) {
    Type type = getTensorType(x).getElementType();
    return !type.isInteger(1) &&
           isa<FloatType>(type) == isa<FloatType>(element) &&
           type.getIntOrFloatBitWidth() <=
               getSumType(element).getIntOrFloatBitWidth();
  };
  if (in.failed())
    return failure();
  if (!accepts(lhs) || !accepts(rhs))
    return in.error() << "cannot sum products of " << lhs.getType() << " and "
                      << rhs.getType() << " in " << getSumType(element);
  return success();
}

static LogicalResult importDotGeneral(Source &in) {
  Value lhs = in.tensor(0), rhs = in.tensor(1);
  if (in.failed() || failed(checkOperands(in, lhs, rhs)))
    return failure();
  auto attribute =
      dyn_cast_or_null<OpaqueAttr>(in.attribute("dot_dimension_numbers"));
  std::optional<ContractionDims> dims;
  if (attribute && attribute.getDialectNamespace() == "stablehlo")
    dims = parseDims(attribute.getAttrData());
  if (!dims)
    return in.error() << "expected attribute 'dot_dimension_numbers' to be "
                         "#stablehlo.dot<...> with lists of dimensions";
  if (dims->lhsBatch.size() != dims->rhsBatch.size() ||
      dims->lhsSum.size() != dims->rhsSum.size())
    return in.error() << "expected as many dimensions of one operand as of the "
                         "other in 'dot_dimension_numbers'";
  auto join = [](ArrayRef<int64_t> a, ArrayRef<int64_t> b) {
    DimList both(a);
    llvm::append_range(both, b);
    return both;
  };
  if (!in.checkDims(join(dims->lhsBatch, dims->lhsSum), getRank(lhs),
                    "dimensions of the left operand") ||
      !in.checkDims(join(dims->rhsBatch, dims->rhsSum), getRank(rhs),
                    "dimensions of the right operand"))
    return failure();
  return in.result(in.build.contract(lhs, rhs, *dims, in.resultElement()));
}

/// The last dimension of the left operand with the first of the right one.
static LogicalResult importDot(Source &in) {
  Value lhs = in.tensor(0), rhs = in.tensor(1);
  if (in.failed() || failed(checkOperands(in, lhs, rhs)))
    return failure();
  if (getRank(lhs) < 1 || getRank(rhs) < 1)
    return in.error() << "expected operands of rank 1 or more";
  ContractionDims dims;
  dims.lhsSum = {getRank(lhs) - 1};
  dims.rhsSum = {0};
  return in.result(in.build.contract(lhs, rhs, dims, in.resultElement()));
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

/// What the body does with its two arguments, if it is one op.
static std::optional<Combination> matchBody(Block &body) {
  if (body.getNumArguments() != 2 || !llvm::hasNItems(body, 2))
    return std::nullopt;
  Operation &op = body.front(), &end = body.back();
  auto isArgument = [&](Value value, unsigned i) {
    return value == body.getArgument(i);
  };
  if (op.getNumOperands() != 2 || op.getNumResults() != 1 ||
      end.getName().getStringRef() != "stablehlo.return" ||
      end.getNumOperands() != 1 || end.getOperand(0) != op.getResult(0))
    return std::nullopt;
  Value lhs = op.getOperand(0), rhs = op.getOperand(1);
  if (!(isArgument(lhs, 0) && isArgument(rhs, 1)) &&
      !(isArgument(lhs, 1) && isArgument(rhs, 0)))
    return std::nullopt;
  return llvm::StringSwitch<std::optional<Combination>>(
             op.getName().getStringRef())
      .Case("stablehlo.add", Combination::Add)
      .Case("stablehlo.multiply", Combination::Mul)
      .Case("stablehlo.maximum", Combination::Max)
      .Case("stablehlo.minimum", Combination::Min)
      .Case("stablehlo.and", Combination::And)
      .Case("stablehlo.or", Combination::Or)
      .Default(std::nullopt);
}

/// The same on i1, where a sum is an `or` and so on.
static Combination getBoolCombination(Combination combination) {
  bool isOr = combination == Combination::Add ||
              combination == Combination::Max || combination == Combination::Or;
  return isOr ? Combination::Or : Combination::And;
}

static LogicalResult importReduce(Source &in) {
  if (in.getNumOperands() != 2)
    return in.error() << "expected one tensor and one start, got "
                      << in.getNumOperands() << " operands";
  Value x = in.tensor(0), init = in.tensor(1);
  DimList dims = in.integers("dimensions");
  if (in.failed() || !in.checkDims(dims, getRank(x), "attribute 'dimensions'"))
    return failure();
  Type element = getTensorType(x).getElementType();
  std::optional<Combination> combination =
      matchBody(in.op->getRegion(0).front());
  if (!combination)
    return in.error() << "expected a body of one op on both arguments: add, "
                         "multiply, maximum, minimum, and, or";
  if (getRank(init) != 0 || getTensorType(init).getElementType() != element)
    return in.error() << "expected a start of type " << element << ", got "
                      << init.getType();
  bool isLogic =
      *combination == Combination::And || *combination == Combination::Or;
  if (isLogic && isa<FloatType>(element))
    return in.error() << "expected integers, got " << x.getType();
  if (element.isInteger(1))
    combination = getBoolCombination(*combination);
  return in.result(in.build.reduce(*combination, x, dims, init));
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

ArrayRef<Entry> mlir::glu::importer::getStableHLOSumEntries() {
  static const Entry entries[] = {
      {"stablehlo.dot", 2, 2, "precision_config", importDot},
      {"stablehlo.dot_general", 2, 2, "dot_dimension_numbers precision_config",
       importDotGeneral},
      {"stablehlo.reduce", 2, anyNumber, "dimensions", importReduce,
       /*numRegions=*/1},
  };
  return entries;
}
