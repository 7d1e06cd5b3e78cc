//===- TorchElementwise.cpp - Elementwise ops of torch --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An op of several steps takes them in f32 where its elements are narrower, as
// torch's kernels do, and rounds once.
//
//===----------------------------------------------------------------------===//

#include "Arithmetic.h"
#include "Constants.h"
#include "TorchValues.h"
#include <cmath>

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

//===----------------------------------------------------------------------===//
// Functions of one operand
//===----------------------------------------------------------------------===//

/// Operand 0 as floats of the result.
static Value getFloats(Source &in) {
  Type element = in.resultElement();
  Value x = in.tensor(0);
  if (!in.failed() && !isa<FloatType>(element))
    in.error() << "expected a result of floats, got " << element;
  return in.failed() ? Value() : in.build.convert(x, element);
}

template <typename OpTy>
static LogicalResult importUnary(Source &in) {
  Value x = getFloats(in);
  return x ? in.result(in.build.map<OpTy>(x)) : failure();
}

/// The steps of `compute`, in f32 at least.
static LogicalResult importSteps(Source &in,
                                 function_ref<Value(Value)> compute) {
  Value x = getFloats(in);
  if (!x)
    return failure();
  Type element = getElement(x);
  return in.result(in.build.convert(
      compute(in.build.convert(x, getSumType(element))), element));
}

static LogicalResult importActivationOf(Source &in,
                                        ActivationAttrInterface activation) {
  Value x = getFloats(in);
  return x && activation ? in.result(in.build.activation(activation, x))
                         : failure();
}

template <typename Activation>
static LogicalResult importActivation(Source &in) {
  return importActivationOf(in, Activation::get(in.op->getContext()));
}

static LogicalResult importSilu(Source &in) {
  return importActivationOf(in, SwishAttr::get(in.op->getContext(), 1.0));
}

static LogicalResult importGelu(Source &in) {
  StringRef form = in.textOr(1, "none");
  if (!in.failed() && form != "none" && form != "tanh")
    return in.error() << "expected 'none' or 'tanh', got '" << form << "'";
  return importActivationOf(
      in, GeluAttr::get(in.op->getContext(),
                        form == "tanh" ? GeluForm::Tanh : GeluForm::Erf));
}

static LogicalResult importLeakyRelu(Source &in) {
  double slope = in.realOr(1, 0.01);
  return importActivationOf(
      in, LeakyReluAttr::getChecked([&] { return in.error(); },
                                    in.op->getContext(), slope));
}

/// scale (x or alpha (exp(c x) - 1)).
static Value buildElu(TensorBuilder &build, Value x, double alpha, double scale,
                      double c) {
  Value scaled = build.multiply(x, build.full(c, x));
  Value negative = build.multiply(build.map<math::ExpM1Op>(scaled),
                                  build.full(alpha * scale, x));
  Value positive = build.multiply(x, build.full(scale, x));
  Value zero = build.full(0.0, x);
  return build.select(build.compare(arith::CmpFPredicate::OGT, x, zero),
                      positive, negative);
}

static LogicalResult importElu(Source &in) {
  double alpha = in.realOr(1, 1.0), scale = in.realOr(2, 1.0),
         c = in.realOr(3, 1.0);
  if (in.failed())
    return failure();
  if (scale == 1.0 && c == 1.0)
    return importActivationOf(in,
                              EluAttr::getChecked([&] { return in.error(); },
                                                  in.op->getContext(), alpha));
  return importSteps(
      in, [&](Value x) { return buildElu(in.build, x, alpha, scale, c); });
}

/// alpha (exp(x / alpha) - 1) below 0.
static LogicalResult importCelu(Source &in) {
  double alpha = in.realOr(1, 1.0);
  if (in.failed())
    return failure();
  if (alpha == 0)
    return in.error() << "expected alpha to be a number other than 0";
  if (alpha == 1.0)
    return importActivationOf(in, EluAttr::get(in.op->getContext(), alpha));
  return importSteps(in, [&](Value x) {
    return buildElu(in.build, x, alpha, 1.0, 1 / alpha);
  });
}

static LogicalResult importSelu(Source &in) {
  return importSteps(in, [&](Value x) {
    return buildElu(in.build, x, 1.6732632423543772848170429916717,
                    1.0507009873554804934193349852946, 1.0);
  });
}

