//===- glu-run.cpp - Compile a function and run it on arrays --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Version.h"
#include "Arguments.h"
#include "Benchmark.h"
#include "LaunchReports.h"
#include "Verify.h"
#include "glu/Compiler/Compiler.h"
#include "glu/Compiler/Registration.h"
#include "glu/Pipelines/Pipelines.h"
#include "glu/Runtime/Npy.h"
#include "glu/Transforms/Transforms.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Support/FileUtilities.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;
namespace cl = llvm::cl;

//===----------------------------------------------------------------------===//
// Command line
//===----------------------------------------------------------------------===//

static cl::OptionCategory category("glu-run options");

static cl::opt<std::string> inputFile(cl::Positional, cl::Required,
                                      cl::desc("<file.mlir>"),
                                      cl::cat(category));
static cl::opt<std::string>
    entry("entry", cl::value_desc("name"), cl::cat(category),
          cl::desc("Function to run (default: the only public one, or main)"));
static cl::list<std::string>
    argumentFiles("arg", cl::value_desc("file.npy"), cl::cat(category),
                  cl::desc("The next argument; a file of rank 0 feeds a "
                           "scalar. Floats are widened, and rounded to f16 "
                           "and bf16"));
static cl::opt<std::string> randomSeed(
    "random", cl::ValueOptional, cl::value_desc("seed"), cl::cat(category),
    cl::desc("Make the arguments not given, from a seed (default 0): weights, "
             "that is, second factors of products, of N(0, 1/fan-in); vectors "
             "and scalars that enter no product, such as biases and beta, with "
             "a standard deviation of 0.1; all others of N(0, 1); integers of "
             "0 and 1"));
static cl::opt<unsigned>
    dynamicSize("dynamic-size", cl::init(512), cl::value_desc("n"),
                cl::cat(category),
                cl::desc("Size of the dimensions that nothing else determines "
                         "(default 512)"));
static cl::list<std::string>
    outputFiles("out", cl::value_desc("file.npy"), cl::cat(category),
                cl::desc("File for the next result; 16-bit floats are written "
                         "as f32"));
static cl::opt<std::string>
    device("device", cl::init("cpu"), cl::value_desc("name"), cl::cat(category),
           cl::desc("Where to run: cpu (default), cuda, or emulator, which "
                    "executes the code of a GPU without one, looks for races, "
                    "and prints what the kernels did"));
static cl::opt<std::string>
    arch("arch", cl::value_desc("name"), cl::cat(category),
         cl::desc("GPU to compile for, such as sm_90a (default: that of the "
                  "device, sm_80 on the emulator)"));
static cl::opt<bool> allowTF32(
    "allow-tf32", cl::cat(category),
    cl::desc("Let tensor cores of a GPU round x and weights of layers "
             "in f32 to tf32"));
static cl::opt<uint64_t>
    emulatorSeed("seed", cl::init(0), cl::value_desc("n"), cl::cat(category),
                 cl::desc("Chooses the order of warps on the emulator, and its "
                          "errors of approximate instructions (default 0)"));
static cl::opt<std::string>
    target("target", cl::init("host"), cl::value_desc("name"),
           cl::cat(category),
           cl::desc("CPU to compile for, or for the host's part: host "
                    "(default), generic, avx2, "
                    "avx512, amx or a list of features such as +avx2,+fma"));
// LLVM's library registers an option of this name in every program.
static const bool threadsRemoved = [] {
  if (cl::Option *other = cl::getRegisteredOptions().lookup("threads"))
    other->removeArgument();
  return true;
}();
static cl::opt<unsigned>
    threads("threads", cl::init(0), cl::value_desc("n"), cl::cat(category),
            cl::desc("Threads of a call (default: OMP_NUM_THREADS, or all CPUs "
                     "that the process may use)"));
static cl::opt<bool>
    noRaise("no-raise", cl::cat(category),
            cl::desc("Compile the file as it is. Without this option, "
                     "activations and layers are found in what frameworks "
                     "export"));
static cl::opt<bool> noPrepare(
    "no-prepare", cl::cat(category),
    cl::desc("Read weights where they are. Without this option, those "
             "that can be are packed once, ahead of all calls"));
static cl::opt<bool>
    verify("verify", cl::cat(category),
           cl::desc("Evaluate the function in float64 as well, and check that "
                    "the results are inside the bounds of their rounding "
                    "errors: the worst case, and with --random the statistical "
                    "bound"));
