//===- Code.cpp - From the llvm dialect to machine code -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Code.h"
#include "Assertions.h"
#include "Devices.h"
#include "RuntimeLibraries.h"
#include "glu/Runtime/Float16.h"
#include "glu/Runtime/GPU/DeviceRun.h"
#include "mlir/ExecutionEngine/OptUtils.h"
#include "llvm/ExecutionEngine/Orc/Core.h"
#ifdef __linux__
#include <sys/syscall.h>
#include <unistd.h>
#endif

using namespace mlir;
using namespace mlir::glu;

/// Asks the kernel for the tile registers of AMX, once in a process.
static llvm::Error requestTiles() {
#if defined(__linux__) && defined(__x86_64__)
  constexpr long requestPermission = 0x1023, tileData = 18;
  static const long refused =
      syscall(SYS_arch_prctl, requestPermission, tileData);
  if (!refused)
    return llvm::Error::success();
#endif
  return llvm::createStringError(
      "the system does not let this process use AMX tiles; choose another "
      "target, such as avx512");
}

static llvm::Expected<TargetDescription> prepareHost(StringRef text) {
  llvm::Expected<TargetDescription> target = parseTarget(text);
  if (!target)
    return target.takeError();
  std::string missing = getFeaturesMissingOnHost(*target);
  if (!missing.empty())
    return llvm::createStringError("this CPU cannot execute code for '" + text +
                                   "': it lacks " + missing);
  if (target->amxBf16)
    if (llvm::Error error = requestTiles())
      return std::move(error);
  if (llvm::Error error = loadRuntimeLibraries())
    return std::move(error);
  return target;
}

static llvm::orc::SymbolMap
getRuntimeSymbols(llvm::orc::MangleAndInterner mangle) {
  llvm::orc::SymbolMap symbols;
  auto add = [&](StringRef name, auto *function) {
    symbols[mangle(name)] = {llvm::orc::ExecutorAddr::fromPtr(function),
                             llvm::JITSymbolFlags::Exported};
  };
  add("__truncsfbf2", &__truncsfbf2);
  add("__truncdfbf2", &__truncdfbf2);
  for (const RuntimeFunction &function : getRuntimeFunctions())
    add(function.name, function.address);
  for (const RuntimeFunction &function : getAssertionFunctions())
    add(function.name, function.address);
  for (const glurt::HostFunction &function : glurt::getHostFunctions())
    add(function.name, function.address);
  return symbols;
}

static llvm::Expected<std::unique_ptr<ExecutionEngine>>
createEngine(ModuleOp module, const TargetDescription &target) {
  // The engine consumes its machine; the optimizer needs another one.
  constexpr llvm::CodeGenOptLevel level = llvm::CodeGenOptLevel::Aggressive;
  auto optimizerMachine = createTargetMachine(target, level);
  if (!optimizerMachine)
    return optimizerMachine.takeError();
  auto engineMachine = createTargetMachine(target, level);
  if (!engineMachine)
    return engineMachine.takeError();

  auto transformer = makeOptimizingTransformer(/*optLevel=*/3, /*sizeLevel=*/0,
                                               optimizerMachine->get());
  ExecutionEngineOptions options;
  options.transformer = transformer;
  options.jitCodeGenOptLevel = level;
  auto engine =
      ExecutionEngine::create(module, options, std::move(*engineMachine));
  if (engine)
    (*engine)->registerSymbols(getRuntimeSymbols);
  return engine;
}

CompiledFunction::Code::~Code() {
  if (!device)
    return;
  // Nobody is there to hear of kernels that cannot be unloaded.
  glurt::DeviceRun run(*device);
  engine.reset();
}

llvm::Error CompiledFunction::Code::generate(ModuleOp module, StringRef name,
                                             const TargetDescription &target) {
  auto created = createEngine(module, target);
  if (!created)
    return created.takeError();
  engine = std::move(*created);
  auto found = engine->lookupPacked("_mlir_ciface_" + name.str());
  if (!found)
    return found.takeError();
  entry = *found;
  if (!device)
    return llvm::Error::success();
  glurt::DeviceRun run(*device);
  engine->initialize();
  return run.finish();
}

CompiledFunction::CompiledFunction() = default;
CompiledFunction::CompiledFunction(CompiledFunction &&) = default;
CompiledFunction &CompiledFunction::operator=(CompiledFunction &&) = default;
CompiledFunction::~CompiledFunction() = default;

FailureOr<CompiledFunction>
mlir::glu::compileLowered(ModuleOp module, StringRef entry, Signature signature,
                          const CompileOptions &options) {
  llvm::Expected<TargetDescription> target = prepareHost(options.target);
  if (!target)
    return module.emitError(llvm::toString(target.takeError()));
  auto device = createDevice(options);
  if (!device)
    return module.emitError(llvm::toString(device.takeError()));
  CompiledFunction compiled;
  compiled.signature = std::move(signature);
  compiled.threads = options.threads;
  compiled.code = std::make_unique<CompiledFunction::Code>();
  compiled.code->device = std::move(*device);
  if (llvm::Error error = compiled.code->generate(module, entry, *target))
    return module.emitError("cannot generate code: ")
           << llvm::toString(std::move(error));
  return compiled;
}
