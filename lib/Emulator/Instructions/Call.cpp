//===- Call.cpp - call ----------------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../Launch.h"
#include "Families.h"
#include "Print.h"

using namespace ptxemu;

namespace {
/// The variables of a call, as offsets in the caller's frame, results first;
/// Warp reads them as a vector.
struct CallForm : std::vector<uint64_t> {
  const Function *callee = nullptr;
  /// Of a call through a pointer.
  const ParsedFunction::Prototype *prototype = nullptr;
};
} // namespace

static const CallForm &getForm(const Instruction &instruction) {
  return *static_cast<CallForm *>(
      static_cast<std::vector<uint64_t> *>(instruction.data.get()));
}

/// Lets the lanes of `group` execute the instruction alone; others follow.
static Status separate(Warp &warp, uint32_t group) {
  warp.branch({{warp.pc, warp.active & ~group}, {warp.pc, group}}, warp.pc + 1);
  return Status::Jump;
}

static Status executeCall(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  if (mask != warp.active)
    return separate(warp, mask);
  return warp.call(instruction, *getForm(instruction).callee, mask);
}

static bool haveSizes(const std::vector<Symbol *> &symbols,
                      const std::vector<uint64_t> &sizes) {
  return llvm::equal(symbols, sizes, [](const Symbol *symbol, uint64_t size) {
    return symbol->size == size;
  });
}

/// Each group of lanes that call one function does so by itself.
static Status executeIndirectCall(Warp &warp, const Instruction &instruction,
                                  uint32_t mask) {
  const uint64_t *targets = warp.row<uint64_t>(instruction.operand(0));
  uint64_t target = targets[llvm::countr_zero(mask)];
  uint32_t group = 0;
  for (unsigned lane = 0; lane < 32; ++lane)
    group |= uint32_t(targets[lane] == target) << lane;
  group &= mask;
  if (group != warp.active)
    return separate(warp, group);
  const Function *callee = warp.block.launch.program.findFunctionAt(target);
  if (!callee || !callee->parsed->hasBody)
    return warp.fault(instruction, group,
                      "calls 0x" + llvm::Twine::utohexstr(target) +
                          ", which is not the address of a function");
  const ParsedFunction::Prototype &prototype = *getForm(instruction).prototype;
  if (!haveSizes(callee->parsed->results, prototype.results) ||
      !haveSizes(callee->parsed->parameters, prototype.parameters))
    return warp.fault(instruction, group,
                      "calls '" + callee->name +
                          "', whose parameters are not those of '" +
                          prototype.name + "'");
  return warp.call(instruction, *callee, group);
}

//===----------------------------------------------------------------------===//
// Functions of the system
//===----------------------------------------------------------------------===//

static Status executePrint(Warp &warp, const Instruction &instruction,
                           uint32_t mask) {
  const CallForm &form = getForm(instruction);
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    uint64_t format = warp.readFrame(lane, form[1], 8),
             arguments = warp.readFrame(lane, form[2], 8);
    std::string text;
    if (!formatPrint(warp, lane, format, arguments, text))
      return warp.fault(
          instruction, 1u << lane,
          "printf of a format or of arguments that cannot be read");
    llvm::outs() << text;
    warp.writeFrame(lane, form[0], 4, text.size());
  }
  return Status::Next;
}

