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
// The layer is never freed: a process measures one.
//
//===----------------------------------------------------------------------===//

#include "glu/Compiler/Compiler.h"
#include "glu/Compiler/Registration.h"
#include "glu/Pipelines/Pipelines.h"
#include "mlir/Parser/Parser.h"
#include <chrono>
#include <cstring>

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;

namespace {
/// A layer in machine code, with its weights.
struct Layer {
  CompiledFunction function;
  std::vector<Array> weights;
  bool isPacked;
};

struct Call {
  Array x, out;
  PreparedCall call;
};

/// What making a layer took.
struct Seconds {
  double compile, prepare;
};
} // namespace

template <typename Function>
static double measure(Function function) {
  using Clock = std::chrono::steady_clock;
  auto start = Clock::now();
  function();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

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

static std::vector<const Array *> getAddresses(ArrayRef<Array> arrays) {
  std::vector<const Array *> addresses;
  for (const Array &array : arrays)
    addresses.push_back(&array);
  return addresses;
}

static std::vector<Array> copyWeights(ArrayRef<ValueType> types,
                                      const void *const *weights) {
  std::vector<Array> arrays;
  for (const ValueType &type : types)
    arrays.push_back(copyArray(type, /*rows=*/0, *weights++));
  return arrays;
}

/// The module with @ffn_prepare and @ffn_packed; null where the compiler does
/// not pack.
static FailureOr<OwningOpRef<ModuleOp>> pack(ModuleOp module,
                                             const CompileOptions &options) {
  if (!symbolizeStage("pack"))
    return OwningOpRef<ModuleOp>();
  auto packed = lower(module, "ffn", options, "pack");
  if (succeeded(packed) && !(*packed)->lookupSymbol("ffn_packed"))
    return OwningOpRef<ModuleOp>();
  return packed;
}

static Layer *makePlainLayer(ModuleOp module, const CompileOptions &options,
                             const void *const *weights, Seconds &seconds) {
  FailureOr<CompiledFunction> function;
  seconds.compile =
      measure([&] { function = compile(module, "ffn", options); });
  if (failed(function))
    return fail("@ffn does not compile");
  ArrayRef<ValueType> types = function->getSignature().arguments;
  auto arrays = copyWeights(types.slice(1, 3), weights);
  return new Layer{std::move(*function), std::move(arrays), false};
}

static Layer *makePackedLayer(ModuleOp module, const CompileOptions &options,
                              const void *const *weights, Seconds &seconds) {
  FailureOr<CompiledFunction> prepare, function;
  seconds.compile += measure([&] {
    prepare = compile(module, "ffn_prepare", options);
    function = compile(module, "ffn_packed", options);
  });
  if (failed(prepare) || failed(function))
    return fail("@ffn_prepare or @ffn_packed does not compile");

  auto plain = copyWeights(prepare->getSignature().arguments, weights);
  llvm::Expected<PreparedCall> call = prepare->prepare(getAddresses(plain));
  if (!call)
    return fail(llvm::toString(call.takeError()));
  seconds.prepare = measure([&] { call->run(); });
  return new Layer{std::move(*function), call->getResults(), true};
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
/// Compiles a layer and prepares its weights w, v and w2; null, with a message
/// on stderr, if that fails.
Layer *makeLayer(const char *text, unsigned threads, const void *const *weights,
                 Seconds *seconds) {
  auto module = parseSourceString<ModuleOp>(text, &getContext());
  if (!module)
    return fail("the module does not parse");
  CompileOptions options;
  options.threads = threads;
  *seconds = {};
  FailureOr<OwningOpRef<ModuleOp>> packed;
  double packSeconds = measure([&] { packed = pack(*module, options); });
  if (failed(packed))
    return fail("the stage 'pack' fails");
  if (!*packed)
    return makePlainLayer(*module, options, weights, *seconds);
  seconds->compile = packSeconds;
  return makePackedLayer(**packed, options, weights, *seconds);
}

bool isPacked(const Layer *layer) { return layer->isPacked; }

/// The layer on `rows` rows of x; null, with a message, if that fails.
Call *makeCall(const Layer *layer, const void *x, int64_t rows) {
  const SmallVector<ValueType> &types =
      layer->function.getSignature().arguments;
  size_t outNumber = layer->isPacked ? 1 : 4;
  Array xArray = copyArray(types[0], rows, x);
  Array out = copyArray(types[outNumber], rows, nullptr);
  std::vector<const Array *> arguments = getAddresses(layer->weights);
  arguments.insert(arguments.begin(), &xArray);
  arguments.insert(arguments.begin() + outNumber, &out);
  llvm::Expected<PreparedCall> call = layer->function.prepare(arguments);
  if (!call)
    return fail(llvm::toString(call.takeError()));
  // The descriptors hold the addresses of the elements, which do not move.
  return new Call{std::move(xArray), std::move(out), std::move(*call)};
}

void runCall(Call *call, int64_t times) {
  for (int64_t i = 0; i < times; ++i)
    call->call.run();
}

const void *getResult(const Call *call) { return call->out.data(); }

void freeCall(Call *call) { delete call; }
}
