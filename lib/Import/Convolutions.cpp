//===- Convolutions.cpp - Convolutions of one pixel -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A convolution with a window of one element is a product for each pixel.
//
//===----------------------------------------------------------------------===//

#include "Convolutions.h"
#include "TextReader.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include <algorithm>

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

static bool isAll(ArrayRef<int64_t> numbers, int64_t value) {
  return llvm::all_of(numbers, [=](int64_t x) { return x == value; });
}

Value mlir::glu::importer::buildPointConvolution(Source &in, Value x, Value w,
                                                 const ConvolutionDims &names) {
  TensorBuilder &build = in.build;
  if (in.failed())
    return Value();
  std::string result = names.result, expected = names.input;
  llvm::sort(result);
  llvm::sort(expected);
  bool isKnown =
      size_t(getRank(x)) == names.input.size() &&
      size_t(getRank(w)) == names.kernel.size() && result == expected &&
      std::adjacent_find(result.begin(), result.end()) == result.end() &&
      StringRef(names.input).count('f') == 1 &&
      StringRef(names.kernel).count('i') == 1 &&
      StringRef(names.kernel).count('o') == 1;
  if (!isKnown || !isFloat(x) || getElement(w) != getElement(x)) {
    in.error() << "cannot read " << x.getType() << " as [" << names.input
               << "] and " << w.getType() << " as [" << names.kernel << "]";
    return Value();
  }
  DimList window;
  for (auto [dim, name] : llvm::enumerate(names.kernel))
    if (name != 'i' && name != 'o')
      window.push_back(dim);
  for (int64_t dim : window)
    if (!isConstantIntValue(build.getSize(w, dim), 1)) {
      in.error() << "expected a window of one element, got weights "
                 << w.getType();
      return Value();
    }
  ContractionDims dims;
  dims.lhsSum = {int64_t(names.input.find('f'))};
  dims.rhsSum = {names.kernel.find('i') < names.kernel.find('o') ? 0 : 1};
  Value product = build.contract(x, build.dropUnits(w, window), dims,
                                 getSumType(getElement(x)));
  std::string order = names.input;
  llvm::erase(order, 'f');
  order += 'f';
  DimList permutation;
  for (char name : names.result)
    permutation.push_back(order.find(name));
  return product ? build.transpose(product, permutation) : Value();
}

bool mlir::glu::importer::checkPoint(Source &in, ArrayRef<int64_t> strides,
                                     ArrayRef<int64_t> padding,
                                     int64_t groups) {
  if (in.failed())
    return false;
  if (!isAll(strides, 1) || !isAll(padding, 0) || groups != 1)
    in.error() << "expected strides of 1, no padding and one group";
  return !in.failed();
}

//===----------------------------------------------------------------------===//
// torch and ONNX
//===----------------------------------------------------------------------===//

/// The product of each pixel of `x`, `[b, f, ...]`, with weights `[o, i, ...]`,
/// and a bias, which may be null, is the result.
static LogicalResult importPointConvolution(Source &in, Value x, Value w,
                                            Value bias) {
  int64_t pixelDims = getRank(w) - 2;
  ConvolutionDims names;
  names.input = getRank(x) == pixelDims + 2 ? "bf" : "f";
  names.kernel = "oi";
  for (char name = '0'; name < '0' + pixelDims; ++name) {
    names.input += name;
    names.kernel += name;
  }
  names.result = names.input;
  Value y = buildPointConvolution(in, x, w, names);
  if (y && bias) {
    Value channels = in.build.convert(bias, getElement(y));
    if (getRank(bias) != 1)
      return in.error() << "expected a bias of rank 1, got " << bias.getType();
    y = in.build.map<arith::AddFOp>(
        y, in.build.broadcast(channels, {int64_t(names.input.find('f'))},
                              in.build.getSizes(y)));
  }
  return in.failed() ? failure()
                     : in.result(in.build.convert(y, in.resultElement()));
}

static DimList integersOr(Source &in, unsigned i, int64_t value) {
  return in.isNone(i) ? DimList{value} : in.integers(i);
}

