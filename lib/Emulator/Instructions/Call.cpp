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
};
} // namespace

static const CallForm &getForm(const Instruction &instruction) {
  return *static_cast<CallForm *>(
      static_cast<std::vector<uint64_t> *>(instruction.data.get()));
}

static Status executeCall(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  return warp.call(instruction, *getForm(instruction).callee, mask);
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

/// Adds the variables that `list` names; their sizes are those of `formals`.
static void addVariables(Decoder &decoder, const Operand *list,
                         const std::vector<Symbol *> &formals, CallForm &form) {
  size_t count = list ? list->elements.size() : 0;
  if (count != formals.size())
    return decoder.fail("expected " + llvm::Twine(formals.size()) +
                        " parameters, found " + llvm::Twine(count));
  for (size_t i = 0; i < count; ++i) {
    const Symbol *symbol = list->elements[i].symbol;
    if (!symbol || symbol->isRegister || symbol->space != Space::Param ||
        symbol->isKernelParameter)
      return decoder.fail("expected variables of .param");
    if (symbol->size != formals[i]->size)
      return decoder.fail("parameter '" + symbol->name + "' has " +
                          llvm::Twine(symbol->size) + " bytes, expected " +
                          llvm::Twine(formals[i]->size));
    form.push_back(symbol->address);
  }
}

static void decodeCall(Decoder &decoder) {
  decoder.take("uni");
  size_t next = 0, count = decoder.getOperandCount();
  auto takeList = [&]() -> const Operand * {
    bool isList =
        next < count && decoder.getOperand(next).kind == Operand::Vector;
    return isList ? &decoder.getOperand(next++) : nullptr;
  };
  const Operand *results = takeList();
  if (next == count || decoder.getOperand(next).kind != Operand::Name ||
      decoder.getOperand(next).symbol)
    return decoder.fail("expected the name of a function; calls through "
                        "pointers are not modelled");
  llvm::StringRef name = decoder.getOperand(next++).name;
  const Operand *arguments = takeList();
  if (next != count)
    return decoder.fail("expected results, a function and arguments");
  Function *callee = decoder.getProgram().functionsByName.lookup(name);
  if (!callee || callee->parsed->isKernel)
    return decoder.fail("no function '" + name + "'");
  auto form = std::make_shared<CallForm>();
  form->callee = callee;
  addVariables(decoder, results, callee->parsed->results, *form);
  addVariables(decoder, arguments, callee->parsed->parameters, *form);
  Instruction &instruction = decoder.instruction;
  instruction.data = std::static_pointer_cast<void>(
      std::static_pointer_cast<std::vector<uint64_t>>(form));
  if (callee->parsed->hasBody)
    instruction.execute = executeCall;
  else if (name == "vprintf" && form->size() == 3)
    instruction.execute = executePrint;
  else if (name == "__assertfail" && form->size() == 5)
    instruction.execute = executeAssertFail;
  else
    decoder.fail("function '" + name + "' has no body");
}

void ptxemu::addCall(InstructionTable &table) {
  table.add("call", TypeClass::Any, decodeCall);
}
