//===- Parser.h - PTX text to Syntax ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_PARSER_H
#define GLU_EMULATOR_PARSER_H

#include "Lexer.h"
#include "Syntax.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"

namespace ptxemu {

/// An error of the form `line 12: message: 'text'`.
llvm::Error makeError(unsigned line, const llvm::Twine &message,
                      llvm::StringRef text = "");

/// A parser by recursive descent. Functions return whether they succeeded; the
/// first error is kept.
class Parser {
public:
  Parser(llvm::StringRef source, Syntax &syntax);
  llvm::Error parse();

private:
  // Parser.cpp: tokens and the module.
  bool fail(const llvm::Twine &message);
  void advance();
  bool consume(llvm::StringRef text);
  bool expect(llvm::StringRef text);
  bool parseName(llvm::StringRef &name);
  bool parseInteger(uint64_t &value);
  bool parseHeader();
  bool parseModuleItem();
  bool skipSection();
  bool parsePragma();

  // ParseDeclarations.cpp: registers, variables and functions.
  bool parseLinkage(bool &isExternal);
  bool parseRegisters();
  bool parseVariable(Space space, bool isExternal);
  bool parseVariableType(Symbol &symbol);
  bool parseDimensions(Symbol &symbol, bool &isOpen);
  bool parseInitializer(Variable &variable);
  bool parseInitialValues(Variable &variable, uint64_t &offset, unsigned depth);
  bool parseInitialValue(Variable &variable, uint64_t &offset);
  bool placeVariable(Symbol &symbol, bool isOpen, bool isExternal);
  bool parseFunction(bool isKernel, bool isExternal);
  bool parseParameters(std::vector<Symbol *> &parameters, bool isKernel);
  bool parseAttributes();
  bool parseDimensionTriple(std::array<uint32_t, 3> &sizes);
  Symbol *declare(llvm::StringRef name);

  // ParseStatements.cpp: bodies.
  bool parseBody();
  bool parseBodyItem();
  bool parseLabel(llvm::StringRef name);
  bool parsePrototype(llvm::StringRef name);
  bool parseSizes(std::vector<uint64_t> &sizes);
  bool parsePointer();
  bool parseDirective();
  bool parseInstruction();
  bool parseGuard(Statement &statement);
  bool parseOperand(Operand &operand, unsigned depth = 0);
  bool parseList(Operand &operand, llvm::StringRef close, unsigned depth);
  bool parseAddress(Operand &operand, unsigned depth);
  bool parseNumber(Operand &operand);
  bool parseNamed(Operand &operand);
  const Symbol *lookup(llvm::StringRef name);

  llvm::StringRef source;
  Lexer lexer;
  Token token, following;
  Syntax &syntax;
  std::string message;
  unsigned messageLine = 0;
  llvm::StringRef messageText;

  /// The function whose header or body is being parsed.
  ParsedFunction *function = nullptr;
  struct RegisterRange {
    llvm::StringRef prefix;
    Type type;
    uint64_t count;
    uint32_t row;
  };
  struct Scope {
    unsigned id;
    llvm::StringMap<Symbol *> symbols;
    std::vector<RegisterRange> ranges;
  };
  std::vector<Scope> scopes;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_PARSER_H
