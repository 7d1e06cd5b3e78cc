//===- Arguments.cpp - What --arg says ------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "glu/Runtime/Npy.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include <cstring>

using namespace ptxemu;
using glurt::Array;
using glurt::ElementType;

static llvm::Error refuse(llvm::StringRef text, const llvm::Twine &expected) {
  return llvm::createStringError("--arg=" + text + ": expected " + expected);
}

template <typename T>
static void setValue(Argument &argument, T value) {
  argument.size = sizeof value;
  std::memcpy(&argument.value, &value, sizeof value);
}

/// An integer may be given with a sign or without one.
template <typename Signed, typename Unsigned>
static bool parseInteger(llvm::StringRef digits, Argument &argument) {
  Signed value;
  Unsigned positive;
  if (llvm::to_integer(digits, value, 0))
    setValue(argument, value);
  else if (llvm::to_integer(digits, positive, 0))
    setValue(argument, positive);
  else
    return false;
  return true;
}

static llvm::Expected<Argument> parseScalar(llvm::StringRef text) {
  auto [type, digits] = text.split(':');
  Argument argument;
  argument.name = text.str();
  double number = 0;
  bool isFloat = type == "f32" || type == "f64";
  bool valid = isFloat ? llvm::to_float(digits, number)
               : type == "i32"
                   ? parseInteger<int32_t, uint32_t>(digits, argument)
                   : parseInteger<int64_t, uint64_t>(digits, argument);
  if (!valid)
    return refuse(text, "a number of type " + type);
  if (type == "f32")
    setValue(argument, static_cast<float>(number));
  else if (type == "f64")
    setValue(argument, number);
  return argument;
}

static Array convert(const Array &array, ElementType type) {
  Array result(type, array.getShape());
  for (int64_t i = 0; i < array.size(); ++i)
    result.set(i, array.get(i));
  return result;
}

/// `:box=N,N` and `:swizzle=B`, behind all else.
static llvm::Error parseBox(llvm::StringRef text, llvm::StringRef &path,
                            Argument &argument) {
  llvm::StringRef sizes;
  std::tie(path, sizes) = path.split(":box=");
  if (path == text)
    return llvm::Error::success();
  auto [box, swizzle] = sizes.split(":swizzle=");
  llvm::SmallVector<llvm::StringRef, 5> parts;
  box.split(parts, ',');
  for (llvm::StringRef part : parts)
    if (!llvm::to_integer(part, argument.box.emplace_back(), 10))
      return refuse(text, "the sizes of a box, such as :box=64,32");
  argument.swizzle = llvm::StringSwitch<int>(swizzle)
                         .Case("", 0)
                         .Case("32", 1)
                         .Case("64", 2)
                         .Case("128", 3)
                         .Default(-1);
  if (argument.swizzle < 0)
    return refuse(text, "a swizzle of 32, 64 or 128");
  argument.size = argument.map.size();
  return llvm::Error::success();
}

/// The CUtensorMapDataType of a type; -1 if there is none.
static int getMapType(ElementType type) {
  switch (type) {
  case ElementType::I32:
    return 3;
  case ElementType::F16:
    return 6;
  case ElementType::F32:
    return 7;
  case ElementType::F64:
    return 8;
  case ElementType::BF16:
    return 9;
  default:
    return -1;
  }
}

llvm::Error ptxemu::encodeTensorMap(Argument &argument) {
  const Array &array = *argument.array;
  TensorMap map;
  map.address = argument.value;
  map.elementType = getMapType(array.getElementType());
  map.box = argument.box;
  map.swizzle = argument.swizzle;
  uint64_t stride = glurt::getByteWidth(array.getElementType());
  for (int64_t size : llvm::reverse(array.getShape())) {
    if (!map.sizes.empty())
      map.strides.push_back(stride);
    map.sizes.push_back(size);
    stride *= size;
  }
  auto bytes = encodeTensorMap(map);
  if (!bytes)
    return llvm::createStringError("--arg=" + argument.name + ": " +
                                   llvm::toString(bytes.takeError()));
  argument.map = *bytes;
  return llvm::Error::success();
}

llvm::Expected<Argument> ptxemu::parseArgument(llvm::StringRef text) {
  for (llvm::StringRef type : {"i32:", "i64:", "f32:", "f64:"})
    if (text.starts_with(type))
      return parseScalar(text);
  Argument argument;
  llvm::StringRef path = text;
  if (llvm::Error error = parseBox(text, path, argument))
    return std::move(error);
  argument.isOutput = path.consume_back(":inout");
  std::optional<ElementType> type;
  if (path.consume_back(":bf16"))
    type = ElementType::BF16;
  else if (path.consume_back(":f16"))
    type = ElementType::F16;
  if (!path.ends_with(".npy"))
    return refuse(text, "FILE.npy[:bf16|:f16][:inout][:box=N,N[:swizzle=B]] or "
                        "i32|i64|f32|f64:VALUE");
  std::string error;
  argument.array = glurt::readNpy(path.str(), error);
  if (!argument.array)
    return llvm::createStringError("--arg=" + text + ": " + error);
  if (type && !glurt::isFloat(argument.array->getElementType()))
    return refuse(text, "an array of floats to convert");
  if (type)
    argument.array = convert(*argument.array, *type);
  argument.name = path.str();
  return argument;
}
