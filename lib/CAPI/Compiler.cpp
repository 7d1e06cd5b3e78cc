//===- Compiler.cpp - Compilation for C -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu-c/Compiler.h"
#include "Arrays.h"
#include "Support.h"
#include "glu/Compiler/CallAnalysis.h"
#include "glu/Compiler/Compiler.h"
#include "glu/Import/Passes.h"
#include "glu/Pipelines/Pipelines.h"
#include "glu/Target/Target.h"
#include "mlir/Bytecode/BytecodeReader.h"
#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/IR/Remarks.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include <mutex>

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::capi;
using glurt::Array;

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

/// The name of the value that is defined at `place` in `text`; empty if that is
/// a number, or if there is none.
static StringRef readName(StringRef text, FileLineColLoc place) {
  for (unsigned line = 1; line < place.getLine(); ++line)
    text = text.split('\n').second;
  text = text.drop_front(std::min<size_t>(place.getColumn() - 1, text.size()));
  if (!text.consume_front("%") || text.empty() || llvm::isDigit(text.front()))
    return "";
  return text.take_while(
      [](char c) { return llvm::isAlnum(c) || StringRef("$._-").contains(c); });
}

/// Keeps the names of the arguments of functions, which the parser forgets.
static void nameArguments(ModuleOp module, StringRef text) {
  for (auto function : module.getOps<func::FuncOp>())
    for (BlockArgument argument : function.getArguments()) {
      auto place = dyn_cast<FileLineColLoc>(argument.getLoc());
      StringRef name = place ? readName(text, place) : "";
      if (!name.empty())
        argument.setLoc(
            NameLoc::get(StringAttr::get(module.getContext(), name), place));
    }
}

MlirModule gluModuleParse(MlirContext context, MlirStringRef source,
                          GLUError *error) {
  return protect<MlirModule>(error, [&]() -> llvm::Expected<MlirModule> {
    if (mlirContextIsNull(context))
      return llvm::createStringError("the context is null");
    DiagnosticCollector diagnostics(unwrap(context));
    // The parser wants a zero behind text and aligned bytecode: a copy has
    // both.
    llvm::SourceMgr sources;
    sources.AddNewSourceBuffer(
        llvm::MemoryBuffer::getMemBufferCopy(unwrap(source), "source"),
        llvm::SMLoc());
    OwningOpRef<ModuleOp> module =
        parseSourceFile<ModuleOp>(sources, unwrap(context));
    if (!module)
      return diagnostics.takeError();
    if (!isBytecode(llvm::MemoryBufferRef(unwrap(source), "source")))
      nameArguments(*module, unwrap(source));
    return wrap(module.release());
  });
}

GLUCompileOptions gluCompileOptionsGetDefault() {
  GLUCompileOptions options = {};
  options.raise = CompileOptions().raise;
  return options;
}

/// The options of the compiler, and the entry.
static std::pair<CompileOptions, std::string>
convertOptions(const GLUCompileOptions *given) {
  GLUCompileOptions source = given ? *given : gluCompileOptionsGetDefault();
  CompileOptions options;
  if (source.device)
    options.device = source.device;
  if (source.arch)
    options.arch = source.arch;
  if (source.target)
    options.target = source.target;
  options.threads = source.threads;
  options.seed = source.seed;
  options.prepare = source.prepare;
  options.raise = source.raise;
  return {std::move(options), source.entry ? source.entry : ""};
}

/// Fails on a module that passes cannot take, which callers may have built.
static llvm::Error checkModule(MlirModule module) {
  if (mlirModuleIsNull(module))
    return llvm::createStringError("the module is null");
  DiagnosticCollector diagnostics(unwrap(module).getContext());
  if (failed(verify(unwrap(module))))
    return diagnostics.takeError();
  return llvm::Error::success();
}

bool gluModuleImport(MlirModule module, GLUError *error) {
  auto import = [&]() -> llvm::Expected<MlirModule> {
    if (llvm::Error invalid = checkModule(module))
      return std::move(invalid);
    DiagnosticCollector diagnostics(unwrap(module).getContext());
    auto pm = PassManager::on<ModuleOp>(unwrap(module).getContext());
    pm.addPass(createImportPass());
    if (failed(pm.run(unwrap(module))))
      return diagnostics.takeError();
    return module;
  };
  return !mlirModuleIsNull(protect<MlirModule>(error, import));
}

