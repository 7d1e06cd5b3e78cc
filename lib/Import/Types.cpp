//===- Types.cpp - Types of imported values -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Types.h"
#include "TextReader.h"
#include "mlir/Dialect/Shape/IR/Shape.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

static bool isKnownElement(Type type) {
  if (auto integer = dyn_cast<IntegerType>(type))
    return integer.isSignless() &&
           llvm::is_contained({1u, 8u, 16u, 32u, 64u}, integer.getWidth());
  return isa<IndexType, Float16Type, BFloat16Type, Float32Type, Float64Type>(
      type);
}

/// torch's integers are signed, builtin ones have no sign.
static Type getTorchElement(StringRef name, MLIRContext *context) {
  return llvm::StringSwitch<Type>(name)
      .Case("f16", Float16Type::get(context))
      .Case("bf16", BFloat16Type::get(context))
      .Case("f32", Float32Type::get(context))
      .Case("f64", Float64Type::get(context))
      .Case("i1", IntegerType::get(context, 1))
      .Case("si8", IntegerType::get(context, 8))
      .Case("si16", IntegerType::get(context, 16))
      .Case("si32", IntegerType::get(context, 32))
      .Case("si64", IntegerType::get(context, 64))
      .Default(Type());
}

/// `vtensor<[2,?,8],f32>`.
static Type convertTorchType(StringRef text, MLIRContext *context) {
  TextReader reader(text);
  if (reader.word() != "vtensor" || !reader.consume("<"))
    return Type();
  std::optional<SmallVector<int64_t>> shape = reader.list(ShapedType::kDynamic);
  if (!shape || !reader.consume(","))
    return Type();
  Type element = getTorchElement(reader.word(), context);
  bool sizesAreValid = llvm::all_of(*shape, [](int64_t size) {
    return size >= 0 || ShapedType::isDynamic(size);
  });
  if (!element || !sizesAreValid || !reader.consume(">") || !reader.atEnd())
    return Type();
  return RankedTensorType::get(*shape, element);
}

Type mlir::glu::importer::convertType(Type type) {
  if (auto tensor = dyn_cast<RankedTensorType>(type))
    return isKnownElement(tensor.getElementType()) && !tensor.getEncoding()
               ? type
               : Type();
  if (auto opaque = dyn_cast<OpaqueType>(type))
    return opaque.getDialectNamespace() == "torch"
               ? convertTorchType(opaque.getTypeData(), type.getContext())
               : Type();
  return isKnownElement(type) ? type : Type();
}

bool mlir::glu::importer::isCompileTimeType(Type type) {
  if (isa<shape::WitnessType>(type))
    return true;
  auto opaque = dyn_cast<OpaqueType>(type);
  return opaque && opaque.getDialectNamespace() == "torch" &&
         !convertType(type);
}