static cl::list<std::string> expectedFiles(
    "expect", cl::value_desc("file.npy[:error]"), cl::cat(category),
    cl::desc("Check that the next result is that in a file, but for the "
             "worst-case bound of rounding errors and an absolute error "
             "(default 0)"));
static cl::opt<std::string>
    benchmarkRounds("benchmark", cl::ValueOptional, cl::value_desc("rounds"),
                    cl::cat(category),
                    cl::desc("Time calls in rounds (default 31)"));
static cl::opt<bool> remarks("remarks", cl::cat(category),
                             cl::desc("Print what the passes did and did not"));
static cl::opt<std::string>
    printAfter("print-ir-after", cl::value_desc("stage"), cl::cat(category),
               cl::desc("Print the module after a stage of the pipeline"));

static LogicalResult fail(const llvm::Twine &message) {
  llvm::WithColor::error(llvm::errs(), "glu-run") << message << "\n";
  return failure();
}

static LogicalResult fail(llvm::Error error) {
  return fail(llvm::toString(std::move(error)));
}

/// The number after an option whose value may be left out.
template <typename T>
static LogicalResult parseNumber(const cl::opt<std::string> &option,
                                 T byDefault, T &number) {
  number = byDefault;
  if (option.empty() || llvm::to_integer(StringRef(option), number, 10))
    return success();
  return fail("--" + option.ArgStr + ": expected a number, found '" + option +
              "'");
}

//===----------------------------------------------------------------------===//
// Steps of a run
//===----------------------------------------------------------------------===//

static LogicalResult checkCounts(func::FuncOp function,
                                 const Signature &signature) {
  auto check = [&](const cl::list<std::string> &files, size_t count,
                   StringRef what) -> LogicalResult {
    if (files.size() <= count)
      return success();
    return fail("'" + function.getSymName() + "' has " + llvm::Twine(count) +
                " " + what + ", found " + llvm::Twine(files.size()) +
                " times --" + files.ArgStr);
  };
  if (failed(check(argumentFiles, signature.arguments.size(), "arguments")) ||
      failed(check(outputFiles, signature.results.size(), "results")) ||
      failed(check(expectedFiles, signature.results.size(), "results")))
    return failure();
  if (randomSeed.getNumOccurrences() ||
      argumentFiles.size() == signature.arguments.size())
    return success();
  size_t missing = argumentFiles.size();
  return fail("argument " + llvm::Twine(missing) + " of '" +
              function.getSymName() + "', " +
              signature.arguments[missing].str() +
              ", is missing; give it by --arg or make it by --random");
}

static FailureOr<std::vector<std::optional<Array>>>
readArguments(const Signature &signature) {
  std::vector<std::optional<Array>> arrays(signature.arguments.size());
  for (auto [number, file] : llvm::enumerate(argumentFiles)) {
    auto array = readArgument(file, signature.arguments[number]);
    if (!array)
      return fail("argument " + llvm::Twine(number) + ": " +
                  llvm::toString(array.takeError()));
    arrays[number] = std::move(*array);
  }
  return arrays;
}

namespace {
/// A result that the user expects.
struct Expected {
  Array array;
  double error;
};
} // namespace

/// Reads FILE.npy[:ERROR]; a colon that no number follows is part of the name.
static FailureOr<Expected> readExpected(StringRef text) {
  double allowed = 0;
  auto [file, number] = text.rsplit(':');
  if (number.empty() || number.getAsDouble(allowed)) {
    file = text;
    allowed = 0;
  }
  std::string error;
  std::optional<Array> array = glurt::readNpy(file.str(), error);
  if (!array)
    return fail(error);
  if (!(allowed >= 0))
    return fail("--expect: expected an error of at least 0, found " + number);
  return Expected{std::move(*array), allowed};
}

/// Judges the results by the options --verify and --expect.
static LogicalResult judge(ArrayRef<Array> results, ArrayRef<Expected> expected,
                           ArrayRef<BoundedArray> reference) {
  if (verify &&
      failed(verifyResults(results, reference,
                           randomSeed.getNumOccurrences() != 0, llvm::outs())))
    return failure();
  for (size_t i = 0; i < expected.size(); ++i)
    if (failed(compareExpected(
            i, results[i],
            boundExpected(expected[i].array, reference[i], expected[i].error),
            llvm::outs())))
      return failure();
  return success();
}

