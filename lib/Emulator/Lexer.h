//===- Lexer.h - Words of PTX text ------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_LEXER_H
#define GLU_EMULATOR_LEXER_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace ptxemu {

struct Token {
  enum Kind { End, Word, Integer, Float32, Float64, String, Punctuation, Bad };
  Kind kind = End;
  llvm::StringRef text;
  unsigned line = 1;
  /// The value of a number; the bits of a float.
  uint64_t value = 0;

  bool is(llvm::StringRef wanted) const {
    return (kind == Word || kind == Punctuation) && text == wanted;
  }
};

/// Splits text into tokens. A word takes its dots and double colons with it:
/// `ld.shared::cta.f32`, `%tid.x`, `.reg`.
class Lexer {
public:
  explicit Lexer(llvm::StringRef source) : source(source) {}

  Token next();
  /// The rest of this line, which is skipped.
  void skipLine();

private:
  bool skipSpace();
  bool skipComment();
  Token make(Token::Kind kind, size_t length);
  Token lexNumber();
  Token lexString();
  size_t getWordLength() const;
  char at(size_t index) const {
    return index < source.size() ? source[index] : '\0';
  }

  llvm::StringRef source;
  size_t position = 0;
  unsigned line = 1;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_LEXER_H
