//===- ParseDeclarations.cpp - Registers, variables and functions ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/Support/MathExtras.h"
#include <cstring>

using namespace ptxemu;

/// More than real code needs, and little enough for text that is not real.
static constexpr uint64_t maxRows = 1 << 17, maxBytes = uint64_t(1) << 28;

/// Rows of 64 bytes that a register of 32 threads takes.
static uint32_t countRows(Type type) {
  return type.isPredicate() ? 1 : std::max(1u, type.bits / 16u);
}

Symbol *Parser::declare(llvm::StringRef name) {
  auto [entry, isNew] = scopes.back().symbols.try_emplace(name, nullptr);
  if (!isNew) {
    // Functions and variables may be declared more than once at module level.
    if (scopes.size() == 1)
      return entry->second;
    fail("'" + name + "' is declared twice");
    return nullptr;
  }
  Symbol *symbol = &syntax.symbols.emplace_back();
  symbol->name = name;
  entry->second = symbol;
  return symbol;
}

bool Parser::parseLinkage(bool &isExternal) {
  while (true) {
    if (consume(".extern"))
      isExternal = true;
    else if (!consume(".visible") && !consume(".weak") && !consume(".common"))
      return true;
  }
}

//===----------------------------------------------------------------------===//
// Registers
//===----------------------------------------------------------------------===//

/// `.reg .b32 %r<5>, %x;`
bool Parser::parseRegisters() {
  std::optional<Type> type = token.text.starts_with(".")
                                 ? parseType(token.text.drop_front())
                                 : std::nullopt;
  if (!type)
    return fail("expected a type of registers that is modelled");
  advance();
  do {
    RegisterRange range{{}, *type, 1, function->rows};
    if (!parseName(range.prefix))
      return false;
    bool isRange = consume("<");
    if (isRange && (!parseInteger(range.count) || !expect(">")))
      return false;
    if (range.count > maxRows ||
        function->rows + range.count * countRows(*type) > maxRows)
      return fail("more registers than " + llvm::Twine(maxRows / 2));
    function->rows += range.count * countRows(*type);
    if (isRange) {
      scopes.back().ranges.push_back(range);
      continue;
    }
    Symbol *symbol = declare(range.prefix);
    if (!symbol)
      return false;
    symbol->isRegister = true;
    symbol->type = *type;
    symbol->row = range.row;
  } while (consume(","));
  return expect(";");
}

