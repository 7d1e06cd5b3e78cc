//===- Lower.cpp - From a module to the llvm dialect ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Devices.h"
#include "glu/Pipelines/Pipelines.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::glu;

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

/// The GPU to compile for; empty for a CPU. Who names it needs none.
static llvm::Expected<std::string> findArch(const CompileOptions &options) {
  if (llvm::Error error = checkDevice(options))
    return std::move(error);
  if (!options.arch.empty())
    return options.arch;
  auto device = createDevice(options);
  if (!device)
    return device.takeError();
  return *device ? (*device)->getArch() : "";
}

static LogicalResult
buildPipeline(OpPassManager &pm, const CompileOptions &options,
              const std::string &arch, StringRef stopAfter,
              function_ref<LogicalResult(const Twine &)> emitError) {
  CPUPipelineOptions cpu;
  GPUPipelineOptions gpu;
  cpu.raise = gpu.raise = options.raise;
  if (!stopAfter.empty())
    cpu.stopAfter = gpu.stopAfter = stopAfter.str();
  cpu.target = options.target;
  cpu.prepare = options.prepare;
  gpu.arch = arch;
  gpu.allowTF32 = options.allowTF32;
  if (options.device == "cpu")
    return buildGLUToCPUPipeline(pm, cpu, emitError);
  return buildGLUToGPUPipeline(pm, gpu, emitError);
}

FailureOr<OwningOpRef<ModuleOp>> mlir::glu::lower(ModuleOp module,
                                                  StringRef entry,
                                                  const CompileOptions &options,
                                                  StringRef stopAfter) {
  llvm::Expected<std::string> arch = findArch(options);
  if (!arch)
    return module.emitError(llvm::toString(arch.takeError()));
  OwningOpRef<ModuleOp> lowered = module.clone();
  if (failed(isolate(*lowered, entry)))
    return failure();
  auto pm = PassManager::on<ModuleOp>(module.getContext());
  pm.addPass(createSymbolDCEPass());
  auto emitError = [&](const Twine &message) -> LogicalResult {
    return module.emitError(message);
  };
  if (failed(buildPipeline(pm, options, *arch, stopAfter, emitError)) ||
      failed(pm.run(*lowered)))
    return failure();
  return lowered;
}