static LogicalResult printStage(ModuleOp module, func::FuncOp function,
                                const CompileOptions &options) {
  if (!symbolizeStage(printAfter))
    return fail("unknown stage '" + printAfter + "'; expected one of " +
                getStageNames());
  auto lowered = lower(module, function.getSymName(), options, printAfter);
  if (failed(lowered))
    return failure();
  (*lowered)->print(llvm::outs());
  return success();
}

static LogicalResult enableRemarks(MLIRContext &context) {
  remark::RemarkCategories categories;
  categories.passed = categories.missed = categories.analysis =
      categories.failed = "glu.*";
  return remark::enableOptimizationRemarks(
      context, /*streamer=*/nullptr,
      std::make_unique<remark::RemarkEmittingPolicyAll>(), categories,
      /*printAsEmitRemarks=*/true);
}

/// NumPy's users read f32 more easily than f16, and there is no bf16 in the
/// format. All else is written as it is: i64 has more digits than f64.
static bool writeResult(const std::string &file, const Array &result,
                        std::string &error) {
  glurt::ElementType type = result.getElementType();
  if (isFloat(type) && getByteWidth(type) == 2)
    return glurt::writeNpy(file, convert(result, glurt::ElementType::F32),
                           error);
  return glurt::writeNpy(file, result, error);
}

static LogicalResult writeResults(ArrayRef<Array> results) {
  for (auto [file, result] : llvm::zip(outputFiles, results)) {
    std::string error;
    if (!writeResult(file, result, error))
      return fail(error);
  }
  return success();
}

/// The first elements of each result.
static void printResults(ArrayRef<Array> results) {
  constexpr int64_t shown = 8;
  for (size_t number = 0; number < results.size(); ++number) {
    const Array &result = results[number];
    llvm::outs() << "result " << number << ": "
                 << printShape(result.getShape(), result.getElementType())
                 << " [";
    llvm::interleaveComma(
        llvm::seq<int64_t>(0, std::min(shown, result.size())), llvm::outs(),
        [&](int64_t i) { llvm::outs() << llvm::format("%g", result.get(i)); });
    llvm::outs() << (result.size() > shown ? ", ...]\n" : "]\n");
  }
}

static int64_t countBytes(ArrayRef<Array> arrays) {
  int64_t bytes = 0;
  for (const Array &array : arrays)
    bytes += array.size() * getByteWidth(array.getElementType());
  return bytes;
}

static llvm::Expected<std::vector<Array>>
prepareWeights(const CompiledLayer &layer, ArrayRef<const Array *> arguments,
               bool isTimed) {
  if (!isTimed || !layer.hasWeights())
    return layer.prepareWeights(arguments);
  std::vector<Array> weights;
  llvm::Error error = timeOnce(
      "preparation of weights",
      [&] { return layer.prepareWeights(arguments).moveInto(weights); },
      llvm::outs());
  if (error)
    return std::move(error);
  return std::move(weights);
}

namespace {
/// A function to evaluate, and the module that it is in if that is a copy.
struct Judge {
  OwningOpRef<ModuleOp> copy;
  func::FuncOp function;
};
} // namespace

/// The function that tells what is right: the one that is given, unless raising
/// takes constants in it for others. Then it is the raised one.
static FailureOr<Judge> findJudge(ModuleOp module, func::FuncOp function,
                                  const CompileOptions &options) {
  Judge judge{OwningOpRef<ModuleOp>(), function};
  if (!options.raise)
    return judge;
  auto raised = lower(module, function.getSymName(), options,
                      stringifyStage(Stage::Raise));
  if (failed(raised))
    return failure();
  (*raised)->walk([&](Operation *op) {
    auto drift = op->getDiscardableAttr(driftAttrName);
    if (!drift)
      return;
    llvm::outs() << "constants taken as exact: "
                 << cast<StringAttr>(drift).getValue() << "\n";
    judge.function =
        (*raised)->lookupSymbol<func::FuncOp>(function.getSymName());
  });
  if (judge.function != function)
    judge.copy = std::move(*raised);
  return judge;
}

static TensorCores getTensorCores() {
  if (device == "cpu")
    return TensorCores::None;
  return allowTF32 ? TensorCores::AndTF32 : TensorCores::Of16Bits;
}