static Value clamp(TensorBuilder &build, Value x, double low, double high) {
  return build.map<arith::MinimumFOp>(
      build.map<arith::MaximumFOp>(x, build.full(low, x)), build.full(high, x));
}

static LogicalResult importHardtanh(Source &in) {
  double low = in.realOr(1, -1.0), high = in.realOr(2, 1.0);
  return importSteps(in,
                     [&](Value x) { return clamp(in.build, x, low, high); });
}

static LogicalResult importRelu6(Source &in) {
  return importSteps(in, [&](Value x) { return clamp(in.build, x, 0, 6); });
}

/// clamp(x + 3, 0, 6).
static Value buildHardStep(TensorBuilder &build, Value x) {
  return clamp(build, build.map<arith::AddFOp>(x, build.full(3.0, x)), 0, 6);
}

static LogicalResult importHardsigmoid(Source &in) {
  return importSteps(in, [&](Value x) {
    return in.build.map<arith::DivFOp>(buildHardStep(in.build, x),
                                       in.build.full(6.0, x));
  });
}

static LogicalResult importHardswish(Source &in) {
  return importSteps(in, [&](Value x) {
    return in.build.map<arith::DivFOp>(
        in.build.multiply(x, buildHardStep(in.build, x)),
        in.build.full(6.0, x));
  });
}

/// x where beta x is above the threshold, log(1 + exp(beta x)) / beta before.
static LogicalResult importSoftplus(Source &in) {
  double beta = in.realOr(1, 1.0), threshold = in.realOr(2, 20.0);
  TensorBuilder &build = in.build;
  return importSteps(in, [&](Value x) {
    Value scaled = build.multiply(x, build.full(beta, x));
    Value log = build.map<math::Log1pOp>(build.map<math::ExpOp>(scaled));
    if (beta != 1.0)
      log = build.map<arith::DivFOp>(log, build.full(beta, x));
    Value isLinear = build.compare(arith::CmpFPredicate::OGT, scaled,
                                   build.full(threshold, x));
    return build.select(isLinear, x, log);
  });
}

/// min(x, 0) - log(1 + exp(-|x|)).
static LogicalResult importLogSigmoid(Source &in) {
  TensorBuilder &build = in.build;
  return importSteps(in, [&](Value x) {
    Value exp = build.map<math::ExpOp>(
        build.map<arith::NegFOp>(build.map<math::AbsFOp>(x)));
    return build.map<arith::SubFOp>(
        build.map<arith::MinimumFOp>(x, build.full(0.0, x)),
        build.map<math::Log1pOp>(exp));
  });
}

/// erfc(-x / sqrt(2)) / 2.
static LogicalResult importNormalCdf(Source &in) {
  TensorBuilder &build = in.build;
  return importSteps(in, [&](Value x) {
    Value scaled = build.multiply(x, build.full(-std::sqrt(0.5), x));
    return build.multiply(build.map<math::ErfcOp>(scaled), build.full(0.5, x));
  });
}

/// x where it is above the threshold, the value elsewhere.
static LogicalResult importThreshold(Source &in) {
  double threshold = in.real(1), value = in.real(2);
  return importSteps(in, [&](Value x) {
    Value isAbove = in.build.compare(arith::CmpFPredicate::OGT, x,
                                     in.build.full(threshold, x));
    return in.build.select(isAbove, x, in.build.full(value, x));
  });
}

static LogicalResult importReciprocal(Source &in) {
  Value x = getFloats(in);
  return in.result(in.build.map<arith::DivFOp>(in.build.full(1.0, x), x));
}

static LogicalResult importSquare(Source &in) {
  Value x = getFloats(in);
  return in.result(in.build.multiply(x, x));
}

/// The number whose erf is `y`.
static double invertErf(double y) {
  if (!(std::abs(y) < 1))
    return std::abs(y) == 1
               ? std::copysign(std::numeric_limits<double>::infinity(), y)
               : std::numeric_limits<double>::quiet_NaN();
  double low = -6, high = 6;
  for (int i = 0; i < 200; ++i) {
    double middle = (low + high) / 2;
    (std::erf(middle) < y ? low : high) = middle;
  }
  return high;
}

