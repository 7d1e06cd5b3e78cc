//===- Importer.cpp - From a framework's ops to ops on tensors ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Importer.h"
#include "Source.h"
#include "Types.h"
#include "glu/Import/Passes.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Shape/IR/Shape.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Transforms/CSE.h"
#include "mlir/Transforms/RegionUtils.h"

namespace mlir::glu {
#define GEN_PASS_DEF_IMPORTPASS
#include "glu/Import/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

Importer::Importer(ModuleOp module)
    : build(module.getContext()), module(module) {
  for (auto getter :
       {getStableHLOElementwiseEntries, getStableHLOShapeEntries,
        getStableHLOSumEntries, getConvolutionEntries, getShapeEntries,
        getTorchElementwiseEntries, getTorchNumberEntries,
        getTorchProductEntries, getTorchShapeEntries, getTorchSliceEntries,
        getTorchSumEntries, getONNXEntries, getONNXElementwiseEntries,
        getONNXShapeEntries, getONNXSumEntries})
    for (const Entry &entry : getter())
      entries.try_emplace(entry.name, entry);
}

const Item *Importer::find(Value value) const {
  auto it = items.find(value);
  return it == items.end() ? nullptr : &it->second;
}

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

/// The name of an attribute in the table; none for one that says nothing of
/// what the op means. Those of a dialect do not, but for ONNX's.
static std::optional<StringRef> getKnownName(Operation &op, StringRef name) {
  bool isOperator = op.getName().getStringRef() == "torch.operator";
  if (isOperator && name == "name")
    return std::nullopt;
  if (isONNX(&op) && name.consume_front(onnxPrefix))
    return name;
  return isOperator || !name.contains('.') ? std::optional(name) : std::nullopt;
}

/// Reports an attribute that an op of this entry cannot have.
static LogicalResult checkAttributes(Operation &op, const Entry &entry) {
  SmallVector<StringRef> known;
  entry.attributes.split(known, ' ', -1, /*KeepEmpty=*/false);
  for (NamedAttribute attribute : op.getAttrs()) {
    std::optional<StringRef> name = getKnownName(op, attribute.getName());
    if (!name || llvm::is_contained(known, *name))
      continue;
    InFlightDiagnostic diagnostic = emitOpError(&op);
    diagnostic << "has the unknown attribute '" << *name << "'; known: ";
    if (known.empty())
      return diagnostic << "none";
    llvm::interleaveComma(known, diagnostic);
    return diagnostic;
  }
  return success();
}

static LogicalResult checkForm(Operation &op, const Entry &entry) {
  unsigned operands = op.getNumOperands();
  if (operands < entry.minOperands || operands > entry.maxOperands) {
    InFlightDiagnostic diagnostic = emitOpError(&op);
    diagnostic << "expected " << entry.minOperands;
    if (entry.maxOperands == anyNumber)
      diagnostic << " or more";
    else if (entry.maxOperands != entry.minOperands)
      diagnostic << " to " << entry.maxOperands;
    return diagnostic << " operands, got " << operands;
  }
  if (op.getNumRegions() != entry.numRegions || op.getNumSuccessors() != 0 ||
      llvm::any_of(op.getRegions(),
                   [](Region &region) { return !region.hasOneBlock(); }))
    return emitOpError(&op) << "expected " << entry.numRegions
                            << " regions of one block and no successors";
  return checkAttributes(op, entry);
}

LogicalResult Importer::importKnown(Operation &op, const Entry &entry) {
  if (failed(checkForm(op, entry)))
    return failure();
  Source source(*this, &op, entry);
  if (source.failed() || failed(entry.import(source)) || source.failed())
    return failure();
  for (auto [value, item] :
       llvm::zip_equal(op.getResults(), source.getResults()))
    items[value] = item;
  return success();
}

LogicalResult Importer::reportUnknown(Operation &op) {
  StringRef name = getOpName(&op), dialect = name.split('.').first;
  SmallVector<StringRef> known;
  for (StringRef other : entries.keys())
    if (other.split('.').first == dialect)
      known.push_back(other.split('.').second);
  llvm::sort(known);
  InFlightDiagnostic diagnostic = op.emitError();
  diagnostic << "glu-import does not know '" << name << "'";
  Diagnostic &note = diagnostic.attachNote();
  if (known.empty()) {
    note << "known are ops of stablehlo, chlo, torch, shape, arith, math, "
            "tensor, linalg and glu";
    return diagnostic;
  }
  note << "known of " << dialect << ": ";
  llvm::interleaveComma(known, note);
  return diagnostic;
}

/// Whether the op is of a dialect that the compiler takes.
static bool stays(Operation *op) {
  return isa_and_nonnull<arith::ArithDialect, cf::ControlFlowDialect,
                         GLUDialect, linalg::LinalgDialect, math::MathDialect,
                         tensor::TensorDialect>(op->getDialect()) &&
         op->isRegistered() && op->getNumSuccessors() == 0;
}

LogicalResult Importer::clone(Operation &op) {
  WalkResult all = op.walk([](Operation *nested) {
    return stays(nested) ? WalkResult::advance() : WalkResult::interrupt();
  });
  if (all.wasInterrupted())
    return op.emitError("glu-import does not know an op in '")
           << op.getName() << "'";
  for (Type type : op.getResultTypes())
    if (!convertType(type))
      return op.emitOpError("has a result of the unknown type ") << type;
  llvm::SetVector<Value> read(op.operand_begin(), op.operand_end());
  getUsedValuesDefinedAbove(op.getRegions(), read);
  IRMapping mapping;
  for (Value value : read) {
    const Item &item = items[value];
    if (item.kind != Item::Kind::Value)
      return op.emitOpError("reads a value of type ") << value.getType();
    auto type = dyn_cast<RankedTensorType>(value.getType());
    mapping.map(value, type ? build.cast(item.value, type) : item.value);
  }
  Operation *copy = build.b.clone(op, mapping);
  SmallVector<Value> results;
  if (succeeded(build.b.tryFold(copy, results)) && !results.empty())
    copy->erase();
  else
    results.assign(copy->result_begin(), copy->result_end());
  for (auto [old, value] : llvm::zip_equal(op.getResults(), results))
    items[old] = value;
  return success();
}

LogicalResult Importer::importOp(Operation &op) {
  build.source = &op;
  if (auto call = dyn_cast<func::CallOp>(op)) {
    std::vector<Item> arguments;
    for (Value operand : op.getOperands())
      arguments.push_back(items[operand]);
    FailureOr<std::vector<Item>> results =
        this->call(call.getCalleeAttr(), arguments);
    if (failed(results))
      return failure();
    for (auto [value, item] : llvm::zip_equal(op.getResults(), *results))
      items[value] = item;
    return success();
  }
  auto it = entries.find(getOpName(&op));
  if (it != entries.end())
    return importKnown(op, it->second);
  return stays(&op) ? clone(op) : reportUnknown(op);
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

/// Whether the item can stand for a value of this type.
static bool fits(const Item &item, Type type) {
  if (item.kind != Item::Kind::Value)
    return isCompileTimeType(type);
  auto expected = dyn_cast_or_null<RankedTensorType>(convertType(type));
  auto actual = dyn_cast<RankedTensorType>(item.value.getType());
  if (!expected || !actual)
    return !expected && !actual;
  return actual.getElementType() == expected.getElementType() &&
         succeeded(verifyCompatibleShape(actual, expected));
}

FailureOr<std::vector<Item>> Importer::importBlock(Block &block,
                                                   ArrayRef<Item> arguments) {
  if (arguments.size() != block.getNumArguments() || block.empty())
    return block.getParentOp()->emitOpError("expected a block with ")
           << arguments.size() << " arguments and a terminator";
  for (auto [argument, item] :
       llvm::zip_equal(block.getArguments(), arguments)) {
    if (!fits(item, argument.getType()))
      return build.source->emitOpError("expected a value of type ")
             << argument.getType() << " for argument "
             << argument.getArgNumber() << " of '"
             << block.getParentOp()->getName() << "'";
    items[argument] = item;
  }
  for (Operation &op : llvm::drop_end(block))
    if (failed(importOp(op)))
      return failure();
  Operation &terminator = block.back();
  if (!isa<func::ReturnOp, shape::AssumingYieldOp>(terminator) &&
      terminator.getName().getStringRef() != "stablehlo.return")
    return terminator.emitError("glu-import expected a return, got '")
           << terminator.getName() << "'";
  std::vector<Item> results;
  for (Value operand : terminator.getOperands())
    results.push_back(items[operand]);
  return results;
}

FailureOr<std::vector<Item>> Importer::call(FlatSymbolRefAttr callee,
                                            ArrayRef<Item> arguments) {
  Operation *source = build.source;
  auto function =
      SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(source, callee);
  if (!function || !function.getBody().hasOneBlock() ||
      function.getNumArguments() != arguments.size())
    return source->emitOpError("expected ")
           << callee << " to be a function of " << arguments.size()
           << " arguments and one block";
  if (llvm::is_contained(calls, function))
    return source->emitOpError("calls ") << callee << " from within itself";
  calls.push_back(function);
  FailureOr<std::vector<Item>> results =
      importBlock(function.getBody().front(), arguments);
  calls.pop_back();
  build.source = source;
  return results;
}

/// The types that a function of tensors has when it is imported.
static FailureOr<SmallVector<Type>> convertTypes(func::FuncOp function,
                                                 ArrayRef<Type> types) {
  SmallVector<Type> converted;
  for (Type type : types) {
    Type known = convertType(type);
    if (!known)
      return function.emitOpError("has the unknown type ")
             << type
             << "; known are tensors and !torch.vtensor of f16, bf16, f32, "
                "f64 and signed integers";
    converted.push_back(known);
  }
  return converted;
}

LogicalResult Importer::importFunction(func::FuncOp function,
                                       ModuleOp imported) {
  if (!function.getBody().hasOneBlock())
    return function.emitOpError("expected a body of one block");
  FailureOr<SmallVector<Type>> inputs =
      convertTypes(function, function.getArgumentTypes());
  FailureOr<SmallVector<Type>> outputs =
      convertTypes(function, function.getResultTypes());
  if (failed(inputs) || failed(outputs))
    return failure();
  build.b.setInsertionPointToEnd(imported.getBody());
  auto result =
      func::FuncOp::create(build.b, function.getLoc(), function.getName(),
                           build.b.getFunctionType(*inputs, *outputs));
  Block *block = result.addEntryBlock();
  build.b.setInsertionPointToStart(block);
  build.source = function;
  calls.push_back(function);
  std::vector<Item> arguments(block->args_begin(), block->args_end());
  FailureOr<std::vector<Item>> items =
      importBlock(function.getBody().front(), arguments);
  calls.pop_back();
  if (failed(items))
    return failure();
  Operation *terminator = function.getBody().front().getTerminator();
  if (items->size() != outputs->size())
    return terminator->emitOpError("expected ")
           << outputs->size() << " operands, got " << items->size();
  build.source = terminator;
  SmallVector<Value> values;
  for (auto [item, type] : llvm::zip_equal(*items, *outputs)) {
    if (item.kind != Item::Kind::Value)
      return terminator->emitOpError("expected tensors");
    auto tensor = dyn_cast<RankedTensorType>(type);
    values.push_back(tensor ? build.cast(item.value, tensor) : item.value);
  }
  func::ReturnOp::create(build.b, terminator->getLoc(), values);
  return success();
}

LogicalResult Importer::run() {
  OwningOpRef<ModuleOp> imported(ModuleOp::create(module.getLoc()));
  for (Operation &op : *module.getBody()) {
    auto function = dyn_cast<func::FuncOp>(op);
    if (!function)
      return op.emitError("glu-import expected functions only, got '")
             << op.getName() << "'";
    if (!function.isPrivate() && failed(importFunction(function, *imported)))
      return failure();
  }
  module.getBody()->clear();
  module.getBody()->getOperations().splice(
      module.getBody()->begin(), imported->getBody()->getOperations());
  module->setDiscardableAttrs(DictionaryAttr::get(module.getContext()));
  // Much was read several times, and sizes may have been read in vain.
  IRRewriter rewriter(module.getContext());
  DominanceInfo dominance(module);
  eliminateCommonSubExpressions(rewriter, dominance, module);
  return success();
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

/// Whether there is an op in the module that must be imported.
static bool isForeign(Operation *op) {
  return !op->isRegistered() || isa<shape::ShapeDialect>(op->getDialect()) ||
         llvm::any_of(op->getOperandTypes(), llvm::IsaPred<OpaqueType>);
}

namespace {
struct ImportPass : glu::impl::ImportPassBase<ImportPass> {
  using Base::Base;

  void runOnOperation() override {
    WalkResult foreign = getOperation().walk([](Operation *op) {
      return isForeign(op) ? WalkResult::interrupt() : WalkResult::advance();
    });
    if (foreign.wasInterrupted() && failed(Importer(getOperation()).run()))
      signalPassFailure();
  }
};
} // namespace
