//===- glu-emulate.cpp - Run a kernel of a PTX file -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Version.h"
#include "Arguments.h"
#include "glu/Emulator/Emulator.h"
#include "glu/Runtime/Npy.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/WithColor.h"

using namespace ptxemu;
namespace cl = llvm::cl;

static cl::OptionCategory category("glu-emulate options");

static cl::opt<std::string> inputFile(cl::Positional, cl::Required,
                                      cl::desc("<file.ptx>"),
                                      cl::cat(category));
static cl::opt<std::string> kernelName("kernel", cl::Required,
                                       cl::value_desc("name"),
                                       cl::cat(category),
                                       cl::desc("Kernel to run"));
static cl::opt<std::string> gridSizes("grid", cl::init("1"),
                                      cl::value_desc("x[,y,z]"),
                                      cl::cat(category),
                                      cl::desc("Blocks (default 1)"));
static cl::opt<std::string> blockSizes("block", cl::init("1"),
                                       cl::value_desc("x[,y,z]"),
                                       cl::cat(category),
                                       cl::desc("Threads of a block "
                                                "(default 1)"));
static cl::opt<std::string> clusterSizes("cluster", cl::init("1"),
                                         cl::value_desc("x[,y,z]"),
                                         cl::cat(category),
                                         cl::desc("Blocks of a cluster "
                                                  "(default 1)"));
static cl::opt<uint64_t>
    sharedBytes("shared", cl::init(0), cl::value_desc("bytes"),
                cl::cat(category),
                cl::desc("Dynamic shared memory of a block (default 0)"));
static cl::list<std::string> argumentTexts(
    "arg", cl::value_desc("value"), cl::cat(category),
    cl::desc("The next argument: FILE.npy[:bf16|:f16][:inout], an array in "
             "global memory, and with :box=N,N[:swizzle=32|64|128] a tensor "
             "map of it, or i32|i64|f32|f64:VALUE"));
static cl::list<std::string>
    outputFiles("out", cl::value_desc("file.npy"), cl::cat(category),
                cl::desc("File for the next array that is :inout; 16-bit "
                         "floats of type bf16 are written as f32"));
static cl::opt<uint64_t>
    seed("seed", cl::init(0), cl::value_desc("n"), cl::cat(category),
         cl::desc("Chooses the order of warps and the errors of approximate "
                  "instructions (default 0)"));
static cl::opt<uint64_t> limit("limit",
                               cl::init(LaunchOptions().maxInstructions),
                               cl::value_desc("n"), cl::cat(category),
                               cl::desc("Warp instructions to give up after"));
static cl::opt<bool> noRaces("no-races", cl::cat(category),
                             cl::desc("Do not look for races, which is "
                                      "faster"));
static cl::opt<bool> report("report", cl::cat(category),
                            cl::desc("Print what the kernel did"));

static llvm::Error parseSizes(const cl::opt<std::string> &option,
                              std::array<uint32_t, 3> &sizes) {
  llvm::SmallVector<llvm::StringRef, 3> parts;
  llvm::StringRef(option).split(parts, ',');
  for (size_t i = 0; i < parts.size() && parts.size() <= 3; ++i)
    if (!llvm::to_integer(parts[i], sizes[i], 10))
      parts.resize(4);
  if (parts.size() <= 3)
    return llvm::Error::success();
  return llvm::createStringError("--" + option.ArgStr +
                                 ": expected one to three numbers, found '" +
                                 option + "'");
}

/// Puts an array into global memory.
static llvm::Error upload(Emulator &emulator, Argument &argument) {
  if (!argument.array)
    return llvm::Error::success();
  const glurt::Array &array = *argument.array;
  uint64_t bytes = array.size() * glurt::getByteWidth(array.getElementType());
  auto address = emulator.allocate(bytes, argument.name);
  if (!address)
    return address.takeError();
  argument.value = *address;
  if (llvm::Error error = emulator.copyToDevice(*address, array.data(), bytes))
    return error;
  return argument.box.empty() ? llvm::Error::success()
                              : encodeTensorMap(argument);
}