/// math has no such op; it is needed of constants.
static LogicalResult importErfinv(Source &in) {
  Value x = getFloats(in);
  auto splat = x ? dyn_cast_or_null<FloatAttr>(getSplat(x)) : FloatAttr();
  if (!splat)
    return in.failed() ? failure() : in.error() << "expected a constant";
  return in.result(in.build.full(invertErf(splat.getValueAsDouble()), x));
}

/// act(b) a of the halves a and b.
static LogicalResult importGlu(Source &in) {
  Value x = getFloats(in);
  int64_t dim = x ? (in.isNone(1) ? getRank(x) - 1 : in.dim(1, getRank(x))) : 0;
  if (in.failed())
    return failure();
  auto [value, gate] = getHalves(in, x, dim);
  return in.result(in.build.map({gate, value}, [&](ArrayRef<Value> x) -> Value {
    return GateOp::create(
        in.build.b, in.op->getLoc(), SigmoidAttr::get(in.op->getContext()),
        RoundingAttr::get(in.op->getContext(), Rounding::F32Through), x[0],
        x[1], Value());
  }));
}

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

template <typename FloatOp, typename IntOp>
static LogicalResult importBinary(Source &in) {
  Type element = in.resultElement();
  return in.result(mapByType<FloatOp, IntOp>(in, getAs(in, 0, element),
                                             getAs(in, 1, element)));
}

/// Operand 1 times operand 2, which may not be there.
static Value getScaled(Source &in, unsigned i, Type element) {
  Value x = getAs(in, i, element);
  if (in.isNone(2))
    return x;
  Value alpha = getAs(in, 2, element);
  if (TypedAttr one = alpha ? getSplat(alpha) : TypedAttr();
      one && one == getNumber(1.0, element))
    return x;
  return mapByType<arith::MulFOp, arith::MulIOp>(in, x, alpha);
}

/// a + alpha b.
template <typename FloatOp, typename IntOp>
static LogicalResult importSum(Source &in) {
  Type element = in.resultElement();
  return in.result(mapByType<FloatOp, IntOp>(in, getAs(in, 0, element),
                                             getScaled(in, 1, element)));
}

/// b - alpha a.
static LogicalResult importReverseSubtraction(Source &in) {
  Type element = in.resultElement();
  return in.result(mapByType<arith::SubFOp, arith::SubIOp>(
      in, getAs(in, 1, element), getScaled(in, 0, element)));
}

/// Whether the operand has values that `element` has not. Products with such a
/// scalar are taken in f32 by torch.
static bool isWider(Source &in, unsigned i, Type element) {
  Value x = getTensorOrNumber(in, i);
  if (!x || !isFloat(x) || getRank(x) != 0 || element == getSumType(element))
    return false;
  if (auto value = dyn_cast_or_null<FloatAttr>(getSplat(x)))
    return value.getValueAsDouble() !=
           cast<FloatAttr>(getNumber(value.getValueAsDouble(), element))
               .getValueAsDouble();
  return getElement(x) != element;
}

template <typename FloatOp, typename IntOp>
static LogicalResult importProduct(Source &in) {
  Type element = in.resultElement(), type = element;
  if (isa<FloatType>(element) &&
      (isWider(in, 0, element) || isWider(in, 1, element)))
    type = getSumType(element);
  return in.result(in.build.convert(
      mapByType<FloatOp, IntOp>(in, getAs(in, 0, type), getAs(in, 1, type)),
      element));
}

static LogicalResult importPower(Source &in) {
  Type element = in.resultElement();
  Value x = getAs(in, 0, element);
  if (in.failed())
    return failure();
  if (!isa<FloatType>(element))
    return in.error() << "expected floats, got " << element;
  if (in.isNumber(1) && in.isConstant(1))
    if (Value power = buildPower(in.build, x, in.real(1)))
      return in.result(power);
  return in.result(mapByType<math::PowFOp, void>(in, x, getAs(in, 1, element)));
}

/// a + value b c, or a + value b / c.
template <typename FloatOp>
static LogicalResult importAddProduct(Source &in) {
  Type element = in.resultElement(), type = getSumType(element);
  Value product =
      mapByType<FloatOp, void>(in, getAs(in, 1, type), getAs(in, 2, type));
  if (!in.isNone(3))
    product = mapByType<arith::MulFOp, void>(in, product, getAs(in, 3, type));
  return in.result(in.build.convert(
      mapByType<arith::AddFOp, void>(in, getAs(in, 0, type), product),
      element));
}

