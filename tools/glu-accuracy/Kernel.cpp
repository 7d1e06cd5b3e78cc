//===- Kernel.cpp - Compiled elementwise ops ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Kernel.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;

std::string Activation::str() const {
  std::string text;
  llvm::raw_string_ostream os(text);
  attr.print(os);
  StringRef name = StringRef(text);
  name.consume_front("#glu.");
  if (!beta)
    return name.str();
  return llvm::formatv("{0}, beta = {1}", name, *beta).str();
}

static FailureOr<CompiledFunction> compileText(MLIRContext *context,
                                               const std::string &text) {
  auto module = parseSourceString<ModuleOp>(text, context);
  if (!module)
    return failure();
  CompileOptions options;
  options.threads = 1;
  return compile(*module, /*entry=*/"", options);
}

FailureOr<CompiledFunction>
mlir::glu::compileActivation(const Activation &activation, FloatType type) {
  constexpr const char *text = R"mlir(
func.func @activation(%x: tensor<{0}x{1}>{2}) -> tensor<{0}x{1}> {{
  %y = glu.activation {3}(%x{4}) : tensor<{0}x{1}>{5}
  return %y : tensor<{0}x{1}>
}
)mlir";
  std::string name;
  llvm::raw_string_ostream(name) << activation.attr;
  std::string compute;
  llvm::raw_string_ostream(compute) << getComputeType(type);
  bool takesBeta = activation.beta.has_value();
  return compileText(type.getContext(),
                     llvm::formatv(text, kBlockSize, type,
                                   takesBeta ? ", %beta: " + compute : "",
                                   StringRef(name).drop_front(strlen("#glu.")),
                                   takesBeta ? ", %beta" : "",
                                   takesBeta ? ", " + compute : ""));
}

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
  call.run();
  return std::move(call.getResults().front());
}
