//===- ONNXElementwise.cpp - Elementwise ops of ONNX ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An op of several steps takes them in f32 where its elements are narrower, and
// rounds once.
//
//===----------------------------------------------------------------------===//

#include "Arithmetic.h"
#include "Constants.h"
#include "ONNXValues.h"
#include "TorchValues.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

//===----------------------------------------------------------------------===//
// Functions of one operand
//===----------------------------------------------------------------------===//

/// The steps of `compute` on operand 0, in f32 at least.
static LogicalResult importSteps(Source &in,
                                 function_ref<Value(Value)> compute) {
  Value x = in.tensor(0);
  if (!in.failed() && !isFloat(x))
    return in.error() << "expected floats, got " << x.getType();
  if (in.failed())
    return failure();
  Type element = getElement(x);
  return in.result(in.build.convert(
      compute(in.build.convert(x, getSumType(element))), element));
}

/// min(1, max(0, alpha x + beta)).
static LogicalResult importHardSigmoid(Source &in) {
  double alpha = in.realOr(1, 0.2), beta = in.realOr(2, 0.5);
  TensorBuilder &build = in.build;
  return importSteps(in, [&](Value x) {
    Value line = build.map<arith::AddFOp>(
        build.multiply(x, build.full(alpha, x)), build.full(beta, x));
    return build.map<arith::MinimumFOp>(
        build.map<arith::MaximumFOp>(line, build.full(0.0, x)),
        build.full(1.0, x));
  });
}

/// log(1 + exp(x)), which is x + log(1 + exp(-x)) where exp(x) is great.
static LogicalResult importSoftplus(Source &in) {
  TensorBuilder &build = in.build;
  return importSteps(in, [&](Value x) {
    Value rest = build.map<math::Log1pOp>(build.map<math::ExpOp>(
        build.map<arith::NegFOp>(build.map<math::AbsFOp>(x))));
    Value isPositive =
        build.compare(arith::CmpFPredicate::OGT, x, build.full(0.0, x));
    return build.select(isPositive, build.map<arith::AddFOp>(x, rest), rest);
  });
}

/// x / (1 + |x|).
static LogicalResult importSoftsign(Source &in) {
  TensorBuilder &build = in.build;
  return importSteps(in, [&](Value x) {
    return build.map<arith::DivFOp>(
        x, build.map<arith::AddFOp>(build.map<math::AbsFOp>(x),
                                    build.full(1.0, x)));
  });
}

static LogicalResult importSwish(Source &in) {
  Value x = in.tensor(0);
  double alpha = in.realOr(1, 1.0);
  if (in.failed())
    return failure();
  if (!isFloat(x))
    return in.error() << "expected floats, got " << x.getType();
  return in.result(
      in.build.activation(SwishAttr::get(in.op->getContext(), alpha), x));
}

/// x where it is above alpha, 0 elsewhere.
static LogicalResult importThresholdedRelu(Source &in) {
  double alpha = in.realOr(1, 1.0);
  return importSteps(in, [&](Value x) {
    Value isAbove =
        in.build.compare(arith::CmpFPredicate::OGT, x, in.build.full(alpha, x));
    return in.build.select(isAbove, x, in.build.full(0.0, x));
  });
}

/// x where it is not negative, slope x elsewhere.
static LogicalResult importPRelu(Source &in) {
  Value slope = in.tensor(1);
  TensorBuilder &build = in.build;
  return importSteps(in, [&](Value x) {
    if (!slope)
      return Value();
    Value slopes = build.broadcastTo(build.convert(slope, getElement(x)),
                                     build.getSizes(x));
    Value isNegative =
        build.compare(arith::CmpFPredicate::OLT, x, build.full(0.0, x));
    return build.select(isNegative, build.multiply(slopes, x), x);
  });
}

/// Between two numbers, which were attributes before they were operands.
static LogicalResult importClip(Source &in) {
  Type element = in.resultElement();
  Value x = getAs(in, 0, element);
  for (unsigned i : {1, 3})
    if (!in.isNone(i))
      x = mapByType<arith::MaximumFOp, arith::MaxSIOp>(in, x,
                                                       getAs(in, i, element));
  for (unsigned i : {2, 4})
    if (!in.isNone(i))
      x = mapByType<arith::MinimumFOp, arith::MinSIOp>(in, x,
                                                       getAs(in, i, element));
  return in.result(x);
}

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

