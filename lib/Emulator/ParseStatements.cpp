//===- ParseStatements.cpp - Bodies of functions --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"
#include "llvm/ADT/StringExtras.h"

using namespace ptxemu;

static constexpr unsigned maxDepth = 8;

bool Parser::parseBody() {
  if (!expect("{"))
    return false;
  size_t outermost = scopes.size();
  while (true) {
    if (consume("}")) {
      if (scopes.size() == outermost)
        return true;
      scopes.pop_back();
      continue;
    }
    if (token.kind == Token::End)
      return fail("expected '}' at the end of a function");
    if (!parseBodyItem())
      return false;
  }
}

bool Parser::parseBodyItem() {
  if (consume("{")) {
    if (scopes.size() > 64)
      return fail("scopes that are nested too deep");
    function->parents.push_back(scopes.back().id);
    scopes.push_back(
        {static_cast<unsigned>(function->parents.size() - 1), {}, {}});
    return true;
  }
  if (consume(";"))
    return true;
  if (token.kind == Token::Word && token.text.starts_with("."))
    return parseDirective();
  if (token.kind == Token::Word && following.is(":")) {
    llvm::StringRef name = token.text;
    advance();
    advance();
    return parseLabel(name);
  }
  return parseInstruction();
}

bool Parser::parseLabel(llvm::StringRef name) {
  if (consume(".branchtargets")) {
    ParsedFunction::BranchTable table{name, scopes.back().id, {}};
    do {
      if (!parseName(table.targets.emplace_back()))
        return false;
    } while (consume(","));
    function->branchTables.push_back(std::move(table));
    return expect(";");
  }
  if (consume(".callprototype"))
    return parsePrototype(name);
  if (name.starts_with("%"))
    return fail("expected a name");
  for (const Label &label : function->labels)
    if (label.name == name && label.scope == scopes.back().id)
      return fail("'" + name + "' is declared twice");
  function->labels.push_back(
      {name, scopes.back().id,
       static_cast<uint32_t>(function->statements.size())});
  return true;
}

/// `(.param .b32 _) _ (.param .b64 _, .param .align 8 .b8 _[24]);`
bool Parser::parsePrototype(llvm::StringRef name) {
  ParsedFunction::Prototype prototype{name, scopes.back().id, {}, {}};
  if (token.is("(") && !parseSizes(prototype.results))
    return false;
  if (!expect("_") || (token.is("(") && !parseSizes(prototype.parameters)))
    return false;
  consume(".noreturn");
  function->prototypes.push_back(std::move(prototype));
  return expect(";");
}

bool Parser::parseSizes(std::vector<uint64_t> &sizes) {
  if (!expect("("))
    return false;
  if (consume(")"))
    return true;
  do {
    Symbol shape;
    bool isOpen = false;
    if (!expect(".param") || !parseVariableType(shape) || !parsePointer() ||
        !expect("_") || !parseDimensions(shape, isOpen))
      return false;
    sizes.push_back(shape.size);
  } while (consume(","));
  return expect(")");
}

bool Parser::parseDirective() {
  if (token.is(".loc")) {
    unsigned line = token.line;
    while (token.kind != Token::End && token.line == line)
      advance();
    return true;
  }
  if (consume(".reg"))
    return parseRegisters();
  if (consume(".pragma"))
    return parsePragma();
  for (Space space : {Space::Shared, Space::Local, Space::Param})
    if (token.is("." + getName(space).str())) {
      advance();
      return parseVariable(space, /*isExternal=*/false);
    }
  return fail("directive that is not modelled");
}

bool Parser::parseGuard(Statement &statement) {
  if (!consume("@"))
    return true;
  statement.guardNegated = consume("!");
  statement.guard = token.kind == Token::Word ? lookup(token.text) : nullptr;
  if (!statement.guard || !statement.guard->isRegister ||
      !statement.guard->type.isPredicate())
    return fail("expected a predicate register");
  advance();
  return true;
}

