//===- StableHLOElementwise.cpp - Elementwise ops of StableHLO and CHLO ---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Constants.h"
#include "Source.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

static bool isBool(Value x) { return getElement(x).isInteger(1); }

static LogicalResult rejectElements(Source &in, Value x) {
  return in.error() << "has elements of the unsupported type "
                    << getTensorType(x).getElementType();
}

/// The operands, which must have one element type.
static SmallVector<Value> getOperands(Source &in) {
  SmallVector<Value> operands = in.tensors();
  for (Value operand : operands)
    if (!in.failed() && getTensorType(operand).getElementType() !=
                            getTensorType(operands[0]).getElementType())
      in.error() << "expected operands of one element type, got "
                 << operands[0].getType() << " and " << operand.getType();
  return operands;
}

//===----------------------------------------------------------------------===//
// One operand
//===----------------------------------------------------------------------===//

template <typename FloatOp>
static LogicalResult importUnary(Source &in) {
  Value x = in.tensor(0);
  if (in.failed())
    return failure();
  return isFloat(x) ? in.result(in.build.map<FloatOp>(x))
                    : rejectElements(in, x);
}

template <typename Activation>
static LogicalResult importActivation(Source &in) {
  Value x = in.tensor(0);
  if (in.failed())
    return failure();
  return isFloat(x) ? in.result(in.build.activation(
                          Activation::get(x.getContext()), x))
                    : rejectElements(in, x);
}

static LogicalResult importAbs(Source &in) {
  return in.result(in.build.absolute(in.tensor(0)));
}

static LogicalResult importNegate(Source &in) {
  Value x = in.tensor(0);
  if (in.failed())
    return failure();
  if (isFloat(x))
    return in.result(in.build.map<arith::NegFOp>(x));
  return in.result(in.build.map<arith::SubIOp>(in.build.full(0.0, x), x));
}

static LogicalResult importNot(Source &in) {
  Value x = in.tensor(0);
  if (in.failed())
    return failure();
  if (isFloat(x))
    return rejectElements(in, x);
  return in.result(in.build.map<arith::XOrIOp>(x, in.build.full(-1.0, x)));
}

static LogicalResult importSquare(Source &in) {
  Value x = in.tensor(0);
  if (in.failed())
    return failure();
  return in.result(isFloat(x) ? in.build.map<arith::MulFOp>(x, x)
                              : in.build.map<arith::MulIOp>(x, x));
}

static LogicalResult importIsFinite(Source &in) {
  Value x = in.tensor(0);
  if (in.failed())
    return failure();
  if (!isFloat(x))
    return rejectElements(in, x);
  Value infinity = in.build.full(std::numeric_limits<double>::infinity(), x);
  return in.result(in.build.compare(arith::CmpFPredicate::OLT,
                                    in.build.map<math::AbsFOp>(x), infinity));
}

/// -1, 1, or x itself where that is zero or NaN.
static LogicalResult importSign(Source &in) {
  Value x = in.tensor(0);
  if (in.failed())
    return failure();
  if (!isFloat(x))
    return rejectElements(in, x);
  TensorBuilder &build = in.build;
  Value zero = build.full(0.0, x);
  Value rest = build.select(build.compare(arith::CmpFPredicate::OLT, x, zero),
                            build.full(-1.0, x), x);
  return in.result(
      build.select(build.compare(arith::CmpFPredicate::OGT, x, zero),
                   build.full(1.0, x), rest));
}

static LogicalResult importConvert(Source &in) {
  Value x = in.tensor(0);
  Type element = in.resultElement();
  return in.failed() ? failure() : in.result(in.build.convert(x, element));
}

//===----------------------------------------------------------------------===//
// Several operands
//===----------------------------------------------------------------------===//

/// The op on floats, on integers and on i1; `void` where there is none.
template <typename FloatOp, typename IntOp, typename BoolOp>
static Value mapByType(Source &in, Value a, Value b) {
  if (isBool(a)) {
    if constexpr (!std::is_void_v<BoolOp>)
      return in.build.map<BoolOp>(a, b);
  } else if (isFloat(a)) {
    if constexpr (std::is_same_v<FloatOp, arith::MulFOp>)
      return in.build.multiply(a, b);
    else if constexpr (!std::is_void_v<FloatOp>)
      return in.build.map<FloatOp>(a, b);
  } else if constexpr (!std::is_void_v<IntOp>) {
    return in.build.map<IntOp>(a, b);
  }
  (void)rejectElements(in, a);
  return Value();
}

template <typename FloatOp, typename IntOp, typename BoolOp>
static LogicalResult importBinary(Source &in) {
  SmallVector<Value> operands = getOperands(in);
  if (in.failed())
    return failure();
  return in.result(
      mapByType<FloatOp, IntOp, BoolOp>(in, operands[0], operands[1]));
}

