//===- TorchValues.cpp - Operands by torch's rules ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TorchValues.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

Value mlir::glu::importer::getTensorOrNumber(Source &in, unsigned i) {
  return in.isNumber(i) ? in.build.splat(in.number(i), {}) : in.tensor(i);
}

Value mlir::glu::importer::getAs(Source &in, unsigned i, Type element) {
  return in.build.convert(getTensorOrNumber(in, i), element);
}

Value mlir::glu::importer::getForSum(Source &in, unsigned i) {
  Value x = in.tensor(i);
  return x ? in.build.convert(x, getSumType(getElement(x))) : x;
}

/// Booleans, integers, floats.
static int getKind(Type type) {
  return isa<FloatType>(type) ? 2 : type.isInteger(1) ? 0 : 1;
}

static Type getGreater(Type a, Type b) {
  if (getKind(a) != getKind(b))
    return getKind(a) > getKind(b) ? a : b;
  unsigned aWidth = a.getIntOrFloatBitWidth(),
           bWidth = b.getIntOrFloatBitWidth();
  if (aWidth == bWidth && a != b) // bf16 and f16
    return Float32Type::get(a.getContext());
  return aWidth >= bWidth ? a : b;
}

Type mlir::glu::importer::getCommonType(Source &in, unsigned a, unsigned b) {
  Type types[3]; // of tensors, of scalars, of numbers
  for (unsigned i : {a, b}) {
    Value x = getTensorOrNumber(in, i);
    if (!x)
      return in.build.b.getF32Type();
    Type element = getElement(x);
    // The default of torch for a number of Python.
    if (in.isNumber(i) && isa<FloatType>(element))
      element = in.build.b.getF32Type();
    Type &type = types[in.isNumber(i) ? 2 : getRank(x) == 0];
    type = type ? getGreater(type, element) : element;
  }
  Type result;
  for (Type type : types)
    if (type && (!result || getKind(type) > getKind(result)))
      result = type;
  return result;
}

std::pair<Value, Value> mlir::glu::importer::getHalves(Source &in, Value x,
                                                       int64_t dim) {
  TensorBuilder &build = in.build;
  if (getRank(x) == 0) {
    in.error() << "expected a tensor of rank 1 or more";
    return {};
  }
  std::optional<Product> half =
      divide(build.getProduct(build.getSize(x, dim)), {2, {}});
  if (!half) {
    in.error() << "expected an even size of dimension " << dim << ", got "
               << x.getType();
    return {};
  }
  OpFoldResult size = build.getSize(*half);
  return {build.sliceAlong(x, dim, build.getSize(int64_t(0)), size),
          build.sliceAlong(x, dim, size, size)};
}
