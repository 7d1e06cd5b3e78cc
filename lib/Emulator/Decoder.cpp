//===- Decoder.cpp - A statement to an instruction ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Decoder.h"
#include "InstructionTable.h"
#include "Parser.h"
#include "Warp.h"
#include <cstring>

using namespace ptxemu;

Decoder::Decoder(Program &program, Function &function,
                 const InstructionTable &table)
    : program(program), function(function), table(table) {
  function.firstConstant = function.rows = function.parsed->rows;
}

void Decoder::fail(const llvm::Twine &what) {
  if (message.empty())
    message = what.str();
}

//===----------------------------------------------------------------------===//
// Modifiers
//===----------------------------------------------------------------------===//

llvm::StringRef Decoder::peek() const {
  const auto &modifiers = statement->modifiers;
  return nextModifier < modifiers.size() ? modifiers[nextModifier]
                                         : llvm::StringRef();
}

bool Decoder::take(llvm::StringRef name) {
  if (nextModifier == statement->modifiers.size() || peek() != name)
    return false;
  ++nextModifier;
  return true;
}

int Decoder::takeOneOf(std::initializer_list<llvm::StringRef> names) {
  int position = 0;
  for (llvm::StringRef name : names) {
    if (take(name))
      return position;
    ++position;
  }
  return -1;
}

Type Decoder::takeType() {
  std::optional<Type> type = parseType(peek());
  if (!type) {
    fail(peek().empty()
             ? llvm::Twine("expected a type")
             : "type or modifier '." + peek() + "' is not modelled here");
    return Type();
  }
  ++nextModifier;
  return *type;
}