/// chlo's forms, whose operands are broadcast first.
template <typename FloatOp, typename IntOp, typename BoolOp>
static LogicalResult importBroadcasting(Source &in) {
  SmallVector<Value> operands = getOperands(in);
  if (in.failed() || failed(in.build.broadcastTogether(operands)))
    return failure();
  if (in.attribute("broadcast_dimensions"))
    return in.error() << "expected operands that are broadcast from their last "
                         "dimensions, without 'broadcast_dimensions'";
  return in.result(
      mapByType<FloatOp, IntOp, BoolOp>(in, operands[0], operands[1]));
}

/// Integers are divided by constants only: arith leaves open what x / 0 is.
template <typename FloatOp, typename IntOp>
static LogicalResult importDivision(Source &in) {
  SmallVector<Value> operands = getOperands(in);
  if (in.failed())
    return failure();
  if (!isFloat(operands[0])) {
    auto divisor = dyn_cast_or_null<IntegerAttr>(getSplat(operands[1]));
    if (!divisor || divisor.getValue().isZero() ||
        divisor.getValue().isAllOnes())
      return in.error() << "expected floats, or integers and a divisor that is "
                           "a constant other than 0 and -1";
  }
  return in.result(
      mapByType<FloatOp, IntOp, void>(in, operands[0], operands[1]));
}

static std::optional<arith::CmpFPredicate> getFloatPredicate(StringRef name) {
  using Predicate = arith::CmpFPredicate;
  return llvm::StringSwitch<std::optional<Predicate>>(name)
      .Case("EQ", Predicate::OEQ)
      .Case("NE", Predicate::UNE)
      .Case("GE", Predicate::OGE)
      .Case("GT", Predicate::OGT)
      .Case("LE", Predicate::OLE)
      .Case("LT", Predicate::OLT)
      .Default(std::nullopt);
}

static std::optional<arith::CmpIPredicate> getIntPredicate(StringRef name,
                                                           bool isUnsigned) {
  using Predicate = arith::CmpIPredicate;
  return llvm::StringSwitch<std::optional<Predicate>>(name)
      .Case("EQ", Predicate::eq)
      .Case("NE", Predicate::ne)
      .Case("GE", isUnsigned ? Predicate::uge : Predicate::sge)
      .Case("GT", isUnsigned ? Predicate::ugt : Predicate::sgt)
      .Case("LE", isUnsigned ? Predicate::ule : Predicate::sle)
      .Case("LT", isUnsigned ? Predicate::ult : Predicate::slt)
      .Default(std::nullopt);
}

static LogicalResult importCompare(Source &in) {
  SmallVector<Value> operands = getOperands(in);
  StringRef direction =
      in.keyword("comparison_direction", "comparison_direction");
  if (in.failed())
    return failure();
  Value a = operands[0], b = operands[1];
  StringRef order = isFloat(a) ? "FLOAT" : isBool(a) ? "UNSIGNED" : "SIGNED";
  if (in.attribute("compare_type") &&
      in.keyword("compare_type", "comparison_type") != order)
    return in.failed() ? failure()
                       : in.error() << "expected 'compare_type' to be " << order
                                    << " for " << a.getType();
  auto floats = getFloatPredicate(direction);
  auto ints = getIntPredicate(direction, isBool(a));
  if (!floats || !ints)
    return in.error() << "expected 'comparison_direction' to be EQ, NE, GE, "
                         "GT, LE or LT, got "
                      << direction;
  return in.result(isFloat(a) ? in.build.compare(*floats, a, b)
                              : in.build.compare(*ints, a, b));
}

/// `x` with the shape of `like`, if it is a scalar.
static Value broadcastScalar(Source &in, Value x, Value like) {
  return getRank(x) == 0 ? in.build.broadcast(x, {}, in.build.getSizes(like))
                         : x;
}

static LogicalResult importSelect(Source &in) {
  SmallVector<Value> operands = in.tensors();
  if (in.failed())
    return failure();
  if (!isBool(operands[0]) || getTensorType(operands[1]).getElementType() !=
                                  getTensorType(operands[2]).getElementType())
    return in.error() << "expected i1 and two operands of one element type";
  Value condition = broadcastScalar(in, operands[0], operands[1]);
  return in.result(in.build.select(condition, operands[1], operands[2]));
}

