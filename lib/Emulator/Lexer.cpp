//===- Lexer.cpp - Words of PTX text --------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lexer.h"
#include "llvm/ADT/StringExtras.h"
#include <cstring>
#include <string>

using namespace ptxemu;

bool Lexer::skipComment() {
  if (at(position) != '/')
    return false;
  if (at(position + 1) == '/') {
    skipLine();
    return true;
  }
  if (at(position + 1) != '*')
    return false;
  size_t end = source.find("*/", position + 2);
  // A comment without an end is a bad token.
  if (end == llvm::StringRef::npos)
    return false;
  line += source.slice(position, end).count('\n');
  position = end + 2;
  return true;
}

bool Lexer::skipSpace() {
  size_t begin = position;
  while (position < source.size() && llvm::isSpace(source[position]))
    line += source[position++] == '\n';
  return position != begin;
}

void Lexer::skipLine() {
  position = std::min(source.find('\n', position), source.size());
}

Token Lexer::make(Token::Kind kind, size_t length) {
  Token token;
  token.kind = kind;
  token.text = source.substr(position, length);
  token.line = line;
  position += length;
  return token;
}

static bool isWordStart(char c) {
  return llvm::isAlpha(c) || c == '_' || c == '$' || c == '%' || c == '.';
}

static bool isWordPart(char c) { return isWordStart(c) || llvm::isDigit(c); }

size_t Lexer::getWordLength() const {
  size_t end = position + 1;
  // Directives may stand without a space between them: `.reg.b32`.
  bool isDirective = at(position) == '.';
  while (true) {
    if (isWordPart(at(end)) && at(end) != '%' &&
        !(isDirective && at(end) == '.'))
      ++end;
    else if (at(end) == ':' && at(end + 1) == ':' && isWordPart(at(end + 2)))
      end += 2;
    else
      return end - position;
  }
}

Token Lexer::lexNumber() {
  size_t end = position;
  while (llvm::isAlnum(at(end)) || at(end) == '.')
    ++end;
  Token token = make(Token::Bad, end - position);
  llvm::StringRef digits = token.text;
  if (digits.size() == 10 && (digits.starts_with_insensitive("0f"))) {
    if (!digits.drop_front(2).getAsInteger(16, token.value))
      token.kind = Token::Float32;
    return token;
  }
  if (digits.size() == 18 && digits.starts_with_insensitive("0d")) {
    if (!digits.drop_front(2).getAsInteger(16, token.value))
      token.kind = Token::Float64;
    return token;
  }
  if (digits.contains('.')) {
    double number;
    if (!digits.getAsDouble(number)) {
      std::memcpy(&token.value, &number, sizeof number);
      token.kind = Token::Float64;
    }
    return token;
  }
  digits.consume_back("U");
  if (!digits.getAsInteger(0, token.value))
    token.kind = Token::Integer;
  return token;
}

Token Lexer::lexString() {
  size_t end = source.find_first_of("\"\n", position + 1);
  if (at(end) != '"')
    return make(Token::Bad, 1);
  return make(Token::String, end + 1 - position);
}

Token Lexer::next() {
  while (skipSpace() || skipComment())
    ;
  if (position >= source.size())
    return make(Token::End, 0);
  char c = source[position];
  if (llvm::isDigit(c))
    return lexNumber();
  if (isWordStart(c))
    return make(Token::Word, getWordLength());
  if (c == '"')
    return lexString();
  if (c && std::strchr("{}[]()<>,;:+-!@=|", c))
    return make(Token::Punctuation, 1);
  return make(Token::Bad, 1);
}
