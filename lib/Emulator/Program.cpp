//===- Program.cpp - A module that can run --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Program.h"
#include "Decoder.h"
#include "InstructionTable.h"
#include "Parser.h"
#include "Warp.h"
#include "llvm/Support/MathExtras.h"
#include <cstring>

using namespace ptxemu;

llvm::Expected<std::unique_ptr<Program>> Program::create(llvm::StringRef ptx,
                                                         GlobalMemory &memory) {
  std::unique_ptr<Program> program(new Program(ptx, memory));
  if (llvm::Error error = Parser(program->source, program->syntax).parse())
    return std::move(error);
  if (llvm::Error error = program->placeVariables())
    return std::move(error);
  program->placeShared();
  if (llvm::Error error = program->decode())
    return std::move(error);
  return std::move(program);
}

Program::~Program() {
  for (uint64_t address : allocations)
    llvm::consumeError(memory.free(address));
}

const Function *Program::find(llvm::StringRef name) const {
  auto found = functionsByName.find(name);
  return found == functionsByName.end() ? nullptr : found->second;
}

static constexpr uint64_t codeBase = uint64_t(0xc0) << 56, codeStep = 16;

uint64_t Program::getFunctionAddress(llvm::StringRef name) const {
  uint64_t address = codeBase;
  for (const ParsedFunction &function : syntax.functions) {
    if (function.name == name && !function.isKernel)
      return address;
    address += codeStep;
  }
  return 0;
}

const Function *Program::findFunctionAt(uint64_t address) const {
  uint64_t index = (address - codeBase) / codeStep;
  if ((address - codeBase) % codeStep || index >= functions.size() ||
      functions[index].parsed->isKernel)
    return nullptr;
  return &functions[index];
}

//===----------------------------------------------------------------------===//
// Variables
//===----------------------------------------------------------------------===//

llvm::Error Program::placeVariable(Variable &variable) {
  Symbol &symbol = *variable.symbol;
  if (symbol.space == Space::Const)
    return llvm::Error::success();
  auto address = memory.allocate(symbol.size, symbol.name);
  if (!address)
    return address.takeError();
  symbol.address = *address;
  allocations.push_back(*address);
  return llvm::Error::success();
}

/// Writes the first value of a variable; all that has none is zero.
llvm::Error Program::fillVariable(Variable &variable) {
  Symbol &symbol = *variable.symbol;
  for (const Variable::Reference &reference : variable.references) {
    if (uint64_t code = getFunctionAddress(reference.name)) {
      std::memcpy(&variable.bytes[reference.offset], &code, sizeof code);
      continue;
    }
    const Symbol *other = syntax.globals.lookup(reference.name);
    if (!other ||
        (other->space != Space::Global && other->space != Space::Const))
      return makeError(reference.line,
                       "expected a variable of global or const memory",
                       reference.name);
    uint64_t value = other->address + reference.addend;
    if (reference.generic)
      value += getWindow(other->space);
    std::memcpy(&variable.bytes[reference.offset], &value, sizeof value);
  }
  if (!symbol.size)
    return llvm::Error::success();
  Buffer &buffer = symbol.space == Space::Const
                       ? constants
                       : *memory.find(symbol.address, symbol.size);
  uint64_t offset = symbol.address - buffer.address;
  std::memcpy(&buffer.bytes[offset], variable.bytes.data(), symbol.size);
  buffer.setWritten(offset, symbol.size);
  return llvm::Error::success();
}

llvm::Error Program::placeVariables() {
  uint64_t constantBytes = 0;
  for (Variable &variable : syntax.variables) {
    if (llvm::Error error = placeVariable(variable))
      return error;
    Symbol &symbol = *variable.symbol;
    if (symbol.space != Space::Const)
      continue;
    symbol.address = llvm::alignTo(constantBytes, symbol.alignment);
    constantBytes = symbol.address + symbol.size;
  }
  constexpr uint64_t maxConstantBytes = 64 * 1024;
  if (constantBytes > maxConstantBytes)
    return llvm::createStringError("the module has " +
                                   llvm::Twine(constantBytes) +
                                   " bytes of const memory; at most " +
                                   llvm::Twine(maxConstantBytes) + " fit");
  constants.init(0, constantBytes, "const memory");
  for (Variable &variable : syntax.variables)
    if (llvm::Error error = fillVariable(variable))
      return error;
  return llvm::Error::success();
}

static void place(const std::vector<Symbol *> &symbols, uint64_t &end) {
  for (Symbol *symbol : symbols)
    if (!symbol->isDynamic) {
      symbol->address = llvm::alignTo(end, symbol->alignment);
      end = symbol->address + symbol->size;
    }
}

/// Shared memory begins with the variables of the module and of functions that
/// kernels call; those of a kernel follow, then what the launch adds.
void Program::placeShared() {
  uint64_t common = 0, end = 0, alignment = 16;
  place(syntax.shared, common);
  for (ParsedFunction &function : syntax.functions)
    if (!function.isKernel)
      place(function.shared, common);
  for (Symbol *symbol : syntax.shared)
    if (symbol->isDynamic)
      alignment = std::max(alignment, symbol->alignment);
  for (ParsedFunction &function : syntax.functions) {
    Function &decoded = functions.emplace_back();
    decoded.name = function.name;
    decoded.parsed = &function;
    functionsByName[function.name] = &decoded;
    end = common;
    if (function.isKernel)
      place(function.shared, end);
    decoded.sharedBytes = llvm::alignTo(end, alignment);
    decoded.frameBytes = function.frameBytes;
  }
}

llvm::Error Program::decode() {
  const InstructionTable &table = getInstructionTable();
  for (Function &function : functions) {
    if (!function.parsed->hasBody)
      continue;
    if (llvm::Error error = Decoder(*this, function, table).decode())
      return error;
    for (Instruction &instruction : function.code) {
      instruction.index = code.size();
      code.push_back(&instruction);
    }
    findReconvergence(function);
  }
  if (code.size() >= 1 << 24)
    return llvm::createStringError("more than 2^24 instructions");
  return llvm::Error::success();
}
