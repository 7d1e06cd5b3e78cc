//===- Compile.cpp - From a module to machine code ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Code.h"
#include "RuntimeLibraries.h"
#include "glu/Pipelines/Pipelines.h"
#include "glu/Runtime/Float16.h"
#include "glu/Runtime/GPU/DeviceRun.h"
#include "glu/Target/Target.h"
#include "glu/Transforms/Transforms.h"
#include "mlir/ExecutionEngine/OptUtils.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ExecutionEngine/Orc/Core.h"
#ifdef __linux__
#include <sys/syscall.h>
#include <unistd.h>
#endif

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Devices
//===----------------------------------------------------------------------===//

static llvm::Error checkDevice(const CompileOptions &options) {
  if (options.device != "cpu" && options.device != "cuda" &&
      options.device != "emulator")
    return llvm::createStringError("unknown device '" + options.device +
                                   "'; expected cpu, cuda or emulator");
  if (options.device == "cpu" && !options.arch.empty())
    return llvm::createStringError("arch '" + options.arch +
                                   "' is that of a GPU, and the device is cpu");
  return llvm::Error::success();
}

/// The device to run on, none for a CPU. Completes the options by its arch.
static llvm::Expected<std::unique_ptr<glurt::Device>>
createDevice(CompileOptions &options) {
  if (llvm::Error error = checkDevice(options))
    return std::move(error);
  std::unique_ptr<glurt::Device> device;
  if (options.device == "emulator")
    device = glurt::createEmulatedDevice(options.seed);
  if (options.device == "cuda") {
    auto cuda = glurt::createCUDADevice();
    if (!cuda)
      return cuda.takeError();
    device = std::move(*cuda);
  }
  if (device && options.arch.empty())
    options.arch = device->getArch();
  return device;
}

//===----------------------------------------------------------------------===//
// Lowering
//===----------------------------------------------------------------------===//

FailureOr<func::FuncOp> mlir::glu::findEntry(ModuleOp module, StringRef name) {
  SmallVector<func::FuncOp> candidates;
  for (auto function : module.getOps<func::FuncOp>())
    if (function.isPublic() && !function.isExternal())
      candidates.push_back(function);

  if (name.empty() && candidates.size() == 1)
    return candidates.front();
  for (func::FuncOp function : candidates)
    if (function.getSymName() == (name.empty() ? "main" : name))
      return function;

  if (candidates.empty())
    return module.emitError("there is no public function to run");
  InFlightDiagnostic error =
      name.empty() ? module.emitError("which function to run? name one of ")
                   : module.emitError("there is no public function '")
                         << name << "'; there is ";
  llvm::interleaveComma(candidates, error, [&](func::FuncOp function) {
    error << function.getSymName();
  });
  return error;
}

/// Leaves `entry` as the only public function.
static LogicalResult isolate(ModuleOp module, StringRef entry) {
  FailureOr<func::FuncOp> function = findEntry(module, entry);
  if (failed(function) || failed(glu::getSignature(*function)))
    return failure();
  for (auto other : module.getOps<func::FuncOp>())
    if (other != *function)
      other.setPrivate();
  return success();
}

static LogicalResult
buildPipeline(OpPassManager &pm, const CompileOptions &options,
              StringRef stopAfter,
              function_ref<LogicalResult(const Twine &)> emitError) {
  CPUPipelineOptions cpu;
  GPUPipelineOptions gpu;
  cpu.raise = gpu.raise = options.raise;
  if (!stopAfter.empty())
    cpu.stopAfter = gpu.stopAfter = stopAfter.str();
  cpu.target = options.target;
  cpu.prepare = options.prepare;
  gpu.arch = options.arch;
  if (options.device == "cpu")
    return buildGLUToCPUPipeline(pm, cpu, emitError);
  return buildGLUToGPUPipeline(pm, gpu, emitError);
}

FailureOr<OwningOpRef<ModuleOp>> mlir::glu::lower(ModuleOp module,
                                                  StringRef entry,
                                                  const CompileOptions &options,
                                                  StringRef stopAfter) {
  CompileOptions complete = options;
  if (llvm::Error error = checkDevice(options))
    return module.emitError(llvm::toString(std::move(error)));
  // Who says which GPU needs none to compile for it.
  if (complete.arch.empty())
    if (auto device = createDevice(complete); !device)
      return module.emitError(llvm::toString(device.takeError()));

  OwningOpRef<ModuleOp> lowered = module.clone();
  if (failed(isolate(*lowered, entry)))
    return failure();
  auto pm = PassManager::on<ModuleOp>(module.getContext());
  pm.addPass(createSymbolDCEPass());
  auto emitError = [&](const Twine &message) -> LogicalResult {
    return module.emitError(message);
  };
  if (failed(buildPipeline(pm, complete, stopAfter, emitError)) ||
      failed(pm.run(*lowered)))
    return failure();
  return lowered;
}

//===----------------------------------------------------------------------===//
// Code
//===----------------------------------------------------------------------===//

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
  for (const RuntimeFunction &function : getOpenMPFunctions())
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
  CompileOptions complete = options;
  auto device = createDevice(complete);
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

FailureOr<CompiledFunction> mlir::glu::compile(ModuleOp module, StringRef entry,
                                               const CompileOptions &options) {
  llvm::Expected<TargetDescription> target = prepareHost(options.target);
  if (!target)
    return module.emitError(llvm::toString(target.takeError()));
  FailureOr<func::FuncOp> function = findEntry(module, entry);
  if (failed(function))
    return failure();
  FailureOr<Signature> signature = glu::getSignature(*function);
  if (failed(signature))
    return failure();
  FailureOr<OwningOpRef<ModuleOp>> lowered =
      lower(module, function->getSymName(), options);
  if (failed(lowered))
    return failure();
  return compileLowered(**lowered, function->getSymName(),
                        std::move(*signature), options);
}

FailureOr<CompiledLayer>
mlir::glu::compileLayer(ModuleOp module, StringRef entry,
                        const CompileOptions &options) {
  FailureOr<func::FuncOp> function = findEntry(module, entry);
  if (failed(function))
    return failure();
  std::string name = function->getName().str();
  FailureOr<Signature> signature = glu::getSignature(*function);
  if (failed(signature))
    return failure();
  if (options.device != "cpu") {
    auto whole = compile(module, name, options);
    if (failed(whole))
      return failure();
    return CompiledLayer(std::move(*signature), std::move(*whole));
  }
  FailureOr<OwningOpRef<ModuleOp>> packed =
      lower(module, name, options, stringifyStage(Stage::Pack));
  if (failed(packed))
    return failure();

  // The stages up to here find nothing left to do.
  CompileOptions rest = options;
  rest.raise = false;
  rest.prepare = false;
  SmallVector<unsigned> weights;
  if (options.prepare)
    weights =
        getPreparableArguments((*packed)->lookupSymbol<func::FuncOp>(name));
  auto called =
      compile(**packed, weights.empty() ? name : getPackedName(name), rest);
  if (failed(called))
    return failure();
  CompiledLayer layer(std::move(*signature), std::move(*called));
  if (weights.empty())
    return layer;
  auto preparation = compile(**packed, getPrepareName(name), rest);
  if (failed(preparation))
    return failure();
  layer.weights = std::move(weights);
  layer.preparation = std::move(*preparation);
  return layer;
}
