//===- Module.cpp - glu for Python ----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The C API as classes of Python. What users see is in the package's Python
// code; what is here is what must be fast or must not hold the interpreter.
//
//===----------------------------------------------------------------------===//

#include "Arrays.h"
#include "glu-c/Attributes.h"
#include "glu-c/Dialect.h"
#include "glu-c/Ops.h"
#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/Diagnostics.h"
#include <memory>
#include <mutex>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>
#include <optional>
#include <string>
#include <vector>

using namespace glupy;

static std::string toString(MlirStringRef text) {
  return std::string(text.data, text.length);
}

static MlirStringRef toRef(const std::string &text) {
  return mlirStringRefCreate(text.data(), text.size());
}

/// Throws what `error` says as a ValueError.
static void check(GLUError error) {
  if (gluErrorIsNull(error))
    return;
  std::string message = toString(gluErrorGetMessage(error));
  gluErrorDestroy(error);
  throw nb::value_error(message.c_str());
}

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

namespace {
/// A context of its own for each module: modules of one are for one thread at a
/// time, and constants keep their memory until it is destroyed.
struct Context {
  MlirContext context = gluContextCreate();
  Context() { mlirContextSetAllowUnregisteredDialects(context, true); }
  Context(const Context &) = delete;
  ~Context() { mlirContextDestroy(context); }
};

struct Options {
  std::optional<std::string> entry, device, arch, target;
  unsigned threads;
  uint64_t seed;
  bool prepare, raise;

  GLUCompileOptions get() const {
    auto text = [](const std::optional<std::string> &option) {
      return option ? option->c_str() : nullptr;
    };
    GLUCompileOptions options = gluCompileOptionsGetDefault();
    options.entry = text(entry);
    options.device = text(device);
    options.arch = text(arch);
    options.target = text(target);
    options.threads = threads;
    options.seed = seed;
    options.prepare = prepare;
    options.raise = raise;
    return options;
  }
};

class Function;

/// The module of a text, for any thread.
class Module {
public:
  explicit Module(const nb::bytes &source);
  ~Module() { mlirModuleDestroy(module); }
  Module(const Module &) = delete;

  std::string lower(const Options &options, const std::string &stage);
  std::unique_ptr<Function> compile(const Options &options);
  using Cost = std::tuple<std::string, int64_t, int64_t, int64_t>;
  std::vector<Cost> getCosts(const Options &options);

private:
  /// Calls `use` with the module after a stage.
  template <typename Use>
  void lowerTo(const Options &options, const std::string &stage, Use use);

  std::shared_ptr<Context> context = std::make_shared<Context>();
  std::mutex mutex;
  MlirModule module = {nullptr};
};

/// A function in machine code.
class Function {
public:
  Function(std::shared_ptr<Context> context, GLUFunction function);
  ~Function() { gluFunctionDestroy(function); }
  Function(const Function &) = delete;

  /// The arguments of a call from `objects`, which are those from number
  /// `first` on.
  std::vector<Input> read(nb::args objects) const;
  Input read(size_t number, nb::handle object) const;
  nb::object call(nb::args objects) const;
  nb::object call(GLUWeights weights, const std::vector<GLUArray> &arguments,
                  const std::vector<Input> &inputs) const;

  GLUFunction get() const { return function; }
  size_t getNumArguments() const { return argumentTypes.size(); }
  std::string getRemarks() const {
    return toString(gluFunctionGetRemarks(function));
  }
  /// Pairs of a name and a type.
  std::vector<std::pair<std::string, std::string>> getArguments() const;
  std::vector<std::string> getResults() const;

private:
  void checkCount(size_t count) const;

  std::shared_ptr<Context> context;
  GLUFunction function;
  std::vector<GLUValueType> argumentTypes, resultTypes;
  std::vector<bool> isWritten;
};

/// A function whose last arguments are given once and for all, with those that
/// are weights prepared.
class Bound {
public:
  Bound(nb::object function, nb::args fixed);
  ~Bound() { gluWeightsDestroy(weights); }
  Bound(const Bound &) = delete;

