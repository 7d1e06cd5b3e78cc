//===- Emulator.cpp - Runs PTX without a GPU ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Emulator/Emulator.h"
#include "Launch.h"
#include <cstring>

using namespace ptxemu;

//===----------------------------------------------------------------------===//
// Module
//===----------------------------------------------------------------------===//

Module::Module(std::unique_ptr<Program> program)
    : program(std::move(program)) {}
Module::~Module() = default;

llvm::Expected<const Function *> Module::getKernel(llvm::StringRef name) const {
  const Function *function = program->find(name);
  if (function && function->parsed->isKernel && function->parsed->hasBody)
    return function;
  std::string kernels;
  for (const Function &each : program->functions)
    if (each.parsed->isKernel)
      kernels += (kernels.empty() ? "'" : ", '") + each.name.str() + "'";
  return llvm::createStringError("no kernel '" + name + "'; the module has " +
                                 (kernels.empty() ? "none" : kernels));
}

llvm::Expected<std::vector<Parameter>>
Module::getParameters(llvm::StringRef name) const {
  auto kernel = getKernel(name);
  if (!kernel)
    return kernel.takeError();
  std::vector<Parameter> parameters;
  for (const Symbol *symbol : (*kernel)->parsed->parameters)
    parameters.push_back({symbol->name.str(), symbol->address, symbol->size});
  return parameters;
}

