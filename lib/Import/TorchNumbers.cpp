//===- TorchNumbers.cpp - Constants, lists and sizes of torch -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// torch.int is i64, torch.float f64 and torch.bool i1; None, strings, devices
// and lists are there while a program is imported only.
//
//===----------------------------------------------------------------------===//

#include "Source.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

static LogicalResult importInt(Source &in) {
  int64_t value = in.integer("value");
  if (in.failed())
    return failure();
  return in.result(in.build.constant(in.build.b.getI64IntegerAttr(value)));
}

static LogicalResult importFloat(Source &in) {
  auto value = dyn_cast_or_null<FloatAttr>(in.attribute("value"));
  if (!value || !value.getType().isF64())
    return in.error()
           << "expected attribute 'value' to be a number of type f64";
  return in.result(in.build.constant(value));
}

static LogicalResult importBool(Source &in) {
  auto value = dyn_cast_or_null<IntegerAttr>(in.attribute("value"));
  if (!value || !value.getType().isInteger(1))
    return in.error() << "expected attribute 'value' to be true or false";
  return in.result(in.build.constant(value));
}

static LogicalResult importText(Source &in) {
  StringRef value = in.text("value");
  return in.failed() ? failure() : in.result(Item(value));
}

static LogicalResult importNone(Source &in) { return in.result(Item()); }

static LogicalResult importLiteral(Source &in) {
  RankedTensorType type = in.resultType();
  return in.failed() ? failure() : in.result(in.literal("value", type));
}

//===----------------------------------------------------------------------===//
// Lists
//===----------------------------------------------------------------------===//

static LogicalResult importListConstruct(Source &in) {
  std::vector<Item> items;
  for (unsigned i = 0; i < in.getNumOperands(); ++i)
    items.push_back(in.operand(i));
  return in.result(Item(std::move(items)));
}

static LogicalResult importListUnpack(Source &in) {
  ArrayRef<Item> items = in.list(0);
  return in.failed() ? failure() : in.results(items);
}

static LogicalResult importGetItem(Source &in) {
  ArrayRef<Item> items = in.list(0);
  int64_t i = in.dim(1, items.size());
  if (in.failed() || items.empty())
    return in.failed() ? failure()
                       : in.error() << "expected a list that is not empty";
  return in.result(items[i]);
}

//===----------------------------------------------------------------------===//
// Sizes and arithmetic on numbers
//===----------------------------------------------------------------------===//

static LogicalResult importSize(Source &in) {
  Value x = in.tensor(0);
  if (in.failed())
    return failure();
  if (in.getNumOperands() == 2) {
    int64_t dim = in.dim(1, getRank(x));
    if (in.failed())
      return failure();
    if (getRank(x) == 0)
      return in.error() << "expected a tensor of rank 1 or more";
    return in.result(in.build.getInteger(in.build.getSize(x, dim)));
  }
  std::vector<Item> sizes;
  for (OpFoldResult size : in.build.getSizes(x))
    sizes.push_back(in.build.getInteger(size));
  return in.result(Item(std::move(sizes)));
}

static LogicalResult importNumel(Source &in) {
  Value x = in.tensor(0);
  if (in.failed())
    return failure();
  TensorBuilder &build = in.build;
  return in.result(
      build.getInteger(build.getSize(build.getProduct(build.getSizes(x)))));
}

template <typename OpTy>
static LogicalResult importArithmetic(Source &in) {
  Value a = in.number(0), b = in.number(1);
  if (in.failed())
    return failure();
  if (!a.getType().isInteger(64) || !b.getType().isInteger(64))
    return in.error() << "expected integers";
  return in.result(in.build.b.createOrFold<OpTy>(in.op->getLoc(), a, b));
}

/// Divided by a positive constant: sizes are.
template <typename OpTy>
static LogicalResult importQuotient(Source &in) {
  int64_t divisor = in.integer(1);
  if (in.failed())
    return failure();
  if (divisor <= 0)
    return in.error() << "expected a positive divisor, got " << divisor;
  return importArithmetic<OpTy>(in);
}

/// A number from a number.
static LogicalResult importSame(Source &in) {
  Value number = in.number(0);
  return in.failed() ? failure() : in.result(number);
}

static LogicalResult importFloatOfScalar(Source &in) {
  double value = in.real(0);
  return in.failed()
             ? failure()
             : in.result(in.build.number(value, in.build.b.getF64Type()));
}

/// A tensor of rank 0 from a number.
static LogicalResult importNumToTensor(Source &in) {
  Value number = in.number(0);
  Type element = in.resultElement();
  if (in.failed())
    return failure();
  return in.result(in.build.convert(in.build.splat(number, {}), element));
}

//===----------------------------------------------------------------------===//
// Facts
//===----------------------------------------------------------------------===//

/// What is stated is nothing that a result depends on.
static LogicalResult importFact(Source &in) { return in.results({}); }

static LogicalResult importAssert(Source &in) {
  Value condition = in.number(0);
  StringRef message = in.text("message");
  if (in.failed())
    return failure();
  if (!condition.getType().isInteger(1))
    return in.error() << "expected a condition of type i1";
  cf::AssertOp::create(in.build.b, in.op->getLoc(), condition, message);
  return in.results({});
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

ArrayRef<Entry> mlir::glu::importer::getTorchNumberEntries() {
  static const Entry entries[] = {
      {"torch.constant.int", 0, 0, "value", importInt},
      {"torch.constant.float", 0, 0, "value", importFloat},
      {"torch.constant.bool", 0, 0, "value", importBool},
      {"torch.constant.str", 0, 0, "value", importText},
      {"torch.constant.device", 0, 0, "value", importText},
      {"torch.constant.none", 0, 0, "", importNone},
      {"torch.vtensor.literal", 0, 0, "value", importLiteral},
      {"torch.prim.ListConstruct", 0, anyNumber, "", importListConstruct},
      {"torch.prim.ListUnpack", 1, 1, "", importListUnpack},
      {"torch.aten.__getitem__.t", 2, 2, "", importGetItem},
      {"torch.aten.size", 1, 1, "", importSize},
      {"torch.aten.size.int", 2, 2, "", importSize},
      {"torch.aten.sym_size.int", 2, 2, "", importSize},
      {"torch.aten.numel", 1, 1, "", importNumel},
      {"torch.aten.add.int", 2, 2, "", importArithmetic<arith::AddIOp>},
      {"torch.aten.sub.int", 2, 2, "", importArithmetic<arith::SubIOp>},
      {"torch.aten.mul.int", 2, 2, "", importArithmetic<arith::MulIOp>},
      {"torch.aten.floordiv.int", 2, 2, "",
       importQuotient<arith::FloorDivSIOp>},
      {"torch.aten.Int.Scalar", 1, 1, "", importSame},
      {"torch.aten.Float.Scalar", 1, 1, "", importFloatOfScalar},
      {"torch.prim.NumToTensor.Scalar", 1, 1, "", importNumToTensor},
      {"torch.symbolic_int", 0, 0, "symbol_name min_val max_val", importNone},
      {"torch.bind_symbolic_shape", 1, anyNumber, "shape_expressions",
       importFact},
      {"torch.aten._assert_tensor_metadata", 1, 6, "", importFact},
      {"torch.runtime.assert", 1, 1, "message", importAssert},
  };
  return entries;
}