MlirModule gluModuleLower(MlirModule module, const GLUCompileOptions *options,
                          MlirStringRef stage, GLUError *error) {
  return protect<MlirModule>(error, [&]() -> llvm::Expected<MlirModule> {
    if (llvm::Error invalid = checkModule(module))
      return std::move(invalid);
    DiagnosticCollector diagnostics(unwrap(module).getContext());
    auto [converted, entry] = convertOptions(options);
    FailureOr<OwningOpRef<ModuleOp>> lowered =
        lower(unwrap(module), entry, converted, unwrap(stage));
    if (failed(lowered))
      return diagnostics.takeError();
    return wrap(lowered->release());
  });
}

//===----------------------------------------------------------------------===//
// The machine
//===----------------------------------------------------------------------===//

MlirStringRef gluGetHostFeatures() {
  static const std::string features =
      llvm::cantFail(parseTarget("host")).features;
  return wrap(StringRef(features));
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

namespace {
/// A function that checks what it is called with.
class Function {
public:
  Function(CompiledLayer layer, func::FuncOp function, Signature signature,
           std::string remarks);

  const CompiledLayer &getLayer() const { return layer; }
  StringRef getRemarks() const { return remarks; }
  const Signature &getSignature() const { return signature; }
  StringRef getArgumentText(size_t index) const { return argumentTexts[index]; }
  StringRef getResultText(size_t index) const { return resultTexts[index]; }

  StringRef getArgumentName(size_t index) const { return argumentNames[index]; }
  bool writes(size_t argument) const { return isWritable[argument]; }

  bool prepares(unsigned argument) const {
    return llvm::is_contained(layer.getWeightNumbers(), argument);
  }

  /// The arguments of a call, once it is checked that the function can be
  /// called with them. Those that `isRead` rejects need no data.
  llvm::Expected<SmallVector<ArrayView>>
  readArguments(ArrayRef<GLUArray> arguments,
                function_ref<bool(unsigned)> isRead,
                std::deque<Array> &copies) const;

private:
  llvm::Error checkShapes(ArrayRef<ArrayView> views) const;

  CompiledLayer layer;
  Signature signature;
  std::vector<std::string> argumentTexts, argumentNames, resultTexts;
  std::string remarks;
  /// The arguments that the function may write.
  std::vector<bool> isWritable;
  bool hasDynamicSizes = false;

  /// Guards what follows.
  mutable std::mutex mutex;
  mutable CallAnalysis analysis;
  /// The sizes, one argument after another, that were found to agree last.
  mutable std::vector<int64_t> agreeing;
};

/// A call that happened, and what its results need to live.
struct Results {
  std::shared_ptr<const Function> function;
  /// Of arguments that are not dense.
  std::deque<Array> copies;
  std::vector<Array> ownWeights;
  std::optional<PreparedCall> call;
  std::vector<ArrayView> views;
};

using FunctionHandle = std::shared_ptr<const Function>;
using Weights = std::vector<Array>;
} // namespace

Function::Function(CompiledLayer layer, func::FuncOp function,
                   Signature typesOfFunction, std::string remarks)
    : layer(std::move(layer)), signature(std::move(typesOfFunction)),
      remarks(std::move(remarks)), analysis(function, signature) {
  StringRef writable = bufferization::BufferizationDialect::kWritableAttrName;
  for (auto [number, type] : llvm::enumerate(signature.arguments)) {
    argumentTexts.push_back(type.str());
    auto name =
        function.getArgument(number).getLoc()->findInstanceOf<NameLoc>();
    argumentNames.push_back(name ? name.getName().str() : "");
    hasDynamicSizes |= ShapedType::isDynamicShape(type.shape);
    auto attr = function.getArgAttrOfType<BoolAttr>(number, writable);
    isWritable.push_back(attr && attr.getValue());
  }
  for (const ValueType &type : signature.results)
    resultTexts.push_back(type.str());
}

llvm::Expected<SmallVector<ArrayView>>
Function::readArguments(ArrayRef<GLUArray> arguments,
                        function_ref<bool(unsigned)> isRead,
                        std::deque<Array> &copies) const {
  if (arguments.size() != signature.arguments.size())
    return llvm::createStringError(
        "expected " + Twine(signature.arguments.size()) + " arguments, found " +
        Twine(arguments.size()));
  SmallVector<ArrayView> views;
  auto read = [&](unsigned number) -> llvm::Error {
    const GLUArray &array = arguments[number];
    if (llvm::Error error = checkArray(array, isRead(number)))
      return error;
    auto view = viewArray(array, isRead(number), isWritable[number], copies);
    if (!view)
      return view.takeError();
    views.push_back(*view);
    return signature.arguments[number].check(*view);
  };
  for (unsigned number = 0; number < arguments.size(); ++number)
    if (llvm::Error error = read(number))
      return llvm::createStringError("argument " + Twine(number) + ": " +
                                     llvm::toString(std::move(error)));
  if (llvm::Error error = checkShapes(views))
    return std::move(error);
  return views;
}

llvm::Error Function::checkShapes(ArrayRef<ArrayView> views) const {
  if (!hasDynamicSizes)
    return llvm::Error::success();
  std::vector<int64_t> sizes;
  for (const ArrayView &view : views)
    llvm::append_range(sizes, view.shape);
  std::lock_guard<std::mutex> lock(mutex);
  if (sizes == agreeing)
    return llvm::Error::success();
  if (llvm::Error error = analysis.checkShapes(views))
    return error;
  agreeing = std::move(sizes);
  return llvm::Error::success();
}

namespace {
/// Has the remarks of glu's passes emitted as diagnostics while it lives,
/// unless the context has a remark engine already.
class RemarkScope {
public:
  explicit RemarkScope(MLIRContext *context)
      : context(context), isOwner(!context->getRemarkEngine()) {
    if (!isOwner)
      return;
    remark::RemarkCategories categories;
    categories.passed = categories.missed = categories.analysis =
        categories.failed = "glu.*";
    // It fails only for streamers.
    (void)remark::enableOptimizationRemarks(
        *context, /*streamer=*/nullptr,
        std::make_unique<remark::RemarkEmittingPolicyAll>(), categories,
        /*printAsEmitRemarks=*/true);
  }
  ~RemarkScope() {
    if (isOwner)
      context->setRemarkEngine(nullptr);
  }

private:
  MLIRContext *context;
  bool isOwner;
};
} // namespace

static llvm::Expected<GLUFunction>
compileFunction(ModuleOp module, const GLUCompileOptions *given) {
  DiagnosticCollector diagnostics(module.getContext());
  auto [options, entry] = convertOptions(given);
  FailureOr<func::FuncOp> function = findEntry(module, entry);
  if (failed(function))
    return diagnostics.takeError();
  FailureOr<Signature> signature = getSignature(*function);
  if (failed(signature))
    return diagnostics.takeError();
  RemarkScope remarks(module.getContext());
  FailureOr<CompiledLayer> layer =
      compileLayer(module, function->getSymName(), options);
  if (failed(layer))
    return diagnostics.takeError();
  auto compiled = std::make_shared<const Function>(std::move(*layer), *function,
                                                   std::move(*signature),
                                                   diagnostics.takeRemarks());
  return GLUFunction{new FunctionHandle(std::move(compiled))};
}

GLUFunction gluCompile(MlirModule module, const GLUCompileOptions *options,
                       GLUError *error) {
  return protect<GLUFunction>(error, [&]() -> llvm::Expected<GLUFunction> {
    if (llvm::Error invalid = checkModule(module))
      return std::move(invalid);
    return compileFunction(unwrap(module), options);
  });
}

static const Function *getFunction(GLUFunction function) {
  auto *handle = static_cast<const FunctionHandle *>(function.ptr);
  return handle ? handle->get() : nullptr;
}

void gluFunctionDestroy(GLUFunction function) {
  delete static_cast<FunctionHandle *>(function.ptr);
}

MlirStringRef gluFunctionGetRemarks(GLUFunction function) {
  const Function *compiled = getFunction(function);
  return wrap(compiled ? compiled->getRemarks() : StringRef());
}

intptr_t gluFunctionGetNumArguments(GLUFunction function) {
  const Function *compiled = getFunction(function);
  return compiled ? compiled->getSignature().arguments.size() : 0;
}

intptr_t gluFunctionGetNumResults(GLUFunction function) {
  const Function *compiled = getFunction(function);
  return compiled ? compiled->getSignature().results.size() : 0;
}

static GLUValueType convertType(const ValueType &type, StringRef text) {
  return {static_cast<GLUElementType>(type.elementType), type.isTensor,
          static_cast<intptr_t>(type.shape.size()), type.shape.data(),
          wrap(text)};
}

GLUValueType gluFunctionGetArgumentType(GLUFunction function, intptr_t index) {
  if (index < 0 || index >= gluFunctionGetNumArguments(function))
    return GLUValueType{};
  const Function *compiled = getFunction(function);
  return convertType(compiled->getSignature().arguments[index],
                     compiled->getArgumentText(index));
}

GLUValueType gluFunctionGetResultType(GLUFunction function, intptr_t index) {
  if (index < 0 || index >= gluFunctionGetNumResults(function))
    return GLUValueType{};
  const Function *compiled = getFunction(function);
  return convertType(compiled->getSignature().results[index],
                     compiled->getResultText(index));
}

MlirStringRef gluFunctionGetArgumentName(GLUFunction function, intptr_t index) {
  if (index < 0 || index >= gluFunctionGetNumArguments(function))
    return wrap(StringRef());
  return wrap(getFunction(function)->getArgumentName(index));
}

bool gluFunctionWritesArgument(GLUFunction function, intptr_t index) {
  return index >= 0 && index < gluFunctionGetNumArguments(function) &&
         getFunction(function)->writes(index);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

bool gluFunctionPreparesArgument(GLUFunction function, intptr_t index) {
  const Function *compiled = getFunction(function);
  return compiled && index >= 0 && compiled->prepares(index);
}

/// Fails on what is null.
static llvm::Error checkCall(GLUFunction function, intptr_t count,
                             const GLUArray *arguments) {
  if (gluFunctionIsNull(function))
    return llvm::createStringError("the function is null");
  if (count < 0 || (count > 0 && !arguments))
    return llvm::createStringError("the arguments are null");
  return llvm::Error::success();
}

GLUWeights gluFunctionPrepareWeights(GLUFunction function, intptr_t count,
                                     const GLUArray *arguments,
                                     GLUError *error) {
  return protect<GLUWeights>(error, [&]() -> llvm::Expected<GLUWeights> {
    if (llvm::Error null = checkCall(function, count, arguments))
      return std::move(null);
    const Function *compiled = getFunction(function);
    std::deque<Array> copies;
    auto views = compiled->readArguments(
        ArrayRef(arguments, count),
        [&](unsigned number) { return compiled->prepares(number); }, copies);
    if (!views)
      return views.takeError();
    auto weights = compiled->getLayer().prepareWeights(*views);
    if (!weights)
      return weights.takeError();
    return GLUWeights{new Weights(std::move(*weights))};
  });
}

void gluWeightsDestroy(GLUWeights weights) {
  delete static_cast<Weights *>(weights.ptr);
}

static llvm::Error call(const Weights *given, ArrayRef<GLUArray> arguments,
                        Results &results) {
  const Function &function = *results.function;
  auto isRead = [&](unsigned number) {
    return !given || !function.prepares(number);
  };
  auto views = function.readArguments(arguments, isRead, results.copies);
  if (!views)
    return views.takeError();
  const CompiledLayer &layer = function.getLayer();
  if (!given)
    if (llvm::Error error =
            layer.prepareWeights(*views).moveInto(results.ownWeights))
      return error;
  llvm::Expected<PreparedCall> prepared =
      layer.prepare(*views, given ? *given : results.ownWeights);
  if (!prepared)
    return prepared.takeError();
  results.call.emplace(std::move(*prepared));
  if (llvm::Error error = results.call->run())
    return error;
  results.views = results.call->viewResults();
  return llvm::Error::success();
}

GLUResults gluFunctionCall(GLUFunction function, GLUWeights weights,
                           intptr_t count, const GLUArray *arguments,
                           GLUError *error) {
  return protect<GLUResults>(error, [&]() -> llvm::Expected<GLUResults> {
    if (llvm::Error null = checkCall(function, count, arguments))
      return std::move(null);
    auto results = std::make_unique<Results>();
    results->function = *static_cast<const FunctionHandle *>(function.ptr);
    if (llvm::Error failed = call(static_cast<const Weights *>(weights.ptr),
                                  ArrayRef(arguments, count), *results))
      return std::move(failed);
    return GLUResults{results.release()};
  });
}

void gluResultsDestroy(GLUResults results) {
  delete static_cast<Results *>(results.ptr);
}

intptr_t gluResultsGetCount(GLUResults results) {
  auto *called = static_cast<const Results *>(results.ptr);
  return called ? called->views.size() : 0;
}

GLUArray gluResultsGet(GLUResults results, intptr_t index) {
  if (index < 0 || index >= gluResultsGetCount(results))
    return GLUArray{};
  const ArrayView &view =
      static_cast<const Results *>(results.ptr)->views[index];
  return {const_cast<void *>(view.data),
          static_cast<GLUElementType>(view.elementType),
          static_cast<intptr_t>(view.shape.size()), view.shape.data(),
          /*strides=*/nullptr};
}