static Status executeAssertFail(Warp &warp, const Instruction &instruction,
                                uint32_t mask) {
  const CallForm &form = getForm(instruction);
  unsigned lane = llvm::countr_zero(mask);
  std::string condition, file;
  readString(warp, lane, warp.readFrame(lane, form[0], 8), condition);
  readString(warp, lane, warp.readFrame(lane, form[1], 8), file);
  return warp.fault(instruction, mask,
                    "assertion '" + condition + "' of " + file + ":" +
                        llvm::Twine(warp.readFrame(lane, form[2], 4)) +
                        " failed");
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

/// Adds the variables that `list` names, which must have these sizes.
static void addVariables(Decoder &decoder, const Operand *list,
                         const std::vector<uint64_t> &sizes, CallForm &form) {
  size_t count = list ? list->elements.size() : 0;
  if (count != sizes.size())
    return decoder.fail("expected " + llvm::Twine(sizes.size()) +
                        " parameters, found " + llvm::Twine(count));
  for (size_t i = 0; i < count; ++i) {
    const Symbol *symbol = list->elements[i].symbol;
    if (!symbol || symbol->isRegister || symbol->space != Space::Param ||
        symbol->isKernelParameter)
      return decoder.fail("expected variables of .param");
    if (symbol->size != sizes[i])
      return decoder.fail("parameter '" + symbol->name + "' has " +
                          llvm::Twine(symbol->size) + " bytes, expected " +
                          llvm::Twine(sizes[i]));
    form.push_back(symbol->address);
  }
}

static std::vector<uint64_t> getSizes(const std::vector<Symbol *> &symbols) {
  std::vector<uint64_t> sizes;
  for (const Symbol *symbol : symbols)
    sizes.push_back(symbol->size);
  return sizes;
}

static void decodeDirect(Decoder &decoder, llvm::StringRef name,
                         const Operand *results, const Operand *arguments,
                         CallForm &form) {
  Function *callee = decoder.getProgram().functionsByName.lookup(name);
  if (!callee || callee->parsed->isKernel)
    return decoder.fail("no function '" + name + "'");
  form.callee = callee;
  addVariables(decoder, results, getSizes(callee->parsed->results), form);
  addVariables(decoder, arguments, getSizes(callee->parsed->parameters), form);
  Instruction &instruction = decoder.instruction;
  if (callee->parsed->hasBody)
    instruction.execute = executeCall;
  else if (name == "vprintf" && form.size() == 3)
    instruction.execute = executePrint;
  else if (name == "__assertfail" && form.size() == 5)
    instruction.execute = executeAssertFail;
  else
    decoder.fail("function '" + name + "' has no body");
}

static void decodeIndirect(Decoder &decoder, const Operand &pointer,
                           const Operand *results, const Operand *arguments,
                           const Operand &prototype, CallForm &form) {
  form.prototype = decoder.getPrototype(prototype);
  if (decoder.failed())
    return;
  addVariables(decoder, results, form.prototype->results, form);
  addVariables(decoder, arguments, form.prototype->parameters, form);
  decoder.addOperand(pointer, bits(64));
  decoder.instruction.tracking = Tracking::Require;
  decoder.instruction.execute = executeIndirectCall;
}

/// `call (result), function, (arguments);` and with a pointer and, at the end,
/// the prototype of what it points to.
static void decodeCall(Decoder &decoder) {
  decoder.take("uni");
  size_t next = 0, count = decoder.getOperandCount();
  auto takeList = [&]() -> const Operand * {
    bool isList =
        next < count && decoder.getOperand(next).kind == Operand::Vector;
    return isList ? &decoder.getOperand(next++) : nullptr;
  };
  const Operand *results = takeList();
  if (next == count || decoder.getOperand(next).kind != Operand::Name)
    return decoder.fail("expected a function");
  const Operand &callee = decoder.getOperand(next++);
  const Operand *arguments = takeList();
  auto form = std::make_shared<CallForm>();
  decoder.instruction.data = std::static_pointer_cast<void>(
      std::static_pointer_cast<std::vector<uint64_t>>(form));
  if (next == count && !callee.symbol)
    return decodeDirect(decoder, callee.name, results, arguments, *form);
  if (next + 1 != count || !callee.symbol)
    return decoder.fail("expected results, a function and arguments, and the "
                        "prototype of a pointer");
  decodeIndirect(decoder, callee, results, arguments, decoder.getOperand(next),
                 *form);
}

void ptxemu::addCall(InstructionTable &table) {
  table.add("call", TypeClass::Any, decodeCall);
}