bool Parser::parseInstruction() {
  Statement statement;
  statement.line = token.line;
  statement.scope = scopes.back().id;
  const char *begin = token.text.data();
  if (!parseGuard(statement))
    return false;
  if (token.kind != Token::Word || !llvm::isAlpha(token.text[0]))
    return fail("expected an instruction");
  llvm::SmallVector<llvm::StringRef, 8> words;
  token.text.split(words, '.');
  statement.opcode = words[0];
  statement.modifiers.assign(words.begin() + 1, words.end());
  advance();
  if (!token.is(";")) {
    do {
      if (!parseOperand(statement.operands.emplace_back()))
        return false;
    } while (consume(","));
  }
  const char *end = token.text.data();
  if (!expect(";"))
    return false;
  statement.text = llvm::StringRef(begin, end - begin).rtrim();
  function->statements.push_back(std::move(statement));
  return true;
}

bool Parser::parseList(Operand &operand, llvm::StringRef close,
                       unsigned depth) {
  operand.kind = Operand::Vector;
  if (consume(close))
    return true;
  do {
    if (!parseOperand(operand.elements.emplace_back(), depth + 1))
      return false;
  } while (consume(","));
  return expect(close);
}

/// The rest of `[%rd1+8]`, or of `[%rd1, {%r1, %r2}]`.
bool Parser::parseAddress(Operand &operand, unsigned depth) {
  if (!parseList(operand, "]", depth))
    return false;
  if (operand.elements.size() == 1) {
    Operand inner = operand.elements[0];
    operand = std::move(inner);
    if (operand.negated ||
        (operand.kind != Operand::Name && operand.kind != Operand::Integer))
      return fail("expected an address");
    // An absolute address has no name.
    operand.kind = Operand::Address;
    return true;
  }
  operand.kind = Operand::Address;
  return true;
}

bool Parser::parseNumber(Operand &operand) {
  bool isNegative = consume("-");
  operand.value = token.value;
  if (token.kind == Token::Integer) {
    operand.kind = Operand::Integer;
    if (isNegative)
      operand.value = -operand.value;
  } else if (token.kind == Token::Float32 || token.kind == Token::Float64) {
    operand.kind = Operand::Float;
    operand.floatBits = token.kind == Token::Float32 ? 32 : 64;
    if (isNegative)
      operand.value ^= uint64_t(1) << (operand.floatBits - 1);
  } else {
    return fail("expected an operand");
  }
  advance();
  return true;
}

/// `%r1`, `name`, `name+4`, `%r1+-4`
bool Parser::parseNamed(Operand &operand) {
  operand.kind = Operand::Name;
  if (!parseName(operand.name))
    return false;
  operand.symbol = lookup(operand.name);
  if (!token.is("+") && !token.is("-"))
    return true;
  bool isNegative = consume("-");
  if (!isNegative) {
    advance();
    isNegative = consume("-");
  }
  if (!parseInteger(operand.value))
    return false;
  if (isNegative)
    operand.value = -operand.value;
  return true;
}

bool Parser::parseOperand(Operand &operand, unsigned depth) {
  operand.line = token.line;
  if (depth > maxDepth)
    return fail("operands that are nested too deep");
  if (consume("{"))
    return parseList(operand, "}", depth);
  if (consume("("))
    return parseList(operand, ")", depth);
  if (consume("["))
    return parseAddress(operand, depth);
  if (token.kind != Token::Word && !token.is("!"))
    return parseNumber(operand);
  if (consume("_")) {
    operand.kind = Operand::Sink;
  } else {
    operand.negated = consume("!");
    if (!parseNamed(operand))
      return false;
  }
  if (!token.is("|"))
    return true;
  // A pair of destinations: `%r1|%p1`.
  Operand first = std::move(operand);
  operand = Operand();
  operand.kind = Operand::Vector;
  operand.line = first.line;
  operand.elements.push_back(std::move(first));
  advance();
  return parseOperand(operand.elements.emplace_back(), maxDepth);
}
