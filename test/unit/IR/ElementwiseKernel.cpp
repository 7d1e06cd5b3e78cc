//===- ElementwiseKernel.cpp - A compiled elementwise op ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ElementwiseKernel.h"
#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/ExecutionEngine/CRunnerUtils.h"
#include "mlir/ExecutionEngine/OptUtils.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"
#include <regex>

using namespace mlir;
using namespace glurt;

static const char *const kModule = R"mlir(
func.func @kernel(%xs: memref<?xT>, %vs: memref<?xT>, %betas: memref<?xT>,
                  %rs: memref<?xT>) attributes {llvm.emit_c_interface} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %n = memref.dim %xs, %c0 : memref<?xT>
  %beta = memref.load %betas[%c0] : memref<?xT>
  scf.for %i = %c0 to %n step %c16 {
    %x = vector.load %xs[%i] : memref<?xT>, VEC
    %v = vector.load %vs[%i] : memref<?xT>, VEC
    %r = OP
    vector.store %r, %rs[%i] : memref<?xT>, VEC
  }
  return
}
)mlir";

// arith-expand rounds to bf16 by integer arithmetic: the instruction flushes
// subnormals to zero.
static const char *const kPipeline =
    "func.func(glu-expand-activations,arith-expand{include-bf16=true}),"
    "convert-scf-to-cf,convert-math-to-llvm,convert-math-to-libm,"
    "convert-vector-to-llvm,finalize-memref-to-llvm,convert-func-to-llvm,"
    "convert-arith-to-llvm,convert-cf-to-llvm,reconcile-unrealized-casts";

std::unique_ptr<MLIRContext> createContext() {
  static bool once = [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    registerAllPasses();
    glu::registerGLUTransformsPasses();
    return true;
  }();
  (void)once;
  DialectRegistry registry;
  registerAllDialects(registry);
  registerAllExtensions(registry);
  registerAllToLLVMIRTranslations(registry);
  registry.insert<glu::GLUDialect>();
  return std::make_unique<MLIRContext>(registry);
}

static std::unique_ptr<llvm::TargetMachine>
createTargetMachine(StringRef features) {
  llvm::SubtargetFeatures all;
  for (const auto &feature : llvm::sys::getHostCPUFeatures())
    all.AddFeature(feature.first(), feature.second);
  std::string text = features.empty() ? all.getString() : features.str();
  llvm::Triple triple(llvm::sys::getProcessTriple());
  std::string error;
  const llvm::Target *target =
      llvm::TargetRegistry::lookupTarget(triple, error);
  return std::unique_ptr<llvm::TargetMachine>(target->createTargetMachine(
      triple, /*CPU=*/"", text, {}, llvm::Reloc::PIC_, std::nullopt,
      llvm::CodeGenOptLevel::Default, /*JIT=*/true));
}

static std::string replaceAll(const std::string &text, const char *word,
                              const std::string &by) {
  return std::regex_replace(text, std::regex(word), by);
}

static OwningOpRef<ModuleOp> parseModule(MLIRContext &context, ElementType type,
                                         const std::string &op) {
  std::string text = replaceAll(kModule, "\\bOP\\b", op);
  text = replaceAll(text, "\\bVEC\\b", "vector<16xT>");
  text = replaceAll(text, "xT>", std::string("x") + getName(type) + ">");
  text = replaceAll(text, "\\bT\\b", getName(type));
  auto module = parseSourceString<ModuleOp>(text, &context);
  if (!module)
    llvm::report_fatal_error(llvm::Twine("cannot parse ") + text);
  return module;
}

ElementwiseKernel::ElementwiseKernel(MLIRContext &context, ElementType type,
                                     std::string op, StringRef features)
    : type(type) {
  compile(*parseModule(context, type, op), features);
}

ElementwiseKernel::ElementwiseKernel(MLIRContext &context, ElementType type,
                                     Body body, StringRef features)
    : type(type) {
  auto module = parseModule(
      context, type,
      "builtin.unrealized_conversion_cast %x, %beta : VEC, T to VEC");
  module->walk([&](UnrealizedConversionCastOp op) {
    OpBuilder b(op);
    Location loc = op.getLoc();
    Value x = op.getOperand(0);
    Value beta =
        vector::BroadcastOp::create(b, loc, x.getType(), op.getOperand(1));
    op.getResult(0).replaceAllUsesWith(body(b, loc, x, beta));
    op.erase();
  });
  compile(*module, features);
}

void ElementwiseKernel::compile(ModuleOp module, StringRef features) {
  PassManager pm = PassManager::on<ModuleOp>(module.getContext());
  if (failed(parsePassPipeline(kPipeline, pm)) || failed(pm.run(module)))
    llvm::report_fatal_error("cannot compile the kernel");

  // The engine consumes its machine: the transformer keeps another one.
  auto machine = createTargetMachine(features);
  ExecutionEngineOptions options;
  auto transformer = makeOptimizingTransformer(2, 0, machine.get());
  options.transformer = transformer;
  auto created =
      ExecutionEngine::create(module, options, createTargetMachine(features));
  if (!created)
    llvm::report_fatal_error(created.takeError());
  engine = std::move(*created);
}

void ElementwiseKernel::run(const Array &x, const Array &v, double beta,
                            Array &r) const {
  Array betas(type, {1});
  betas.set(0, beta);
  using Descriptor = StridedMemRefType<char, 1>;
  auto describe = [](const Array &array) {
    char *data = static_cast<char *>(const_cast<void *>(array.data()));
    return Descriptor{data, data, 0, {array.size()}, {1}};
  };
  Descriptor xs = describe(x), vs = describe(v), bs = describe(betas),
             rs = describe(r);
  if (llvm::Error error = engine->invoke("kernel", &xs, &vs, &bs, &rs))
    llvm::report_fatal_error(std::move(error));
}
