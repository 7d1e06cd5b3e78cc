//===- glu.cpp - Layers of glu, for Python to call ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The module has one layer, for any number of rows, that takes an array for its
// result:
//
//   func.func @ffn(%x, %w, %v, %w2, %out {bufferization.writable = true})
//
// without %v if it is not gated.
//
// The layer is never freed: a process measures one.
//
//===----------------------------------------------------------------------===//

#include "glu/Compiler/Compiler.h"
#include "glu/Compiler/Registration.h"
#include "mlir/Parser/Parser.h"
#include "seconds.h"
#include <cstring>

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;

namespace {
/// A layer in machine code, with its weights: as they are, and prepared.
struct Layer {
  CompiledLayer code;
  Signature signature;
  std::vector<Array> plain, prepared;
};

struct Call {
  Array x, out;
  PreparedCall call;
};
} // namespace

static std::nullptr_t fail(const llvm::Twine &message) {
  llvm::errs() << "glu: " << message << "\n";
  return nullptr;
}

static Array copyArray(const ValueType &type, int64_t rows, const void *data) {
  std::vector<int64_t> shape(type.shape.begin(), type.shape.end());
  for (int64_t &size : shape)
    if (ShapedType::isDynamic(size))
      size = rows;
  Array array(type.elementType, shape);
  if (data)
    std::memcpy(array.data(), data,
                array.size() * getByteWidth(array.getElementType()));
  return array;
}

/// All arguments of the layer.
static std::vector<const Array *>
getArguments(const Layer &layer, const Array *x, const Array *out) {
  std::vector<const Array *> arguments{x};
  for (const Array &weight : layer.plain)
    arguments.push_back(&weight);
  arguments.push_back(out);
  return arguments;
}

static MLIRContext &getContext() {
  static MLIRContext *context = [] {
    registerAllGLUPasses();
    DialectRegistry registry;
    registerAllGLUDialects(registry);
    return new MLIRContext(registry);
  }();
  return *context;
}

extern "C" {
/// Compiles a layer and prepares its weights; null, with a message
/// on stderr, if that fails.
Layer *makeLayer(const char *text, unsigned threads, const void *const *weights,
                 Seconds *seconds) {
  auto module = parseSourceString<ModuleOp>(text, &getContext());
  if (!module)
    return fail("the module does not parse");
  CompileOptions options;
  options.threads = threads;
  options.prepare = true;
  FailureOr<CompiledLayer> code;
  seconds->compile =
      measure([&] { code = compileLayer(*module, "ffn", options); });
  auto function = module->lookupSymbol<func::FuncOp>("ffn");
  FailureOr<Signature> signature = getSignature(function);
  if (failed(code) || failed(signature))
    return fail("@ffn does not compile");

  auto *layer = new Layer{std::move(*code), std::move(*signature), {}, {}};
  ArrayRef<ValueType> types = layer->signature.arguments;
  for (const ValueType &type : types.drop_front().drop_back())
    layer->plain.push_back(copyArray(type, /*rows=*/0, *weights++));
  Array x = copyArray(types.front(), 1, nullptr);
  Array out = copyArray(types.back(), 1, nullptr);
  std::string error;
  seconds->prepare = measure([&] {
    auto prepared = layer->code.prepareWeights(getArguments(*layer, &x, &out));
    if (prepared)
      layer->prepared = std::move(*prepared);
    else
      error = llvm::toString(prepared.takeError());
  });
  return error.empty() ? layer : fail(error);
}

bool isPacked(const Layer *layer) { return layer->code.hasWeights(); }

/// The layer on `rows` rows of x; null, with a message, if that fails.
Call *makeCall(const Layer *layer, const void *x, int64_t rows) {
  ArrayRef<ValueType> types = layer->signature.arguments;
  Array xArray = copyArray(types.front(), rows, x);
  Array out = copyArray(types.back(), rows, nullptr);
  llvm::Expected<PreparedCall> call =
      layer->code.prepare(getArguments(*layer, &xArray, &out), layer->prepared);
  if (!call)
    return fail(llvm::toString(call.takeError()));
  // The descriptors hold the addresses of the elements, which do not move.
  return new Call{std::move(xArray), std::move(out), std::move(*call)};
}

void runCall(Call *call, int64_t times) {
  for (int64_t i = 0; i < times; ++i)
    llvm::cantFail(call->call.run());
}

const void *getResult(const Call *call) { return call->out.data(); }

void freeCall(Call *call) { delete call; }
}