/// The operands x, weight, bias, stride, padding, dilation, whether it is
/// transposed, padding of the result and groups; `conv1d` and `conv2d` are
/// without the two before the last.
static LogicalResult importTorchConvolution(Source &in) {
  bool isGeneral = in.getName() == "torch.aten.convolution";
  Value x = in.tensor(0), w = in.tensor(1), bias = in.tensorOrNone(2);
  DimList strides = integersOr(in, 3, 1), padding = integersOr(in, 4, 0);
  int64_t groups = in.integerOr(isGeneral ? 8 : 6, 1);
  if (isGeneral && in.flag(6) && !in.failed())
    return in.error() << "expected a convolution that is not transposed";
  if (!checkPoint(in, strides, padding, groups))
    return failure();
  return importPointConvolution(in, x, w, bias);
}

/// Operands x, weight and bias. What is padded for a window of one element is
/// nothing, unless `pads` say so.
static LogicalResult importONNXConvolution(Source &in) {
  Value x = in.tensor(0), w = in.tensor(1), bias = in.tensorOrNone(2);
  int64_t groups = in.integerOr(4, 1);
  DimList padding = integersOr(in, 5, 0), strides = integersOr(in, 6, 1);
  if (!checkPoint(in, strides, padding, groups))
    return failure();
  return importPointConvolution(in, x, w, bias);
}

//===----------------------------------------------------------------------===//
// StableHLO
//===----------------------------------------------------------------------===//

/// `conv<[b, 0, f]x[0, i, o]->[b, 0, f]>`.
static std::optional<ConvolutionDims> parseDims(StringRef text) {
  TextReader reader(text);
  auto list = [&](std::string &names) {
    if (!reader.consume("["))
      return false;
    do {
      StringRef name = reader.word();
      if (name.size() != 1)
        return false;
      names += name;
    } while (reader.consume(","));
    return reader.consume("]");
  };
  ConvolutionDims dims;
  bool isDims = reader.word() == "conv" && reader.consume("<") &&
                list(dims.input) && reader.consume("x") && list(dims.kernel) &&
                reader.consume("->") && list(dims.result) &&
                reader.consume(">") && reader.atEnd();
  return isDims ? std::optional(dims) : std::nullopt;
}

static LogicalResult importConvolution(Source &in) {
  Value x = in.tensor(0), w = in.tensor(1);
  auto attribute =
      dyn_cast_or_null<OpaqueAttr>(in.attribute("dimension_numbers"));
  std::optional<ConvolutionDims> names;
  if (attribute && attribute.getDialectNamespace() == "stablehlo")
    names = parseDims(attribute.getAttrData());
  if (!in.failed() && !names)
    return in.error() << "expected attribute 'dimension_numbers' to be "
                         "#stablehlo.conv<...> with three lists of names";
  auto integersOr = [&](StringRef name, int64_t value) {
    return in.attribute(name) ? in.integers(name) : DimList{value};
  };
  DimList strides = integersOr("window_strides", 1),
          dilation = integersOr("lhs_dilation", 1),
          padding = integersOr("padding", 0);
  int64_t groups = in.integer("feature_group_count");
  int64_t batches = in.integer("batch_group_count");
  llvm::append_range(strides, dilation);
  if (!checkPoint(in, strides, padding, std::max(groups, batches)))
    return failure();
  return in.result(in.build.convert(buildPointConvolution(in, x, w, *names),
                                    in.resultElement()));
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

ArrayRef<Entry> mlir::glu::importer::getConvolutionEntries() {
  static const Entry entries[] = {
      {"torch.aten.conv1d", 2, 7, "", importTorchConvolution},
      {"torch.aten.conv2d", 2, 7, "", importTorchConvolution},
      {"torch.aten.convolution", 9, 9, "", importTorchConvolution},
      {"onnx.Conv", 2, 3, "auto_pad group pads strides dilations kernel_shape",
       importONNXConvolution},
      {"stablehlo.convolution", 2, 2,
       "dimension_numbers window_strides padding lhs_dilation rhs_dilation "
       "window_reversal feature_group_count batch_group_count precision_config",
       importConvolution},
  };
  return entries;
}
