//===- Arguments.cpp - What --arg says ------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "glu/Runtime/Npy.h"
#include "llvm/ADT/StringExtras.h"
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

llvm::Expected<Argument> ptxemu::parseArgument(llvm::StringRef text) {
  for (llvm::StringRef type : {"i32:", "i64:", "f32:", "f64:"})
    if (text.starts_with(type))
      return parseScalar(text);
  Argument argument;
  llvm::StringRef path = text;
  argument.isOutput = path.consume_back(":inout");
  std::optional<ElementType> type;
  if (path.consume_back(":bf16"))
    type = ElementType::BF16;
  else if (path.consume_back(":f16"))
    type = ElementType::F16;
  if (!path.ends_with(".npy"))
    return refuse(text,
                  "FILE.npy[:bf16|:f16][:inout] or i32|i64|f32|f64:VALUE");
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
