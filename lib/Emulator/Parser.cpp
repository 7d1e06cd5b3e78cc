//===- Parser.cpp - Tokens and the module ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"
#include "llvm/ADT/StringExtras.h"

using namespace ptxemu;

llvm::StringRef ptxemu::getName(Space space) {
  static const llvm::StringRef names[] = {"generic", "global", "shared",
                                          "local",   "const",  "param"};
  return names[static_cast<int>(space)];
}

llvm::Error ptxemu::makeError(unsigned line, const llvm::Twine &message,
                              llvm::StringRef text) {
  std::string whole = "line " + std::to_string(line) + ": " + message.str();
  if (!text.empty()) {
    // One line, whatever the text has in it.
    std::string oneLine = text.take_front(160).str();
    for (char &c : oneLine)
      if (!llvm::isPrint(c))
        c = ' ';
    whole += ": '" + oneLine + "'";
  }
  return llvm::createStringError(whole);
}

Parser::Parser(llvm::StringRef source, Syntax &syntax)
    : source(source), lexer(source), syntax(syntax) {
  token = lexer.next();
  following = lexer.next();
}

bool Parser::fail(const llvm::Twine &what) {
  if (messageLine)
    return false;
  messageLine = token.line;
  if (token.kind == Token::Bad)
    message = "not a word of PTX";
  else
    message = what.str();
  // The whole line says where this is.
  size_t at =
      token.text.data() ? token.text.data() - source.data() : source.size();
  size_t begin = source.rfind('\n', at);
  begin = begin == llvm::StringRef::npos || begin >= at
              ? source.rfind('\n', at ? at - 1 : 0)
              : begin;
  begin = begin == llvm::StringRef::npos ? 0 : begin + 1;
  messageText =
      source.slice(begin, std::min(source.find('\n', at), source.size()))
          .trim();
  return false;
}

void Parser::advance() {
  token = following;
  following = lexer.next();
}

bool Parser::consume(llvm::StringRef text) {
  if (!token.is(text))
    return false;
  advance();
  return true;
}

bool Parser::expect(llvm::StringRef text) {
  return consume(text) || fail("expected '" + text + "'");
}

bool Parser::parseName(llvm::StringRef &name) {
  if (token.kind != Token::Word || token.text.starts_with("."))
    return fail("expected a name");
  name = token.text;
  advance();
  return true;
}

bool Parser::parseInteger(uint64_t &value) {
  if (token.kind != Token::Integer)
    return fail("expected an integer");
  value = token.value;
  advance();
  return true;
}

/// The number of an architecture such as `sm_90a`, 0 if it is none.
static unsigned parseArchitecture(llvm::StringRef name) {
  unsigned number = 0;
  if (!name.consume_front("sm_") || name.consumeInteger(10, number))
    return 0;
  return name.empty() || name == "a" || name == "f" ? number : 0;
}

bool Parser::parseHeader() {
  if (!expect(".version"))
    return false;
  unsigned version = 0;
  if (token.kind != Token::Float64 ||
      token.text.split('.').first.getAsInteger(10, version) || version < 6 ||
      version > 9)
    return fail("expected a version of PTX from 6.0 to 9.x");
  advance();
  if (!expect(".target"))
    return false;
  unsigned architecture = parseArchitecture(token.text);
  if (architecture < 70 || architecture > 121)
    return fail("expected a target from sm_70 to sm_121");
  advance();
  while (consume(","))
    if (!consume("debug"))
      return fail("expected the target option debug");
  if (!expect(".address_size"))
    return false;
  if (token.text != "64")
    return fail("expected addresses of 64 bits");
  advance();
  return true;
}

/// Sections hold debug information: nothing that runs.
bool Parser::skipSection() {
  if (!token.text.starts_with(".debug"))
    return fail("expected a section of debug information");
  advance();
  if (!expect("{"))
    return false;
  while (token.kind != Token::End && token.kind != Token::Bad && !token.is("}"))
    advance();
  return expect("}");
}

bool Parser::parsePragma() {
  do {
    if (token.kind != Token::String)
      return fail("expected a string");
    llvm::StringRef pragma = token.text.trim('"');
    bool known = pragma == "nounroll" || pragma.starts_with("used_bytes_mask");
    if (!known)
      return fail("pragma that is not modelled");
    advance();
  } while (consume(","));
  return expect(";");
}

bool Parser::parseModuleItem() {
  if (token.is(".file")) {
    // Both tokens may be on the line that is skipped.
    unsigned line = token.line;
    while (token.kind != Token::End && token.line == line)
      advance();
    return true;
  }
  if (consume(".section"))
    return skipSection();
  if (consume(".pragma"))
    return parsePragma();
  bool isExternal = false;
  if (!parseLinkage(isExternal))
    return false;
  if (consume(".entry"))
    return parseFunction(/*isKernel=*/true, isExternal);
  if (consume(".func"))
    return parseFunction(/*isKernel=*/false, isExternal);
  for (Space space : {Space::Global, Space::Const, Space::Shared})
    if (token.is("." + getName(space).str())) {
      advance();
      return parseVariable(space, isExternal);
    }
  return fail("directive that is not modelled");
}

llvm::Error Parser::parse() {
  scopes.push_back({0, {}, {}});
  bool valid = parseHeader();
  while (valid && token.kind != Token::End)
    valid = parseModuleItem();
  if (valid)
    return llvm::Error::success();
  return makeError(messageLine, message, messageText);
}