/// The operands, which must have one element type.
static SmallVector<Value> getOperands(Source &in, unsigned first = 0) {
  SmallVector<Value> operands;
  for (unsigned i = first; i < in.op->getNumOperands(); ++i) {
    operands.push_back(in.tensor(i));
    if (!in.failed() && getElement(operands.back()) != getElement(operands[0]))
      in.error() << "expected operands of one element type, got "
                 << operands[0].getType() << " and "
                 << operands.back().getType();
  }
  return operands;
}

template <typename FloatOp, typename IntOp>
static Value buildBinary(Source &in, Value a, Value b) {
  auto create = [&](ArrayRef<Value> x) -> Value {
    return in.build.b.createOrFold<IntOp>(in.op->getLoc(), x[0], x[1]);
  };
  if (Value sizes = mapIntegers(in, {a, b}, create))
    return sizes;
  return mapByType<FloatOp, IntOp>(in, a, b);
}

/// Of all operands, from the left.
template <typename FloatOp, typename IntOp>
static LogicalResult importFold(Source &in) {
  SmallVector<Value> operands = getOperands(in);
  if (in.failed())
    return failure();
  Value result = operands.front();
  for (Value operand : ArrayRef(operands).drop_front())
    result = buildBinary<FloatOp, IntOp>(in, result, operand);
  return in.result(result);
}

static LogicalResult importMean(Source &in) {
  SmallVector<Value> operands = getOperands(in);
  if (in.failed())
    return failure();
  Type element = getElement(operands[0]);
  Value sum = in.build.convert(operands[0], getSumType(element));
  for (Value operand : ArrayRef(operands).drop_front())
    sum = mapFloats<arith::AddFOp>(in, sum, operand);
  Value count = in.build.full(operands.size(), sum);
  return in.result(
      in.build.convert(mapFloats<arith::DivFOp>(in, sum, count), element));
}

/// Integers are sizes, and divided by a positive constant.
static LogicalResult importDivision(Source &in) {
  SmallVector<Value> operands = getOperands(in);
  if (in.failed())
    return failure();
  if (isFloat(operands[0]))
    return in.result(
        mapByType<arith::DivFOp, void>(in, operands[0], operands[1]));
  int64_t divisor = in.integer(1);
  if (!in.failed() && divisor <= 0)
    return in.error() << "expected a positive divisor, got " << divisor;
  return in.failed() ? failure()
                     : in.result(buildBinary<arith::DivFOp, arith::DivSIOp>(
                           in, operands[0], operands[1]));
}

/// Of sizes, and by a positive constant, whose sign the result has.
static LogicalResult importRemainder(Source &in) {
  SmallVector<Value> operands = getOperands(in);
  int64_t divisor = in.integer(1);
  if (!in.failed() && divisor <= 0)
    return in.error() << "expected a positive divisor, got " << divisor;
  if (in.failed())
    return failure();
  Location loc = in.op->getLoc();
  OpBuilder &b = in.build.b;
  auto create = [&](ArrayRef<Value> x) -> Value {
    Value quotient = b.createOrFold<arith::FloorDivSIOp>(loc, x[0], x[1]);
    return b.createOrFold<arith::SubIOp>(
        loc, x[0], b.createOrFold<arith::MulIOp>(loc, quotient, x[1]));
  };
  Value remainder = mapIntegers(in, operands, create);
  return remainder
             ? in.result(remainder)
             : in.error() << "expected sizes, got " << operands[0].getType();
}

/// By products and roots, in f32 at least, where the exponent is known.
static LogicalResult importPower(Source &in) {
  Value exponent = in.tensor(1);
  return importSteps(in, [&](Value x) {
    if (!exponent)
      return Value();
    if (in.isConstant(1) && getRank(exponent) <= getRank(x))
      if (Value power = buildPower(in.build, x, in.real(1)))
        return power;
    return mapFloats<math::PowFOp>(in, x, exponent);
  });
}

//===----------------------------------------------------------------------===//
// Choices
//===----------------------------------------------------------------------===//

