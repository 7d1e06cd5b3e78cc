//===- glu-accuracy.cpp - The errors of compiled activations --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Version.h"
#include "Kernel.h"
#include "Report.h"
#include "glu/Compiler/Registration.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Support/FileUtilities.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/ToolOutputFile.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;
using namespace mlir::glu;
namespace cl = llvm::cl;

//===----------------------------------------------------------------------===//
// Command line
//===----------------------------------------------------------------------===//

static cl::OptionCategory category("glu-accuracy options");

static cl::opt<std::string> activationText(
    "activation", cl::value_desc("name"), cl::cat(category),
    cl::desc("An activation as glu writes it, gelu<tanh>, or a name, gelu, for "
             "all that are measured of it (default: all activations)"));
static cl::opt<std::string>
    typeName("type", cl::value_desc("type"), cl::cat(category),
             cl::desc("f32, f64, bf16 or f16 (default: all that apply)"));
static cl::opt<bool> exhaustive(
    "exhaustive", cl::cat(category),
    cl::desc("All 2^32 arguments of f32, or all 2^32 pairs of bf16 or f16; not "
             "for f64. All values of bf16 and f16 are taken in any case"));
static cl::opt<uint64_t> samples(
    "samples", cl::init(0), cl::value_desc("n"), cl::cat(category),
    cl::desc("About how many arguments or pairs to take (default: 2^22 of f32, "
             "2^15 of f64, 2^25 pairs)"));
static cl::opt<bool>
    pairs("pairs", cl::cat(category),
          cl::desc("Measure act(g) * v in bf16 and f16 (default: with the "
                   "activations of GLU, Bilinear, ReGLU, GEGLU and SwiGLU)"));
static cl::opt<std::string> jsonFile("json", cl::value_desc("file"),
                                     cl::cat(category),
                                     cl::desc("Also write the table here"));

enum ExitCode { WithinBounds, OutOfBounds, BadUsage };

static LogicalResult fail(const llvm::Twine &message) {
  llvm::WithColor::error(llvm::errs(), "glu-accuracy") << message << "\n";
  return failure();
}

static LogicalResult checkOptions() {
  if (exhaustive && samples.getNumOccurrences())
    return fail("--exhaustive takes all arguments and --samples some of them; "
                "give one of the two");
  constexpr uint64_t most = 1 << 26; // A gigabyte of them.
  if (samples.getNumOccurrences() && (samples < 1 || samples > most))
    return fail("--samples: expected 1 to " + llvm::Twine(most) + ", found " +
                llvm::Twine(samples));
  if (exhaustive && typeName == "f64")
    return fail("f64 has 2^64 values, too many for --exhaustive; give "
                "--samples=<n>");
  return success();
}

/// The types to measure.
static FailureOr<std::vector<FloatType>> selectTypes(MLIRContext *context) {
  std::vector<FloatType> types = {BFloat16Type::get(context),
                                  Float16Type::get(context)};
  if (!pairs)
    types.insert(types.begin(), Float32Type::get(context));
  if (!pairs && !exhaustive)
    types.push_back(Float64Type::get(context));
  if (typeName.empty())
    return types;
  std::string names;
  for (FloatType type : types) {
    std::string name = llvm::formatv("{0}", type);
    if (name == typeName)
      return std::vector<FloatType>{type};
    names += (names.empty() ? "" : ", ") + name;
  }
  return fail("--type: expected one of " + names +
              (pairs ? " for --pairs" : "") + ", found '" + typeName + "'");
}

static Arguments selectArguments(FloatType type) {
  if (exhaustive || type.getWidth() == 16)
    return Arguments::getAll(type);
  uint64_t byDefault = type.isF64() ? 1 << 15 : 1 << 22;
  return Arguments::getSample(type, samples ? samples : byDefault,
                              /*neighbours=*/64);
}

static Arguments selectGates(FloatType type) {
  if (exhaustive)
    return Arguments::getAll(type);
  uint64_t count = samples ? samples : 1 << 25;
  return Arguments::getSample(type, count / kBlockSize, /*neighbours=*/1);
}

//===----------------------------------------------------------------------===//
// Measurements
//===----------------------------------------------------------------------===//

template <typename Row>
static LogicalResult addRow(FailureOr<Row> row, Report &report) {
  if (succeeded(row))
    report.add(*row);
  return row;
}

static LogicalResult measureAll(ArrayRef<Activation> activations,
                                ArrayRef<FloatType> types, Report &report) {
  for (FloatType type : types) {
    Arguments arguments = pairs ? selectGates(type) : selectArguments(type);
    for (const Activation &activation : activations)
      if (failed(pairs
                     ? addRow(measurePairs(activation, type, arguments), report)
                     : addRow(measure(activation, type, arguments), report)))
        return failure();
  }
  return success();
}

static llvm::Expected<std::vector<Activation>>
selectGatesOrActivations(MLIRContext *context) {
  if (pairs && activationText.empty())
    return getGatesOfUnits(context);
  return selectActivations(context, activationText);
}

static ExitCode run(MLIRContext *context) {
  if (failed(checkOptions()))
    return BadUsage;
  auto types = selectTypes(context);
  if (failed(types))
    return BadUsage;
  auto activations = selectGatesOrActivations(context);
  if (!activations) {
    (void)fail(llvm::toString(activations.takeError()));
    return BadUsage;
  }
  // Before the work that it is for.
  std::unique_ptr<llvm::ToolOutputFile> json;
  std::string message;
  if (!jsonFile.empty() && !(json = openOutputFile(jsonFile, &message))) {
    (void)fail(message);
    return BadUsage;
  }

  Report report(llvm::outs());
  if (failed(measureAll(*activations, *types, report)))
    return OutOfBounds;
  if (json) {
    report.writeJSON(json->os());
    json->keep();
  }
  return report.finish() ? WithinBounds : OutOfBounds;
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  cl::HideUnrelatedOptions(category);
  glutools::addVersion();
  // With a stream for its errors, the parser leaves the exit code to us.
  if (!cl::ParseCommandLineOptions(
          argc, argv,
          "Runs compiled activations and gates on many or all arguments, and "
          "judges every result against its definition in 256 bits. Exits with "
          "1 if a result is outside the bounds, with 2 if it was called "
          "wrongly\n",
          &llvm::errs()))
    return BadUsage;

  registerAllGLUPasses();
  DialectRegistry registry;
  registerAllGLUDialects(registry);
  MLIRContext context(registry);
  context.loadDialect<GLUDialect, arith::ArithDialect, func::FuncDialect>();
  return run(&context);
}