static llvm::Error writeOutputs(Emulator &emulator,
                                std::vector<Argument> &arguments) {
  size_t next = 0;
  for (Argument &argument : arguments) {
    if (!argument.isOutput || next == outputFiles.size())
      continue;
    glurt::Array &array = *argument.array;
    uint64_t bytes = array.size() * glurt::getByteWidth(array.getElementType());
    if (auto error = emulator.copyToHost(array.data(), argument.value, bytes))
      return error;
    std::string message;
    if (!glurt::writeNpy(outputFiles[next++], array, message))
      return llvm::createStringError(message);
  }
  return llvm::Error::success();
}

static llvm::Expected<std::vector<Argument>> parseArguments() {
  std::vector<Argument> arguments;
  size_t outputs = 0;
  for (const std::string &text : argumentTexts) {
    auto argument = parseArgument(text);
    if (!argument)
      return argument.takeError();
    outputs += argument->isOutput;
    arguments.push_back(std::move(*argument));
  }
  if (outputFiles.size() > outputs)
    return llvm::createStringError(llvm::Twine(outputFiles.size()) +
                                   " times --out, but " + llvm::Twine(outputs) +
                                   " arguments that are :inout");
  return std::move(arguments);
}

/// Numbers must have the size of their parameter.
static llvm::Error checkArguments(const std::vector<Parameter> &parameters,
                                  const std::vector<Argument> &arguments) {
  if (parameters.size() != arguments.size())
    return llvm::createStringError(
        "kernel '" + kernelName + "' has " + llvm::Twine(parameters.size()) +
        " parameters, found " + llvm::Twine(arguments.size()) + " times --arg");
  for (size_t i = 0; i < parameters.size(); ++i)
    if (parameters[i].size != arguments[i].size)
      return llvm::createStringError(
          "--arg=" + arguments[i].name + ": parameter '" + parameters[i].name +
          "' has " + llvm::Twine(parameters[i].size) + " bytes, found " +
          llvm::Twine(arguments[i].size));
  return llvm::Error::success();
}

static llvm::Error run() {
  LaunchOptions options;
  options.dynamicShared = sharedBytes;
  options.seed = seed;
  options.detectRaces = !noRaces;
  options.maxInstructions = limit;
  if (llvm::Error error = parseSizes(gridSizes, options.grid))
    return error;
  if (llvm::Error error = parseSizes(blockSizes, options.block))
    return error;
  if (llvm::Error error = parseSizes(clusterSizes, options.cluster))
    return error;
  auto text = llvm::MemoryBuffer::getFile(inputFile);
  if (!text)
    return llvm::createStringError("cannot read '" + inputFile +
                                   "': " + text.getError().message());
  auto arguments = parseArguments();
  if (!arguments)
    return arguments.takeError();

  Emulator emulator;
  auto module = emulator.load((*text)->getBuffer());
  if (!module)
    return llvm::createStringError(inputFile + ": " +
                                   llvm::toString(module.takeError()));
  auto parameters = (*module)->getParameters(kernelName);
  if (!parameters)
    return parameters.takeError();
  if (llvm::Error error = checkArguments(*parameters, *arguments))
    return error;
  std::vector<const void *> values;
  for (Argument &argument : *arguments) {
    if (llvm::Error error = upload(emulator, argument))
      return error;
    values.push_back(argument.data());
  }
  auto result = emulator.launch(**module, kernelName, options, values);
  if (!result)
    return result.takeError();
  if (report)
    result->print(llvm::outs());
  return writeOutputs(emulator, *arguments);
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  cl::HideUnrelatedOptions(category);
  glutools::addVersion();
  cl::ParseCommandLineOptions(argc, argv, "Runs a kernel of a PTX file\n");
  llvm::Error error = run();
  llvm::outs().flush();
  if (!error)
    return 0;
  llvm::WithColor::error(llvm::errs(), "glu-emulate")
      << llvm::toString(std::move(error)) << "\n";
  return 1;
}
