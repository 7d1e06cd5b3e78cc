//===- Kernel.cpp - Compiled elementwise functions ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Kernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;

//===----------------------------------------------------------------------===//
// Compilation
//===----------------------------------------------------------------------===//

/// Compiles a function of arguments of these types that returns what `emit`
/// makes of them.
template <typename Emit>
static FailureOr<CompiledFunction> compileFunction(ArrayRef<Type> arguments,
                                                   Emit emit) {
  MLIRContext *context = arguments.front().getContext();
  Location loc = UnknownLoc::get(context);
  OwningOpRef<ModuleOp> module = ModuleOp::create(loc);
  OpBuilder b = OpBuilder::atBlockEnd(module->getBody());
  auto type = b.getFunctionType(arguments, arguments.front());
  auto function = func::FuncOp::create(b, loc, "kernel", type);
  b.setInsertionPointToStart(function.addEntryBlock());
  Value result = emit(b, loc, function.getArguments());
  func::ReturnOp::create(b, loc, result);

  CompileOptions options;
  options.threads = 1;
  return compile(*module, "kernel", options);
}

static Type getBlockType(FloatType type) {
  return RankedTensorType::get(kBlockSize, type);
}

FailureOr<CompiledFunction>
mlir::glu::compileActivation(const Activation &activation, FloatType type) {
  SmallVector<Type> arguments = {getBlockType(type)};
  if (activation.beta)
    arguments.push_back(getComputeType(type));
  return compileFunction(
      arguments, [&](OpBuilder &b, Location loc, ValueRange values) {
        Value beta = activation.beta ? values.back() : Value();
        return ActivationOp::create(b, loc, arguments.front(), activation.attr,
                                    values.front(), beta);
      });
}

FailureOr<CompiledFunction> mlir::glu::compileGate(const Activation &activation,
                                                   Rounding rounding,
                                                   FloatType type) {
  Type block = getBlockType(type);
  SmallVector<Type> arguments = {block, block};
  if (activation.beta)
    arguments.push_back(getComputeType(type));
  return compileFunction(
      arguments, [&](OpBuilder &b, Location loc, ValueRange values) {
        Value beta = activation.beta ? values.back() : Value();
        return GateOp::create(b, loc, block, activation.attr, rounding,
                              values[0], values[1], beta);
      });
}

FailureOr<CompiledFunction> mlir::glu::compileProduct(FloatType type) {
  Type block = getBlockType(type);
  return compileFunction(
      {block, block}, [](OpBuilder &b, Location loc, ValueRange values) {
        return arith::MulFOp::create(b, loc, values[0], values[1]);
      });
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

static std::vector<Array> makeArguments(const Signature &signature,
                                        std::optional<double> beta) {
  std::vector<Array> arrays;
  for (const ValueType &type : signature.arguments)
    arrays.emplace_back(
        type.elementType,
        std::vector<int64_t>(type.shape.begin(), type.shape.end()));
  if (beta)
    arrays.back().set(0, *beta);
  return arrays;
}

static PreparedCall prepare(const CompiledFunction &kernel,
                            const std::vector<Array> &arguments) {
  SmallVector<const Array *> pointers;
  for (const Array &array : arguments)
    pointers.push_back(&array);
  return llvm::cantFail(kernel.prepare(pointers));
}

KernelCall::KernelCall(const CompiledFunction &kernel,
                       std::optional<double> beta)
    : arguments(makeArguments(kernel.getSignature(), beta)),
      call(prepare(kernel, arguments)) {}

Array KernelCall::run() {
  llvm::cantFail(call.run());
  return std::move(call.getResults().front());
}