static LogicalResult run(ModuleOp module) {
  uint64_t seed;
  unsigned rounds;
  if (failed(parseNumber<uint64_t>(randomSeed, 0, seed)) ||
      failed(parseNumber<unsigned>(benchmarkRounds, 31, rounds)))
    return failure();
  if (rounds == 0)
    return fail("--benchmark: expected at least 1 round");
  if (emulatorSeed.getNumOccurrences() && device != "emulator")
    return fail("--seed is for the emulator; the device is " + device);
  if (benchmarkRounds.getNumOccurrences() && device == "emulator")
    return fail(
        "--benchmark: the time of the emulator says nothing of a GPU's");

  FailureOr<func::FuncOp> function = findEntry(module, entry);
  if (failed(function))
    return failure();
  FailureOr<Signature> signature = getSignature(*function);
  if (failed(signature))
    return failure();
  CompileOptions options;
  options.device = device;
  options.arch = arch;
  options.allowTF32 = allowTF32;
  options.seed = emulatorSeed;
  options.target = target;
  options.threads = threads;
  options.raise = !noRaise;
  options.prepare = !noPrepare;
  if (!printAfter.empty()) {
    if (failed(printStage(module, *function, options)))
      return failure();
    // Who asks for nothing else need not give arguments.
    if (argumentFiles.empty() && !randomSeed.getNumOccurrences())
      return success();
  }

  if (failed(checkCounts(*function, *signature)))
    return failure();
  auto given = readArguments(*signature);
  if (failed(given))
    return failure();
  std::vector<Expected> expected;
  for (const std::string &text : expectedFiles) {
    FailureOr<Expected> one = readExpected(text);
    if (failed(one))
      return failure();
    expected.push_back(std::move(*one));
  }
  CallAnalysis analysis(*function, *signature);
  auto arguments = completeArguments(std::move(*given), analysis, *signature,
                                     dynamicSize, seed);
  if (!arguments)
    return fail(arguments.takeError());

  if (remarks && failed(enableRemarks(*module.getContext())))
    return failure();
  auto compiled = compileLayer(module, function->getSymName(), options);
  if (failed(compiled))
    return failure();
  SmallVector<const Array *> pointers;
  for (const Array &array : *arguments)
    pointers.push_back(&array);
  // Before the call, which may write into arguments.
  std::vector<BoundedArray> reference;
  if (verify || !expected.empty()) {
    FailureOr<Judge> judge = findJudge(module, *function, options);
    if (failed(judge))
      return failure();
    auto evaluated =
        evaluateReference(judge->function, pointers, getTensorCores());
    if (failed(evaluated))
      return failure();
    reference = std::move(*evaluated);
  }
  bool isTimed = benchmarkRounds.getNumOccurrences();
  auto weights = prepareWeights(*compiled, pointers, isTimed);
  if (!weights)
    return fail(weights.takeError());
  auto call = compiled->prepare(pointers, *weights);
  if (!call)
    return fail(call.takeError());
  if (llvm::Error error = call->run())
    return fail(std::move(error));
  std::vector<Array> results = call->getResults();

  if (failed(judge(results, expected, reference)) ||
      failed(writeResults(results)))
    return failure();
  if (isTimed)
    if (llvm::Error error = benchmark(
            *call, rounds, analysis.getFlops(),
            countBytes(*arguments) + countBytes(results), llvm::outs()))
      return fail(std::move(error));
  if (device == "emulator")
    printReports(call->getReports(), llvm::outs());
  if (!isTimed && outputFiles.empty() && reference.empty())
    printResults(results);
  return success();
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  cl::HideUnrelatedOptions(category);
  glutools::addVersion();
  cl::ParseCommandLineOptions(argc, argv,
                              "Compiles a function and runs it on arrays\n");

  registerAllGLUPasses();
  DialectRegistry registry;
  registerAllGLUDialects(registry);
  MLIRContext context(registry);
  context.printOpOnDiagnostic(false);

  std::string message;
  auto file = openInputFile(inputFile, &message);
  if (!file)
    return failed(fail(message));
  auto sources = std::make_shared<llvm::SourceMgr>();
  sources->AddNewSourceBuffer(std::move(file), llvm::SMLoc());
  SourceMgrDiagnosticHandler handler(*sources, &context);
  OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(sources, &context);
  return !module || failed(lowerTosa(*module)) || failed(run(*module));
}