  nb::object call(nb::args objects) const;

private:
  void forgetPrepared();

  /// The function in Python, which is kept by it.
  nb::object owner;
  const Function &function;
  size_t numOpen;
  std::vector<Input> inputs;
  std::vector<GLUArray> arguments;
  std::vector<std::vector<int64_t>> shapes;
  GLUWeights weights = {nullptr};
};
} // namespace

Module::Module(const nb::bytes &source) {
  MlirStringRef text = mlirStringRefCreate(
      static_cast<const char *>(source.data()), source.size());
  GLUError error;
  {
    nb::gil_scoped_release release;
    module = gluModuleParse(context->context, text, &error);
    if (gluErrorIsNull(error))
      gluModuleImport(module, &error);
  }
  if (!gluErrorIsNull(error))
    mlirModuleDestroy(module);
  check(error);
}

template <typename Use>
void Module::lowerTo(const Options &options, const std::string &stage,
                     Use use) {
  GLUError error;
  GLUCompileOptions converted = options.get();
  {
    nb::gil_scoped_release release;
    std::lock_guard<std::mutex> lock(mutex);
    MlirModule lowered =
        gluModuleLower(module, &converted, toRef(stage), &error);
    if (!mlirModuleIsNull(lowered))
      use(mlirModuleGetOperation(lowered));
    mlirModuleDestroy(lowered);
  }
  check(error);
}

std::string Module::lower(const Options &options, const std::string &stage) {
  std::string text;
  auto append = [](MlirStringRef part, void *text) {
    static_cast<std::string *>(text)->append(part.data, part.length);
  };
  lowerTo(options, stage, [&](MlirOperation lowered) {
    mlirOperationPrint(lowered, append, &text);
  });
  return text;
}

std::vector<Module::Cost> Module::getCosts(const Options &options) {
  std::vector<Cost> costs;
  auto visit = [](MlirOperation op, void *costs) {
    GLUCost cost;
    if (gluOperationGetCost(op, &cost))
      static_cast<std::vector<Cost> *>(costs)->emplace_back(
          toString(mlirIdentifierStr(mlirOperationGetName(op))),
          cost.parameters, cost.flops, cost.bytes);
    return MlirWalkResultAdvance;
  };
  lowerTo(options, "fuse", [&](MlirOperation lowered) {
    mlirOperationWalk(lowered, visit, &costs, MlirWalkPreOrder);
  });
  return costs;
}