static LogicalResult importNegate(Source &in) {
  Type element = in.resultElement();
  Value x = getAs(in, 0, element);
  if (in.failed())
    return failure();
  if (isa<FloatType>(element))
    return in.result(in.build.map<arith::NegFOp>(x));
  return in.result(in.build.map<arith::SubIOp>(in.build.full(0.0, x), x));
}

static LogicalResult importAbs(Source &in) {
  return in.result(in.build.absolute(in.tensor(0)));
}

/// No greater than the second operand.
static LogicalResult importClampMax(Source &in) {
  Type element = in.resultElement();
  return in.result(mapByType<arith::MinimumFOp, arith::MinSIOp>(
      in, getAs(in, 0, element), getAs(in, 1, element)));
}

/// Between the second and the third operand, where they are there.
static LogicalResult importClamp(Source &in) {
  Type element = in.resultElement();
  Value x = getAs(in, 0, element);
  if (!in.isNone(1))
    x = mapByType<arith::MaximumFOp, arith::MaxSIOp>(in, x,
                                                     getAs(in, 1, element));
  if (!in.isNone(2))
    x = mapByType<arith::MinimumFOp, arith::MinSIOp>(in, x,
                                                     getAs(in, 2, element));
  return in.result(x);
}

//===----------------------------------------------------------------------===//
// Comparisons and choices
//===----------------------------------------------------------------------===//

template <arith::CmpFPredicate floats, arith::CmpIPredicate ints>
static LogicalResult importCompare(Source &in) {
  Type type = getCommonType(in, 0, 1);
  SmallVector<Value> operands = {getAs(in, 0, type), getAs(in, 1, type)};
  if (in.failed() || failed(in.build.broadcastTogether(operands)))
    return failure();
  if (type.isInteger(1) && ints != arith::CmpIPredicate::eq &&
      ints != arith::CmpIPredicate::ne)
    return in.error() << "cannot order booleans";
  return in.result(isa<FloatType>(type)
                       ? in.build.compare(floats, operands[0], operands[1])
                       : in.build.compare(ints, operands[0], operands[1]));
}

static LogicalResult importChoice(Source &in, Value condition, Value a,
                                  Value b) {
  SmallVector<Value> operands = {condition, a, b};
  if (in.failed() || failed(in.build.broadcastTogether(operands)))
    return failure();
  return in.result(in.build.select(operands[0], operands[1], operands[2]));
}

static LogicalResult importWhere(Source &in) {
  Type element = in.resultElement(), flag = in.build.b.getI1Type();
  return importChoice(in, getAs(in, 0, flag), getAs(in, 1, element),
                      getAs(in, 2, element));
}

/// x where it is positive, weight x elsewhere; of one weight, or one for each
/// element of dimension 1.
static LogicalResult importPrelu(Source &in) {
  Value x = getFloats(in), weight = in.tensor(1);
  if (in.failed())
    return failure();
  TensorBuilder &build = in.build;
  if (getRank(weight) > 1)
    return in.error() << "expected a weight of rank 1, got "
                      << weight.getType();
  Type type = getSumType(getElement(x));
  Value wide = build.convert(x, type), slope = build.convert(weight, type);
  bool isOne = getRank(weight) == 0 ||
               getTensorType(weight).getDimSize(0) == 1 || getRank(x) < 2;
  slope = isOne ? build.broadcastTo(slope, build.getSizes(x))
                : build.broadcast(slope, {1}, build.getSizes(x));
  Value isPositive =
      build.compare(arith::CmpFPredicate::OGT, wide, build.full(0.0, wide));
  return in.result(
      build.convert(build.select(isPositive, wide, build.multiply(wide, slope)),
                    getElement(x)));
}

static LogicalResult importMaskedFill(Source &in) {
  Type element = in.resultElement(), flag = in.build.b.getI1Type();
  return importChoice(in, getAs(in, 1, flag), getAs(in, 2, element),
                      getAs(in, 0, element));
}