static LogicalResult importClamp(Source &in) {
  SmallVector<Value> operands = getOperands(in);
  if (in.failed())
    return failure();
  Value x = operands[1];
  Value atLeast = mapByType<arith::MaximumFOp, arith::MaxSIOp, void>(
      in, x, broadcastScalar(in, operands[0], x));
  if (!atLeast)
    return failure();
  return in.result(mapByType<arith::MinimumFOp, arith::MinSIOp, void>(
      in, atLeast, broadcastScalar(in, operands[2], x)));
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

ArrayRef<Entry> mlir::glu::importer::getStableHLOElementwiseEntries() {
  using namespace arith;
  using namespace math;
  static const Entry entries[] = {
      {"stablehlo.abs", 1, 1, "", importAbs},
      {"stablehlo.ceil", 1, 1, "", importUnary<CeilOp>},
      {"stablehlo.cosine", 1, 1, "result_accuracy", importUnary<CosOp>},
      {"stablehlo.exponential", 1, 1, "result_accuracy", importUnary<ExpOp>},
      {"stablehlo.exponential_minus_one", 1, 1, "result_accuracy",
       importUnary<ExpM1Op>},
      {"stablehlo.floor", 1, 1, "", importUnary<FloorOp>},
      {"stablehlo.is_finite", 1, 1, "", importIsFinite},
      {"stablehlo.log", 1, 1, "result_accuracy", importUnary<LogOp>},
      {"stablehlo.log_plus_one", 1, 1, "result_accuracy", importUnary<Log1pOp>},
      {"stablehlo.logistic", 1, 1, "result_accuracy",
       importActivation<SigmoidAttr>},
      {"stablehlo.negate", 1, 1, "", importNegate},
      {"stablehlo.not", 1, 1, "", importNot},
      {"stablehlo.round_nearest_afz", 1, 1, "", importUnary<RoundOp>},
      {"stablehlo.round_nearest_even", 1, 1, "", importUnary<RoundEvenOp>},
      {"stablehlo.rsqrt", 1, 1, "result_accuracy", importUnary<RsqrtOp>},
      {"stablehlo.sign", 1, 1, "", importSign},
      {"stablehlo.sine", 1, 1, "result_accuracy", importUnary<SinOp>},
      {"stablehlo.sqrt", 1, 1, "result_accuracy", importUnary<SqrtOp>},
      {"stablehlo.tanh", 1, 1, "result_accuracy", importUnary<TanhOp>},
      {"stablehlo.convert", 1, 1, "", importConvert},
      {"chlo.erf", 1, 1, "", importUnary<ErfOp>},
      {"chlo.erfc", 1, 1, "", importUnary<ErfcOp>},
      {"chlo.square", 1, 1, "", importSquare},

      {"stablehlo.add", 2, 2, "", importBinary<AddFOp, AddIOp, OrIOp>},
      {"stablehlo.and", 2, 2, "", importBinary<void, AndIOp, AndIOp>},
      {"stablehlo.divide", 2, 2, "", importDivision<DivFOp, DivSIOp>},
      {"stablehlo.maximum", 2, 2, "", importBinary<MaximumFOp, MaxSIOp, OrIOp>},
      {"stablehlo.minimum", 2, 2, "",
       importBinary<MinimumFOp, MinSIOp, AndIOp>},
      {"stablehlo.multiply", 2, 2, "", importBinary<MulFOp, MulIOp, AndIOp>},
      {"stablehlo.or", 2, 2, "", importBinary<void, OrIOp, OrIOp>},
      {"stablehlo.power", 2, 2, "", importBinary<PowFOp, void, void>},
      {"stablehlo.remainder", 2, 2, "", importDivision<RemFOp, RemSIOp>},
      {"stablehlo.subtract", 2, 2, "", importBinary<SubFOp, SubIOp, void>},
      {"stablehlo.xor", 2, 2, "", importBinary<void, XOrIOp, XOrIOp>},
      {"stablehlo.compare", 2, 2, "comparison_direction compare_type",
       importCompare},
      {"stablehlo.select", 3, 3, "", importSelect},
      {"stablehlo.clamp", 3, 3, "", importClamp},

      {"chlo.broadcast_add", 2, 2, "broadcast_dimensions",
       importBroadcasting<AddFOp, AddIOp, OrIOp>},
      {"chlo.broadcast_divide", 2, 2, "broadcast_dimensions",
       importBroadcasting<DivFOp, void, void>},
      {"chlo.broadcast_maximum", 2, 2, "broadcast_dimensions",
       importBroadcasting<MaximumFOp, MaxSIOp, OrIOp>},
      {"chlo.broadcast_minimum", 2, 2, "broadcast_dimensions",
       importBroadcasting<MinimumFOp, MinSIOp, AndIOp>},
      {"chlo.broadcast_multiply", 2, 2, "broadcast_dimensions",
       importBroadcasting<MulFOp, MulIOp, AndIOp>},
      {"chlo.broadcast_power", 2, 2, "broadcast_dimensions",
       importBroadcasting<PowFOp, void, void>},
      {"chlo.broadcast_subtract", 2, 2, "broadcast_dimensions",
       importBroadcasting<SubFOp, SubIOp, void>},
  };
  return entries;
}