llvm::Expected<uint64_t> Module::getGlobal(llvm::StringRef name) const {
  const Symbol *symbol = program->syntax.globals.lookup(name);
  if (symbol && symbol->space == Space::Global)
    return symbol->address;
  return llvm::createStringError("no global variable '" + name + "'");
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

Emulator::Emulator() : memory(std::make_unique<GlobalMemory>()) {}
Emulator::~Emulator() = default;

llvm::Expected<uint64_t> Emulator::allocate(uint64_t bytes,
                                            llvm::StringRef name) {
  return memory->allocate(bytes, name);
}

llvm::Error Emulator::free(uint64_t address) { return memory->free(address); }

static llvm::Expected<Buffer *> find(GlobalMemory &memory, uint64_t address,
                                     uint64_t bytes) {
  if (Buffer *buffer = memory.find(address, bytes))
    return buffer;
  return llvm::createStringError("no allocation has the " + llvm::Twine(bytes) +
                                 " bytes at 0x" +
                                 llvm::Twine::utohexstr(address));
}

llvm::Error Emulator::copyToDevice(uint64_t to, const void *from,
                                   uint64_t bytes) {
  auto buffer = find(*memory, to, bytes);
  if (!buffer)
    return buffer.takeError();
  uint64_t offset = to - (*buffer)->address;
  std::memcpy((*buffer)->bytes.get() + offset, from, bytes);
  (*buffer)->setWritten(offset, bytes);
  return llvm::Error::success();
}

/// Nobody can use values that were never written, on the host neither.
static llvm::Error checkWritten(const Buffer &buffer, uint64_t offset,
                                uint64_t bytes) {
  if (buffer.isWritten(offset, bytes))
    return llvm::Error::success();
  uint64_t first = offset;
  while (buffer.isWritten(first, 1))
    ++first;
  return llvm::createStringError(
      "cannot copy " + llvm::Twine(bytes) + " bytes to the host: byte " +
      llvm::Twine(first) + " of '" + buffer.name + "' was never written");
}

llvm::Error Emulator::copyToHost(void *to, uint64_t from,
                                 uint64_t bytes) const {
  auto buffer = find(*memory, from, bytes);
  if (!buffer)
    return buffer.takeError();
  uint64_t offset = from - (*buffer)->address;
  if (llvm::Error error = checkWritten(**buffer, offset, bytes))
    return error;
  std::memcpy(to, (*buffer)->bytes.get() + offset, bytes);
  return llvm::Error::success();
}

llvm::Error Emulator::copyOnDevice(uint64_t to, uint64_t from, uint64_t bytes) {
  auto source = find(*memory, from, bytes), target = find(*memory, to, bytes);
  if (!source || !target)
    return llvm::joinErrors(source.takeError(), target.takeError());
  uint64_t first = from - (*source)->address, into = to - (*target)->address;
  std::memmove((*target)->bytes.get() + into, (*source)->bytes.get() + first,
               bytes);
  if ((*source)->isWritten(first, bytes)) {
    (*target)->setWritten(into, bytes);
    return llvm::Error::success();
  }
  std::vector<bool> areWritten(bytes);
  for (uint64_t i = 0; i < bytes; ++i)
    areWritten[i] = (*source)->isWritten(first + i, 1);
  for (uint64_t i = 0; i < bytes; ++i)
    (*target)->setWritten(into + i, 1, areWritten[i]);
  return llvm::Error::success();
}

llvm::Error Emulator::fill(uint64_t to, uint8_t value, uint64_t bytes) {
  auto buffer = find(*memory, to, bytes);
  if (!buffer)
    return buffer.takeError();
  uint64_t offset = to - (*buffer)->address;
  std::memset((*buffer)->bytes.get() + offset, value, bytes);
  (*buffer)->setWritten(offset, bytes);
  return llvm::Error::success();
}

size_t Emulator::getAllocationCount() const {
  size_t variables = 0;
  for (const auto &module : modules)
    variables += module->program->getAllocationCount();
  return memory->size() - variables;
}

//===----------------------------------------------------------------------===//
// Modules and launches
//===----------------------------------------------------------------------===//

llvm::Expected<Module *> Emulator::load(llvm::StringRef ptx) {
  auto program = Program::create(ptx, *memory);
  if (!program)
    return program.takeError();
  modules.push_back(std::make_unique<Module>(std::move(*program)));
  return modules.back().get();
}

llvm::Error Emulator::unload(Module *module) {
  for (auto it = modules.begin(); it != modules.end(); ++it)
    if (it->get() == module) {
      modules.erase(it);
      return llvm::Error::success();
    }
  return llvm::createStringError("cannot unload a module that is not loaded");
}

/// What CUDA checks before a launch.
static llvm::Error checkSizes(const Function &kernel,
                              const LaunchOptions &options) {
  constexpr uint64_t maxThreads = 1024, maxShared = 227 * 1024;
  auto refuse = [&](const llvm::Twine &message) {
    return llvm::createStringError("kernel '" + kernel.name + "': " + message);
  };
  auto multiply = [](const std::array<uint32_t, 3> &sizes, uint64_t limit) {
    uint64_t product = 1;
    for (uint32_t size : sizes)
      product = std::min<uint64_t>(
          product * std::min<uint64_t>(size, limit + 1), limit + 1);
    return product;
  };
  uint64_t threads = multiply(options.block, maxThreads);
  if (!threads || threads > maxThreads || options.block[2] > 64)
    return refuse("a block of " + printTriple(options.block) +
                  " threads; expected 1 to 1024, and no more than 64 in z");
  uint64_t blocks = multiply(options.grid, 1u << 26);
  if (!blocks || blocks * ((threads + 31) / 32) > 1u << 31)
    return refuse("a grid of " + printTriple(options.grid) +
                  " blocks; expected one or more, and fewer than 2^31 warps");
  const auto &required = kernel.parsed->requiredCluster;
  const auto &cluster = required[0] ? required : options.cluster;
  uint64_t clusterBlocks = multiply(cluster, 16);
  if (!clusterBlocks || clusterBlocks > 16)
    return refuse("a cluster of " + printTriple(cluster) +
                  " blocks; expected 1 to 16");
  for (unsigned axis = 0; axis < 3; ++axis)
    if (options.grid[axis] % cluster[axis])
      return refuse("a grid of " + printTriple(options.grid) +
                    " blocks; expected multiples of its clusters, which are " +
                    printTriple(cluster));
  uint64_t shared = kernel.sharedBytes + options.dynamicShared;
  if (options.dynamicShared > maxShared || shared > maxShared)
    return refuse(llvm::Twine(shared) +
                  " bytes of shared memory; a block has at most " +
                  llvm::Twine(maxShared));
  const ParsedFunction &parsed = *kernel.parsed;
  if (parsed.requiredBlock[0] && parsed.requiredBlock != options.block)
    return refuse("a block of " + printTriple(options.block) +
                  " threads; its .reqntid is " +
                  printTriple(parsed.requiredBlock));
  if (parsed.maxBlock[0] && threads > multiply(parsed.maxBlock, 1u << 20))
    return refuse("a block of " + llvm::Twine(threads) +
                  " threads; its .maxntid is " + printTriple(parsed.maxBlock));
  return llvm::Error::success();
}

llvm::Expected<Report>
Emulator::launch(const Module &module, llvm::StringRef name,
                 const LaunchOptions &options,
                 llvm::ArrayRef<const void *> arguments) {
  auto found = module.getKernel(name);
  if (!found)
    return found.takeError();
  const Function &kernel = **found;
  if (llvm::Error error = checkSizes(kernel, options))
    return std::move(error);
  const auto &parameters = kernel.parsed->parameters;
  if (parameters.size() != arguments.size())
    return llvm::createStringError(
        "kernel '" + name + "' has " + llvm::Twine(parameters.size()) +
        " parameters, found " + llvm::Twine(arguments.size()) + " arguments");
  std::vector<uint8_t> bytes;
  for (size_t i = 0; i < arguments.size(); ++i) {
    bytes.resize(parameters[i]->address + parameters[i]->size);
    std::memcpy(&bytes[parameters[i]->address], arguments[i],
                parameters[i]->size);
  }
  return Launch(*module.program, kernel, options, *memory, std::move(bytes))
      .run();
}
