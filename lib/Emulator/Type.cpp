//===- Type.cpp - Types of PTX --------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Type.h"
#include "llvm/ADT/STLExtras.h"

using namespace ptxemu;

namespace {
struct NamedType {
  llvm::StringRef name;
  Type type;
};
} // namespace

static const NamedType types[] = {{"b8", {Kind::Bits, 8}},
                                  {"b16", {Kind::Bits, 16}},
                                  {"b32", {Kind::Bits, 32}},
                                  {"b64", {Kind::Bits, 64}},
                                  {"u8", {Kind::Unsigned, 8}},
                                  {"u16", {Kind::Unsigned, 16}},
                                  {"u32", {Kind::Unsigned, 32}},
                                  {"u64", {Kind::Unsigned, 64}},
                                  {"s8", {Kind::Signed, 8}},
                                  {"s16", {Kind::Signed, 16}},
                                  {"s32", {Kind::Signed, 32}},
                                  {"s64", {Kind::Signed, 64}},
                                  {"f16", {Kind::Float, 16}},
                                  {"f32", {Kind::Float, 32}},
                                  {"f64", {Kind::Float, 64}},
                                  {"bf16", {Kind::BFloat, 16}},
                                  {"f16x2", {Kind::Float, 32, true}},
                                  {"bf16x2", {Kind::BFloat, 32, true}},
                                  {"f32x2", {Kind::Float, 64, true}},
                                  {"pred", predicate}};

std::optional<Type> ptxemu::parseType(llvm::StringRef name) {
  for (const NamedType &named : types)
    if (named.name == name)
      return named.type;
  return {};
}

std::string ptxemu::getName(Type type) {
  for (const NamedType &named : types)
    if (named.type == type)
      return named.name.str();
  llvm_unreachable("every type has a name");
}

bool ptxemu::agree(Type declared, Type instruction) {
  if (declared.bits != instruction.bits ||
      declared.isPredicate() != instruction.isPredicate())
    return false;
  bool untyped = declared.kind == Kind::Bits ||
                 instruction.kind == Kind::Bits || declared.packed ||
                 instruction.packed;
  return untyped || declared.isInteger() == instruction.isInteger();
}