std::optional<Type> Decoder::findType() const {
  for (llvm::StringRef modifier : statement->modifiers)
    if (std::optional<Type> type = parseType(modifier))
      return type;
  return {};
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

bool Decoder::expectOperands(size_t count) {
  if (getOperandCount() == count)
    return true;
  fail("expected " + llvm::Twine(count) + " operands, found " +
       llvm::Twine(getOperandCount()));
  return false;
}

uint32_t Decoder::addScratch(unsigned bits) {
  uint32_t row = function.rows;
  function.rows += std::max(1u, bits / 16);
  function.constants.resize(size_t(function.rows - function.firstConstant) *
                            rowBytes);
  return row;
}

uint32_t Decoder::addConstant(uint64_t value, unsigned bits) {
  std::string key = std::to_string(bits) + ":" + std::to_string(value);
  auto [entry, isNew] = constantRows.try_emplace(key, 0);
  if (!isNew)
    return entry->second;
  uint32_t row = entry->second = addScratch(bits);
  uint8_t *bytes =
      &function.constants[size_t(row - function.firstConstant) * rowBytes];
  if (bits == 1) {
    uint32_t mask = value ? ~0u : 0;
    std::memcpy(bytes, &mask, sizeof mask);
    return row;
  }
  for (unsigned lane = 0; lane < 32; ++lane)
    std::memcpy(bytes + lane * bits / 8, &value, bits / 8);
  return row;
}

uint32_t Decoder::getSpecial(llvm::StringRef name, Type type) {
  const InstructionTable::Special *special = table.findSpecial(name);
  if (!special) {
    fail("'" + name +
         "' is not declared, or is a special register that is not modelled");
    return 0;
  }
  if (special->bits != type.bits) {
    fail("'" + name + "' has " + llvm::Twine(special->bits) +
         " bits, expected " + getName(type));
    return 0;
  }
  auto [entry, isNew] = specialRows.try_emplace(name, 0);
  if (isNew) {
    entry->second = addScratch(special->bits);
    function.specials.push_back(
        {entry->second, special->read, special->axis, special->bits});
  }
  return entry->second;
}

/// The value of a number or of an address that does not depend on the thread.
uint64_t Decoder::getConstant(const Operand &operand, Type type) {
  if (operand.kind == Operand::Integer) {
    if (type.isWideFloat())
      fail("expected a float constant of type " + getName(type));
    return operand.value;
  }
  if (operand.kind == Operand::Float) {
    bool mayHold = type.kind == Kind::Bits || type.isWideFloat();
    if (mayHold && type.bits == operand.floatBits)
      return operand.value;
    if (operand.floatBits == 64 && type.is(Kind::Float, 32)) {
      double wide;
      std::memcpy(&wide, &operand.value, sizeof wide);
      float narrow = static_cast<float>(wide);
      uint32_t image;
      std::memcpy(&image, &narrow, sizeof image);
      return image;
    }
    fail("float constant of another type than " + getName(type));
    return 0;
  }
  const Symbol *symbol = operand.symbol;
  if (!symbol && operand.name == "WARP_SZ" && type.isInteger())
    return 32;
  if (uint64_t code = symbol || type.bits != 64
                          ? 0
                          : program.getFunctionAddress(operand.name))
    return code;
  if (!symbol || symbol->isRegister) {
    fail("expected an operand of type " + getName(type));
    return 0;
  }
  if (type.bits < 32 || !type.isInteger())
    fail("expected an operand of type " + getName(type) +
         ", found the address of '" + symbol->name + "'");
  uint64_t base = symbol->isDynamic ? function.sharedBytes : symbol->address;
  return base + operand.value;
}

uint32_t Decoder::getRow(const Operand &operand, Type type, bool mayBeWider) {
  if (operand.kind == Operand::Name && operand.name.starts_with("%") &&
      !operand.symbol)
    return getSpecial(operand.name, type);
  const Symbol *symbol = operand.symbol;
  if (operand.kind == Operand::Name && symbol && symbol->isRegister) {
    bool fits = agree(symbol->type, type);
    if (!fits && mayBeWider)
      fits = !symbol->type.isPredicate() && !type.isPredicate() &&
             symbol->type.bits >= type.bits;
    if (!fits || operand.value)
      fail("'" + operand.name + "' is of type " + getName(symbol->type) +
           ", expected " + getName(type));
    if (operand.negated)
      fail("'!' is not modelled here");
    return symbol->row;
  }
  if (type.isPredicate()) {
    fail("expected a predicate register");
    return 0;
  }
  bool isFrame =
      symbol && !symbol->isKernelParameter &&
      (symbol->space == Space::Local || symbol->space == Space::Param);
  if (operand.kind == Operand::Name && isFrame) {
    // It depends on the frame where the variable lies.
    if (type.bits != 64)
      fail("expected an operand of type " + getName(type));
    uint32_t row = addScratch(64);
    function.specials.push_back(
        {row, nullptr, uint32_t(symbol->address + operand.value), 64});
    return row;
  }
  if (operand.kind != Operand::Name && operand.kind != Operand::Integer &&
      operand.kind != Operand::Float) {
    fail("expected an operand of type " + getName(type));
    return 0;
  }
  return addConstant(getConstant(operand, type),
                     std::max<unsigned>(type.bits, 16));
}

void Decoder::addResult(const Operand &operand, Type type, bool mayBeWider) {
  if (operand.kind == Operand::Sink) {
    resultRows.push_back(
        addScratch(std::max<unsigned>(type.bits, type.isPredicate() ? 1 : 16)));
    return;
  }
  if (operand.kind != Operand::Name || !operand.symbol ||
      !operand.symbol->isRegister) {
    fail("expected a register of type " + getName(type));
    return;
  }
  resultRows.push_back(getRow(operand, type, mayBeWider));
}

void Decoder::addOperand(const Operand &operand, Type type, bool mayBeWider) {
  operandRows.push_back(getRow(operand, type, mayBeWider));
}

void Decoder::addAll(Type result, std::initializer_list<Type> operands) {
  if (!expectOperands(1 + operands.size()))
    return;
  addResult(getOperand(0), result);
  size_t i = 0;
  for (Type type : operands)
    addOperand(getOperand(++i), type);
}

uint64_t Decoder::getInteger(const Operand &operand) {
  if (operand.kind != Operand::Integer)
    fail("expected an integer constant");
  return operand.value;
}

void Decoder::addAddress(const Operand &operand, Space space) {
  if (operand.kind != Operand::Address || !operand.elements.empty()) {
    fail("expected an address");
    return;
  }
  instruction.space = space;
  const Symbol *symbol = operand.symbol;
  if (operand.name.empty()) {
    operandRows.push_back(addConstant(operand.value, 64));
    return;
  }
  Operand base = operand;
  base.kind = Operand::Name;
  if (!symbol || symbol->isRegister) {
    instruction.offset = operand.value;
    base.value = 0;
    bool isNarrow = symbol && symbol->type.bits == 32;
    if (isNarrow && (space == Space::Global || space == Space::Generic))
      fail("'" + operand.name + "' has 32 bits, expected an address of 64");
    if (isNarrow)
      instruction.flags |= 1u << 31;
    addOperand(base, bits(isNarrow ? 32 : 64));
    return;
  }
  if (symbol->space != space)
    fail("'" + symbol->name + "' is in " + getName(symbol->space) +
         " memory, expected " + getName(space));
  bool isFrame = symbol->space == Space::Local ||
                 (symbol->space == Space::Param && !symbol->isKernelParameter);
  if (isFrame)
    instruction.space = Space::Local;
  operandRows.push_back(getRow(base, bits(64), false));
}

//===----------------------------------------------------------------------===//
// Labels
//===----------------------------------------------------------------------===//

template <typename T>
static const T *findInScopes(const std::vector<T> &all, llvm::StringRef name,
                             unsigned scope,
                             const std::vector<unsigned> &parents) {
  while (true) {
    for (const T &one : all)
      if (one.name == name && one.scope == scope)
        return &one;
    if (scope == 0)
      return nullptr;
    scope = parents[scope];
  }
}

uint32_t Decoder::getTarget(llvm::StringRef name) {
  const ParsedFunction &parsed = *function.parsed;
  const Label *label =
      findInScopes(parsed.labels, name, statement->scope, parsed.parents);
  if (!label)
    fail("label '" + name + "' is not declared");
  return label ? label->statement : 0;
}

uint32_t Decoder::getTarget(const Operand &operand) {
  if (operand.kind == Operand::Name && !operand.symbol && !operand.negated &&
      !operand.value)
    return getTarget(operand.name);
  fail("expected a label");
  return 0;
}

const std::vector<llvm::StringRef> &
Decoder::getBranchTable(const Operand &operand) {
  static const std::vector<llvm::StringRef> none;
  const ParsedFunction &parsed = *function.parsed;
  auto *table = findInScopes(parsed.branchTables, operand.name,
                             statement->scope, parsed.parents);
  if (!table)
    fail("'" + operand.name + "' is not a list of branch targets");
  return table ? table->targets : none;
}

const ParsedFunction::Prototype *Decoder::getPrototype(const Operand &operand) {
  const ParsedFunction &parsed = *function.parsed;
  auto *prototype = findInScopes(parsed.prototypes, operand.name,
                                 statement->scope, parsed.parents);
  if (!prototype)
    fail("'" + operand.name + "' is not a prototype of functions");
  return prototype;
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

void Decoder::finish() {
  auto rows =
      std::make_unique<uint32_t[]>(resultRows.size() + operandRows.size());
  std::copy(resultRows.begin(), resultRows.end(), rows.get());
  std::copy(operandRows.begin(), operandRows.end(),
            rows.get() + resultRows.size());
  instruction.rows = rows.get();
  instruction.results = resultRows.size();
  instruction.operands = operandRows.size();
  if (resultRows.size() == 1 && operandRows.size() <= 3) {
    instruction.to = resultRows[0];
    llvm::copy(operandRows, instruction.from.begin());
  }
  function.rowLists.push_back(std::move(rows));
  function.code.push_back(std::move(instruction));
}

llvm::Error Decoder::decodeStatement(const Statement &next) {
  statement = &next;
  nextModifier = 0;
  resultRows.clear();
  operandRows.clear();
  instruction = Instruction();
  instruction.line = next.line;
  instruction.text = next.text;
  instruction.guard = next.guard ? next.guard->row : 0;
  instruction.guardNegated = next.guardNegated;
  const char *end =
      next.modifiers.empty() ? next.opcode.end() : next.modifiers.back().end();
  instruction.mnemonic =
      llvm::StringRef(next.opcode.data(), end - next.opcode.data());

  Decode decode = table.find(next.opcode, findType());
  if (!decode && table.has(next.opcode))
    fail("instruction that is not modelled for this type");
  else if (!decode)
    fail("instruction that is not modelled");
  else
    decode(*this);
  if (!failed() && nextModifier != next.modifiers.size())
    fail("modifier '." + peek() + "' is not modelled here");
  if (failed())
    return makeError(next.line, message, next.text);
  finish();
  return llvm::Error::success();
}

llvm::Error Decoder::decode() {
  for (const Statement &each : function.parsed->statements)
    if (llvm::Error error = decodeStatement(each))
      return error;
  // Functions end where their text ends.
  static const Statement end = [] {
    Statement ret;
    ret.opcode = ret.text = "ret";
    return ret;
  }();
  return decodeStatement(end);
}