static LogicalResult importEqual(Source &in) {
  SmallVector<Value> operands = getOperands(in);
  if (in.failed())
    return failure();
  auto create = [&](ArrayRef<Value> x) -> Value {
    return in.build.b.createOrFold<arith::CmpIOp>(
        in.op->getLoc(), arith::CmpIPredicate::eq, x[0], x[1]);
  };
  if (Value flags = mapIntegers(in, operands, create))
    return in.result(flags);
  if (failed(in.build.broadcastTogether(operands)))
    return failure();
  return in.result(isFloat(operands[0])
                       ? in.build.compare(arith::CmpFPredicate::OEQ,
                                          operands[0], operands[1])
                       : in.build.compare(arith::CmpIPredicate::eq, operands[0],
                                          operands[1]));
}

static LogicalResult importWhere(Source &in) {
  Value condition = in.tensor(0);
  SmallVector<Value> operands = getOperands(in, /*first=*/1);
  if (in.failed())
    return failure();
  if (!getElement(condition).isInteger(1))
    return in.error() << "expected i1, got " << condition.getType();
  operands.insert(operands.begin(), condition);
  auto create = [&](ArrayRef<Value> x) -> Value {
    return in.build.b.createOrFold<arith::SelectOp>(in.op->getLoc(), x[0], x[1],
                                                    x[2]);
  };
  if (Value sizes = mapIntegers(in, operands, create))
    return in.result(sizes);
  if (failed(in.build.broadcastTogether(operands)))
    return failure();
  return in.result(in.build.select(operands[0], operands[1], operands[2]));
}

/// The element type that ONNX's number stands for.
static Type getNumberedType(OpBuilder &b, int64_t number) {
  switch (number) {
  case 1:
    return b.getF32Type();
  case 3:
    return b.getI8Type();
  case 5:
    return b.getI16Type();
  case 6:
    return b.getI32Type();
  case 7:
    return b.getI64Type();
  case 9:
    return b.getI1Type();
  case 10:
    return b.getF16Type();
  case 11:
    return b.getF64Type();
  case 16:
    return b.getBF16Type();
  default:
    return Type();
  }
}

static LogicalResult importCast(Source &in) {
  Value x = in.tensor(0);
  int64_t number = in.integer(1);
  if (in.failed())
    return failure();
  Type element = getNumberedType(in.build.b, number);
  if (!element)
    return in.error()
           << "expected attribute 'to' to be the number of a type of "
              "floats, signed integers or booleans, got "
           << number;
  return in.result(in.build.convert(x, element));
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

ArrayRef<Entry> mlir::glu::importer::getONNXElementwiseEntries() {
  using namespace arith;
  static const Entry entries[] = {
      {"onnx.HardSigmoid", 1, 1, "alpha beta", importHardSigmoid},
      {"onnx.PRelu", 2, 2, "", importPRelu},
      {"onnx.Softplus", 1, 1, "", importSoftplus},
      {"onnx.Softsign", 1, 1, "", importSoftsign},
      {"onnx.Swish", 1, 1, "alpha", importSwish},
      {"onnx.ThresholdedRelu", 1, 1, "alpha", importThresholdedRelu},
      {"onnx.Clip", 1, 3, "min max", importClip},

      {"onnx.Add", 2, 2, "", importFold<AddFOp, AddIOp>},
      {"onnx.Sub", 2, 2, "", importFold<SubFOp, SubIOp>},
      {"onnx.Mul", 2, 2, "", importFold<MulFOp, MulIOp>},
      {"onnx.Div", 2, 2, "", importDivision},
      {"onnx.Max", 1, anyNumber, "", importFold<MaximumFOp, MaxSIOp>},
      {"onnx.Min", 1, anyNumber, "", importFold<MinimumFOp, MinSIOp>},
      {"onnx.Sum", 1, anyNumber, "", importFold<AddFOp, AddIOp>},
      {"onnx.Mean", 1, anyNumber, "", importMean},
      {"onnx.Mod", 2, 2, "fmod", importRemainder},
      {"onnx.Pow", 2, 2, "", importPower},

      {"onnx.Equal", 2, 2, "", importEqual},
      {"onnx.Where", 3, 3, "", importWhere},
      {"onnx.Cast", 1, 1, "to saturate", importCast},
  };
  return entries;
}
