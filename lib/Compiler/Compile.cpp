//===- Compile.cpp - From a module to machine code ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Compiler/Compiler.h"
#include "glu/Pipelines/Pipelines.h"
#include "glu/Transforms/Transforms.h"

using namespace mlir;
using namespace mlir::glu;

FailureOr<CompiledFunction> mlir::glu::compile(ModuleOp module, StringRef entry,
                                               const CompileOptions &options) {
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