std::unique_ptr<Function> Module::compile(const Options &options) {
  GLUError error;
  GLUFunction function;
  GLUCompileOptions converted = options.get();
  {
    nb::gil_scoped_release release;
    std::lock_guard<std::mutex> lock(mutex);
    function = gluCompile(module, &converted, &error);
  }
  check(error);
  return std::make_unique<Function>(context, function);
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

Function::Function(std::shared_ptr<Context> context, GLUFunction function)
    : context(std::move(context)), function(function) {
  for (intptr_t i = 0; i < gluFunctionGetNumArguments(function); ++i) {
    argumentTypes.push_back(gluFunctionGetArgumentType(function, i));
    isWritten.push_back(gluFunctionWritesArgument(function, i));
  }
  for (intptr_t i = 0; i < gluFunctionGetNumResults(function); ++i)
    resultTypes.push_back(gluFunctionGetResultType(function, i));
}

std::vector<std::pair<std::string, std::string>>
Function::getArguments() const {
  std::vector<std::pair<std::string, std::string>> arguments;
  for (size_t i = 0; i < argumentTypes.size(); ++i)
    arguments.emplace_back(toString(gluFunctionGetArgumentName(function, i)),
                           toString(argumentTypes[i].text));
  return arguments;
}

std::vector<std::string> Function::getResults() const {
  std::vector<std::string> results;
  for (const GLUValueType &type : resultTypes)
    results.push_back(toString(type.text));
  return results;
}

Input Function::read(size_t number, nb::handle object) const {
  try {
    return Input(object, argumentTypes[number], isWritten[number]);
  } catch (nb::builtin_exception &error) {
    throw nb::value_error(
        ("argument " + std::to_string(number) + ": " + error.what()).c_str());
  }
}

void Function::checkCount(size_t count) const {
  if (count != argumentTypes.size())
    throw nb::value_error(("expected " + std::to_string(argumentTypes.size()) +
                           " arguments, found " + std::to_string(count))
                              .c_str());
}

std::vector<Input> Function::read(nb::args objects) const {
  checkCount(objects.size());
  std::vector<Input> inputs;
  inputs.reserve(objects.size());
  for (size_t i = 0; i < objects.size(); ++i)
    inputs.push_back(read(i, objects[i]));
  return inputs;
}

nb::object Function::call(nb::args objects) const {
  std::vector<Input> inputs = read(objects);
  std::vector<GLUArray> arguments;
  for (const Input &input : inputs)
    arguments.push_back(input.get());
  return call(GLUWeights{nullptr}, arguments, inputs);
}

namespace {
/// What the memory of results belongs to.
struct ResultOwner {
  std::shared_ptr<Context> context;
  GLUResults results;
  /// Arguments in which results lie.
  std::vector<Input> kept;

  static void destroy(void *owner) noexcept {
    auto *self = static_cast<ResultOwner *>(owner);
    gluResultsDestroy(self->results);
    delete self;
  }
};
} // namespace

nb::object Function::call(GLUWeights weights,
                          const std::vector<GLUArray> &arguments,
                          const std::vector<Input> &inputs) const {
  GLUError error;
  GLUResults results;
  {
    nb::gil_scoped_release release;
    results = gluFunctionCall(function, weights, arguments.size(),
                              arguments.data(), &error);
  }
  check(error);
  auto *owner = new ResultOwner{context, results, {}};
  nb::capsule capsule(owner, ResultOwner::destroy);
  bool toTorch = false;
  for (const Input &input : inputs)
    toTorch |= input.isTorch();
  nb::list values;
  for (size_t i = 0; i < resultTypes.size(); ++i) {
    GLUArray array = gluResultsGet(results, i);
    for (const Input &input : inputs)
      if (input.contains(array.data))
        owner->kept.push_back(input);
    values.append(
        exportArray(array, resultTypes[i].isTensor, toTorch, capsule));
  }
  if (values.size() == 0)
    return nb::none();
  if (values.size() == 1)
    return values[0];
  return nb::tuple(values);
}

//===----------------------------------------------------------------------===//
// Bound functions
//===----------------------------------------------------------------------===//

Bound::Bound(nb::object functionObject, nb::args fixed)
    : owner(functionObject), function(nb::cast<const Function &>(owner)),
      numOpen(0) {
  if (fixed.size() > function.getNumArguments())
    throw nb::value_error("there are more arguments than the function has");
  numOpen = function.getNumArguments() - fixed.size();
  shapes.resize(function.getNumArguments());
  // What is not given yet has a shape that fits, and no data.
  for (size_t i = 0; i < numOpen; ++i) {
    if (gluFunctionPreparesArgument(function.get(), i))
      throw nb::value_error("an argument that is not given is a weight");
    GLUValueType type = gluFunctionGetArgumentType(function.get(), i);
    for (intptr_t dim = 0; dim < type.rank; ++dim)
      shapes[i].push_back(
          type.shape[dim] == GLU_DYNAMIC_SIZE ? 0 : type.shape[dim]);
    arguments.push_back(
        {nullptr, type.elementType, type.rank, shapes[i].data(), nullptr});
  }
  for (size_t i = 0; i < fixed.size(); ++i) {
    inputs.push_back(function.read(numOpen + i, fixed[i]));
    arguments.push_back(inputs.back().get());
  }
  GLUError error;
  {
    nb::gil_scoped_release release;
    weights = gluFunctionPrepareWeights(function.get(), arguments.size(),
                                        arguments.data(), &error);
  }
  check(error);
  forgetPrepared();
}

/// Keeps nothing but the shapes of arguments that are prepared.
void Bound::forgetPrepared() {
  std::vector<Input> kept;
  for (size_t i = numOpen; i < arguments.size(); ++i) {
    if (!gluFunctionPreparesArgument(function.get(), i)) {
      kept.push_back(inputs[i - numOpen]);
      continue;
    }
    GLUArray &array = arguments[i];
    shapes[i].assign(array.shape, array.shape + array.rank);
    array = {nullptr, array.elementType, array.rank, shapes[i].data(), nullptr};
  }
  inputs = std::move(kept);
}

nb::object Bound::call(nb::args objects) const {
  if (objects.size() != numOpen)
    throw nb::value_error(("expected " + std::to_string(numOpen) +
                           " arguments, found " +
                           std::to_string(objects.size()))
                              .c_str());
  std::vector<Input> open;
  std::vector<GLUArray> all = arguments;
  for (size_t i = 0; i < numOpen; ++i) {
    open.push_back(function.read(i, objects[i]));
    all[i] = open.back().get();
  }
  return function.call(weights, all, open);
}

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

/// The values and the derivatives of an activation at `points`.
static std::pair<std::vector<double>, std::vector<double>>
evaluate(const std::string &activation, const std::vector<double> &points,
         double beta) {
  Context context;
  std::string message;
  auto keep = [](MlirDiagnostic diagnostic, void *message) {
    auto append = [](MlirStringRef part, void *message) {
      static_cast<std::string *>(message)->append(part.data, part.length);
    };
    mlirDiagnosticPrint(diagnostic, append, message);
    return mlirLogicalResultSuccess();
  };
  mlirContextAttachDiagnosticHandler(context.context, keep, &message, nullptr);
  MlirAttribute attr =
      mlirAttributeParseGet(context.context, toRef(activation));
  std::vector<double> values(points.size()), derivatives(points.size());
  if (!gluAttributeIsAActivation(attr))
    throw nb::value_error(
        (activation + " is no activation: " + message).c_str());
  for (size_t i = 0; i < points.size(); ++i)
    gluActivationEvaluate(attr, points[i], beta, &values[i], &derivatives[i]);
  return {values, derivatives};
}

//===----------------------------------------------------------------------===//
// The module
//===----------------------------------------------------------------------===//

NB_MODULE(_glu, m) {
  // Objects in caches live until the interpreter ends.
  nb::set_leak_warnings(false);
  m.attr("__version__") = toString(gluGetVersion());
  m.def("host_features", [] { return toString(gluGetHostFeatures()); });
  m.def("evaluate", evaluate, nb::arg("activation"), nb::arg("points"),
        nb::arg("beta") = 0.0);

  using Text = std::optional<std::string>;
  nb::class_<Options>(m, "Options")
      .def(
          "__init__",
          [](Options *self, Text entry, Text device, Text arch, Text target,
             unsigned threads, uint64_t seed, bool prepare, bool raise) {
            new (self) Options{entry,   device, arch,    target,
                               threads, seed,   prepare, raise};
          },
          nb::arg("entry") = nb::none(), nb::arg("device") = nb::none(),
          nb::arg("arch") = nb::none(), nb::arg("target") = nb::none(),
          nb::arg("threads") = 0, nb::arg("seed") = 0,
          nb::arg("prepare") = false, nb::arg("raise_") = true);
  nb::class_<Module>(m, "Module")
      .def(nb::init<const nb::bytes &>())
      .def("lower", &Module::lower)
      .def("compile", &Module::compile)
      .def("costs", &Module::getCosts);
  nb::class_<Function>(m, "Function")
      .def("__call__", nb::overload_cast<nb::args>(&Function::call, nb::const_))
      .def_prop_ro("remarks", &Function::getRemarks)
      .def_prop_ro("arguments", &Function::getArguments)
      .def_prop_ro("results", &Function::getResults);
  nb::class_<Bound>(m, "Bound")
      .def(nb::init<nb::object, nb::args>())
      .def("__call__", &Bound::call);
}