/// The nearest declaration of `name`, which may be one of a range of registers.
const Symbol *Parser::lookup(llvm::StringRef name) {
  llvm::StringRef prefix = name.rtrim("0123456789");
  for (Scope &scope : llvm::reverse(scopes)) {
    auto found = scope.symbols.find(name);
    if (found != scope.symbols.end())
      return found->second;
    for (const RegisterRange &range : scope.ranges) {
      // A prefix may end in digits.
      uint64_t number;
      if (!name.starts_with(range.prefix) ||
          range.prefix.size() < prefix.size())
        continue;
      llvm::StringRef digits = name.drop_front(range.prefix.size());
      if (digits.getAsInteger(10, number) || number >= range.count ||
          (digits.size() > 1 && digits[0] == '0'))
        continue;
      Symbol *symbol = &syntax.symbols.emplace_back();
      symbol->name = name;
      symbol->isRegister = true;
      symbol->type = range.type;
      symbol->row = range.row + number * countRows(range.type);
      scope.symbols[name] = symbol;
      return symbol;
    }
  }
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Variables
//===----------------------------------------------------------------------===//

/// `.align 8 .v2 .b32`
bool Parser::parseVariableType(Symbol &symbol) {
  symbol.alignment = 0;
  uint64_t elements = 1;
  while (true) {
    if (consume(".align")) {
      if (!parseInteger(symbol.alignment))
        return false;
      if (!llvm::isPowerOf2_64(symbol.alignment) || symbol.alignment > 4096)
        return fail("expected an alignment that is a power of 2, at most 4096");
    } else if (consume(".v2"))
      elements = 2;
    else if (consume(".v4"))
      elements = 4;
    else
      break;
  }
  std::optional<Type> type = token.text.starts_with(".")
                                 ? parseType(token.text.drop_front())
                                 : std::nullopt;
  if (!type || type->isPredicate())
    return fail("expected a type of variables that is modelled");
  advance();
  symbol.type = *type;
  symbol.size = type->getBytes() * elements;
  if (!symbol.alignment)
    symbol.alignment = symbol.size;
  return true;
}

bool Parser::parseDimensions(Symbol &symbol, bool &isOpen) {
  while (consume("[")) {
    uint64_t count = 0;
    isOpen = token.is("]");
    if (!isOpen && !parseInteger(count))
      return false;
    if (!expect("]"))
      return false;
    if (count && symbol.size > maxBytes / count)
      return fail("variable of more than " + llvm::Twine(maxBytes) + " bytes");
    symbol.size *= count;
  }
  return true;
}

static uint64_t narrow(const Token &token, Type type) {
  if (type.kind != Kind::Float || token.kind == Token::Integer)
    return token.value;
  if (token.kind == Token::Float32 || type.bits != 32)
    return token.value;
  double wide;
  std::memcpy(&wide, &token.value, sizeof wide);
  float single = static_cast<float>(wide);
  uint32_t image;
  std::memcpy(&image, &single, sizeof image);
  return image;
}

bool Parser::parseInitialValue(Variable &variable, uint64_t &offset) {
  Type type = variable.symbol->type;
  unsigned width = type.getBytes();
  if (offset + width > variable.bytes.size())
    return fail("more initial values than elements");
  bool isNegative = consume("-");
  if (token.kind == Token::Integer || token.kind == Token::Float32 ||
      token.kind == Token::Float64) {
    bool isFloat = token.kind != Token::Integer;
    if (isFloat != (type.kind == Kind::Float) || (isFloat && isNegative))
      return fail("expected a value of type " + getName(type));
    uint64_t value = isNegative ? -token.value : narrow(token, type);
    std::memcpy(&variable.bytes[offset], &value, width);
    advance();
  } else {
    Variable::Reference reference{
        offset, {}, consume("generic"), 0, token.line};
    if (isNegative || width != 8 || (reference.generic && !expect("(")) ||
        !parseName(reference.name) || (reference.generic && !expect(")")))
      return fail("initial value that is not modelled");
    if (consume("+") && !parseInteger(reference.addend))
      return false;
    variable.references.push_back(reference);
  }
  offset += width;
  return true;
}

bool Parser::parseInitialValues(Variable &variable, uint64_t &offset,
                                unsigned depth) {
  if (!consume("{"))
    return parseInitialValue(variable, offset);
  if (depth == 8)
    return fail("initial values that are nested too deep");
  do {
    if (!parseInitialValues(variable, offset, depth + 1))
      return false;
  } while (consume(","));
  return expect("}");
}

bool Parser::parseInitializer(Variable &variable) {
  variable.bytes.resize(variable.symbol->size);
  uint64_t offset = 0;
  return !consume("=") || parseInitialValues(variable, offset, 0);
}

/// Gives a variable of local or param memory its place; the others get theirs
/// when the module is loaded.
bool Parser::placeVariable(Symbol &symbol, bool isOpen, bool isExternal) {
  bool isShared = symbol.space == Space::Shared;
  symbol.isDynamic = isShared && isOpen && isExternal;
  if (!symbol.isDynamic && (isOpen || isExternal))
    return fail("external variable that is not modelled");
  if (isShared)
    (function ? function->shared : syntax.shared).push_back(&symbol);
  if (symbol.space != Space::Local && symbol.space != Space::Param)
    return true;
  uint64_t &end = function->frameBytes;
  symbol.address = llvm::alignTo(end, symbol.alignment);
  end = symbol.address + symbol.size;
  return end <= maxBytes ||
         fail("variables of more than " + llvm::Twine(maxBytes) + " bytes");
}

bool Parser::parseVariable(Space space, bool isExternal) {
  Symbol described;
  if (!parseVariableType(described))
    return false;
  do {
    llvm::StringRef name;
    Symbol shape = described;
    bool isOpen = false;
    if (!parseName(name) || !parseDimensions(shape, isOpen))
      return false;
    if (scopes.size() == 1 && scopes[0].symbols.count(name))
      return fail("'" + name + "' is declared twice");
    Symbol *symbol = declare(name);
    if (!symbol)
      return false;
    *symbol = shape;
    symbol->name = name;
    symbol->space = space;
    if (!placeVariable(*symbol, isOpen, isExternal))
      return false;
    if (space == Space::Global || space == Space::Const) {
      Variable variable;
      variable.symbol = symbol;
      variable.line = token.line;
      if (!parseInitializer(variable))
        return false;
      syntax.variables.push_back(std::move(variable));
    }
    if (scopes.size() == 1)
      syntax.globals[name] = symbol;
  } while (consume(","));
  return expect(";");
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

/// What a parameter says of the memory that it points to; it has no effect.
bool Parser::parsePointer() {
  if (!consume(".ptr"))
    return true;
  for (uint64_t alignment; true;)
    if (consume(".align")) {
      if (!parseInteger(alignment))
        return false;
    } else if (!consume(".global") && !consume(".shared") &&
               !consume(".const") && !consume(".local")) {
      return true;
    }
}

/// `(.param .u64 .ptr .global .align 4 x, .param .align 8 .b8 y[24])`
bool Parser::parseParameters(std::vector<Symbol *> &parameters, bool isKernel) {
  uint64_t kernelBytes = 0;
  if (!expect("("))
    return false;
  if (consume(")"))
    return true;
  do {
    Symbol shape;
    bool isOpen = false;
    llvm::StringRef name;
    if (!expect(".param") || !parseVariableType(shape))
      return false;
    if (!parsePointer() || !parseName(name) || !parseDimensions(shape, isOpen))
      return false;
    Symbol *symbol = declare(name);
    if (!symbol)
      return false;
    *symbol = shape;
    symbol->name = name;
    symbol->space = Space::Param;
    symbol->isKernelParameter = isKernel;
    if (isOpen)
      return fail("parameter without a size");
    if (isKernel) {
      symbol->address = llvm::alignTo(kernelBytes, symbol->alignment);
      kernelBytes = symbol->address + symbol->size;
      if (kernelBytes > 32764)
        return fail("parameters of more than 32764 bytes");
    } else if (!placeVariable(*symbol, isOpen, false)) {
      return false;
    }
    parameters.push_back(symbol);
  } while (consume(","));
  return expect(")");
}

bool Parser::parseDimensionTriple(std::array<uint32_t, 3> &sizes) {
  sizes = {1, 1, 1};
  for (uint32_t &size : sizes) {
    uint64_t value;
    if (!parseInteger(value))
      return false;
    size = static_cast<uint32_t>(std::min<uint64_t>(value, UINT32_MAX));
    if (!consume(","))
      return true;
  }
  return fail("expected three sizes at most");
}

/// What may stand between the parameters of a function and its body.
bool Parser::parseAttributes() {
  while (true) {
    uint64_t ignored;
    if (consume(".reqntid")) {
      if (!parseDimensionTriple(function->requiredBlock))
        return false;
    } else if (consume(".maxntid")) {
      if (!parseDimensionTriple(function->maxBlock))
        return false;
    } else if (consume(".reqnctapercluster")) {
      if (!parseDimensionTriple(function->requiredCluster))
        return false;
    } else if (consume(".maxnreg")) {
      if (!parseInteger(ignored))
        return false;
      function->maxRegisters = ignored;
    } else if (consume(".minnctapersm") || consume(".maxclusterrank")) {
      // Hints for the allocation of registers and blocks.
      if (!parseInteger(ignored))
        return false;
    } else if (consume(".explicitcluster")) {
      // Said by the sizes as well.
    } else if (consume(".pragma")) {
      if (!parsePragma())
        return false;
    } else if (!consume(".noreturn")) {
      return true;
    }
  }
}

bool Parser::parseFunction(bool isKernel, bool isExternal) {
  ParsedFunction parsed;
  parsed.isKernel = isKernel;
  parsed.line = token.line;
  function = &parsed;
  scopes.push_back({0, {}, {}});
  if (token.is("(") && (isKernel || !parseParameters(parsed.results, false)))
    return fail("expected the name of a kernel");
  if (!parseName(parsed.name))
    return false;
  if (token.is("(") && !parseParameters(parsed.parameters, isKernel))
    return false;
  if (!parseAttributes())
    return false;
  parsed.hasBody = !consume(";");
  if (parsed.hasBody && (isExternal || !parseBody()))
    return fail("expected ';' after an external function");
  scopes.pop_back();
  function = nullptr;

  ParsedFunction *&known = syntax.functionsByName[parsed.name];
  if (known && known->hasBody && parsed.hasBody)
    return fail("'" + parsed.name + "' is defined twice");
  if (!known)
    known = &syntax.functions.emplace_back();
  if (!known->hasBody)
    *known = std::move(parsed);
  return true;
}
