//===- Type.h - Types of PTX ------------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_TYPE_H
#define GLU_EMULATOR_TYPE_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <string>

namespace ptxemu {

enum class Kind : uint8_t { Bits, Unsigned, Signed, Float, BFloat, Predicate };

struct Type {
  Kind kind = Kind::Bits;
  /// Bits of the whole; 1 for predicates.
  uint8_t bits = 32;
  /// Two elements of half the bits.
  bool packed = false;

  unsigned getBytes() const { return bits / 8; }
  bool isInteger() const { return kind <= Kind::Signed && !packed; }
  bool isSigned() const { return kind == Kind::Signed; }
  /// f32 or f64.
  bool isWideFloat() const {
    return kind == Kind::Float && bits >= 32 && !packed;
  }
  bool isPairOfFloats() const { return packed && bits == 64; }
  /// f16, bf16 and pairs of them.
  bool isHalf() const {
    return (kind == Kind::Float || kind == Kind::BFloat) && !isWideFloat() &&
           !isPairOfFloats();
  }
  bool isPredicate() const { return kind == Kind::Predicate; }
  bool is(Kind wantedKind, unsigned wantedBits) const {
    return kind == wantedKind && bits == wantedBits && !packed;
  }
  friend bool operator==(Type a, Type b) {
    return a.kind == b.kind && a.bits == b.bits && a.packed == b.packed;
  }
};

/// The type that a modifier such as `f32` names, if it names one.
std::optional<Type> parseType(llvm::StringRef name);

/// `f32`, `bf16x2`.
std::string getName(Type type);

/// Whether a register declared as `declared` can hold an operand of
/// `instruction`: sizes agree, and integers do not mix with floats but by bits.
bool agree(Type declared, Type instruction);

constexpr Type bits(unsigned n) { return {Kind::Bits, uint8_t(n), false}; }
constexpr Type predicate{Kind::Predicate, 1, false};

} // namespace ptxemu

#endif // GLU_EMULATOR_TYPE_H