template <typename OpTy>
static LogicalResult importLogic(Source &in) {
  Type flag = in.build.b.getI1Type();
  SmallVector<Value> operands = {getAs(in, 0, flag), getAs(in, 1, flag)};
  if (in.failed() || failed(in.build.broadcastTogether(operands)))
    return failure();
  return in.result(in.build.map<OpTy>(operands[0], operands[1]));
}

static LogicalResult importNot(Source &in) {
  Value x = getAs(in, 0, in.build.b.getI1Type());
  return in.result(in.build.map<arith::XOrIOp>(x, in.build.full(1.0, x)));
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

ArrayRef<Entry> mlir::glu::importer::getTorchElementwiseEntries() {
  using namespace arith;
  using namespace math;
  using F = CmpFPredicate;
  using I = CmpIPredicate;
  static const Entry entries[] = {
      {"torch.aten.ceil", 1, 1, "", importUnary<CeilOp>},
      {"torch.aten.cos", 1, 1, "", importUnary<CosOp>},
      {"torch.aten.erf", 1, 1, "", importUnary<ErfOp>},
      {"torch.aten.erfc", 1, 1, "", importUnary<ErfcOp>},
      {"torch.aten.exp", 1, 1, "", importUnary<ExpOp>},
      {"torch.aten.expm1", 1, 1, "", importUnary<ExpM1Op>},
      {"torch.aten.floor", 1, 1, "", importUnary<FloorOp>},
      {"torch.aten.log", 1, 1, "", importUnary<LogOp>},
      {"torch.aten.log1p", 1, 1, "", importUnary<Log1pOp>},
      {"torch.aten.round", 1, 1, "", importUnary<RoundEvenOp>},
      {"torch.aten.rsqrt", 1, 1, "", importUnary<RsqrtOp>},
      {"torch.aten.sin", 1, 1, "", importUnary<SinOp>},
      {"torch.aten.sqrt", 1, 1, "", importUnary<SqrtOp>},
      {"torch.aten.tanh", 1, 1, "", importUnary<TanhOp>},
      {"torch.aten.trunc", 1, 1, "", importUnary<TruncOp>},
      {"torch.aten.abs", 1, 1, "", importAbs},
      {"torch.aten.neg", 1, 1, "", importNegate},
      {"torch.aten.reciprocal", 1, 1, "", importReciprocal},
      {"torch.aten.square", 1, 1, "", importSquare},
      {"torch.aten.exp2", 1, 1, "", importUnary<Exp2Op>},
      {"torch.aten.special_erf", 1, 1, "", importUnary<ErfOp>},
      {"torch.aten.special_erfc", 1, 1, "", importUnary<ErfcOp>},
      {"torch.aten.special_expit", 1, 1, "", importActivation<SigmoidAttr>},
      {"torch.aten.special_expm1", 1, 1, "", importUnary<ExpM1Op>},
      {"torch.aten.special_log1p", 1, 1, "", importUnary<Log1pOp>},
      {"torch.aten.special_ndtr", 1, 1, "", importNormalCdf},
      {"torch.aten.erfinv", 1, 1, "", importErfinv},

      {"torch.aten.celu", 1, 2, "", importCelu},
      {"torch.aten.elu", 1, 4, "", importElu},
      {"torch.aten.gelu", 1, 2, "", importGelu},
      {"torch.aten.glu", 1, 2, "", importGlu},
      {"torch.aten.hardsigmoid", 1, 1, "", importHardsigmoid},
      {"torch.aten.hardswish", 1, 1, "", importHardswish},
      {"torch.aten.hardtanh", 1, 3, "", importHardtanh},
      {"torch.aten.leaky_relu", 1, 2, "", importLeakyRelu},
      {"torch.aten.log_sigmoid", 1, 1, "", importLogSigmoid},
      {"torch.aten.mish", 1, 1, "", importActivation<MishAttr>},
      {"torch.aten.prelu", 2, 2, "", importPrelu},
      {"torch.aten.relu", 1, 1, "", importActivation<ReluAttr>},
      {"torch.aten.relu_", 1, 1, "", importActivation<ReluAttr>},
      {"torch.aten.relu6", 1, 1, "", importRelu6},
      {"torch.aten.selu", 1, 1, "", importSelu},
      {"torch.aten.sigmoid", 1, 1, "", importActivation<SigmoidAttr>},
      {"torch.aten.silu", 1, 1, "", importSilu},
      {"torch.aten.silu_", 1, 1, "", importSilu},
      {"torch.aten.softplus", 1, 3, "", importSoftplus},
      {"torch.aten.threshold", 3, 3, "", importThreshold},

      {"torch.aten.add.Scalar", 2, 3, "", importSum<AddFOp, AddIOp>},
      {"torch.aten.add.Tensor", 2, 3, "", importSum<AddFOp, AddIOp>},
      {"torch.aten.sub.Scalar", 2, 3, "", importSum<SubFOp, SubIOp>},
      {"torch.aten.sub.Tensor", 2, 3, "", importSum<SubFOp, SubIOp>},
      {"torch.aten.rsub.Scalar", 2, 3, "", importReverseSubtraction},
      {"torch.aten.mul.Scalar", 2, 2, "", importProduct<MulFOp, MulIOp>},
      {"torch.aten.mul.Tensor", 2, 2, "", importProduct<MulFOp, MulIOp>},
      {"torch.aten.div.Scalar", 2, 2, "", importProduct<DivFOp, void>},
      {"torch.aten.div.Tensor", 2, 2, "", importProduct<DivFOp, void>},
      {"torch.aten.pow.Scalar", 2, 2, "", importPower},
      {"torch.aten.pow.Tensor_Scalar", 2, 2, "", importPower},
      {"torch.aten.pow.Tensor_Tensor", 2, 2, "", importPower},
      {"torch.aten.addcmul", 3, 4, "", importAddProduct<MulFOp>},
      {"torch.aten.addcdiv", 3, 4, "", importAddProduct<DivFOp>},
      {"torch.aten.maximum", 2, 2, "", importBinary<MaximumFOp, MaxSIOp>},
      {"torch.aten.minimum", 2, 2, "", importBinary<MinimumFOp, MinSIOp>},
      {"torch.aten.clamp", 1, 3, "", importClamp},
      {"torch.aten.clamp.Tensor", 1, 3, "", importClamp},
      {"torch.aten.clamp_max", 2, 2, "", importClampMax},
      {"torch.aten.clamp_min", 2, 2, "", importClamp},

      {"torch.aten.eq.Scalar", 2, 2, "", importCompare<F::OEQ, I::eq>},
      {"torch.aten.eq.Tensor", 2, 2, "", importCompare<F::OEQ, I::eq>},
      {"torch.aten.ne.Scalar", 2, 2, "", importCompare<F::UNE, I::ne>},
      {"torch.aten.ne.Tensor", 2, 2, "", importCompare<F::UNE, I::ne>},
      {"torch.aten.ge.Scalar", 2, 2, "", importCompare<F::OGE, I::sge>},
      {"torch.aten.ge.Tensor", 2, 2, "", importCompare<F::OGE, I::sge>},
      {"torch.aten.gt.Scalar", 2, 2, "", importCompare<F::OGT, I::sgt>},
      {"torch.aten.gt.Tensor", 2, 2, "", importCompare<F::OGT, I::sgt>},
      {"torch.aten.le.Scalar", 2, 2, "", importCompare<F::OLE, I::sle>},
      {"torch.aten.le.Tensor", 2, 2, "", importCompare<F::OLE, I::sle>},
      {"torch.aten.lt.Scalar", 2, 2, "", importCompare<F::OLT, I::slt>},
      {"torch.aten.lt.Tensor", 2, 2, "", importCompare<F::OLT, I::slt>},
      {"torch.aten.where.self", 3, 3, "", importWhere},
      {"torch.aten.where.Scalar", 3, 3, "", importWhere},
      {"torch.aten.where.ScalarOther", 3, 3, "", importWhere},
      {"torch.aten.where.ScalarSelf", 3, 3, "", importWhere},
      {"torch.aten.masked_fill.Scalar", 3, 3, "", importMaskedFill},
      {"torch.aten.masked_fill.Tensor", 3, 3, "", importMaskedFill},
      {"torch.aten.logical_and", 2, 2, "", importLogic<AndIOp>},
      {"torch.aten.logical_or", 2, 2, "", importLogic<OrIOp>},
      {"torch.aten.logical_not", 1, 1, "", importNot},
  };
  return entries;
}
