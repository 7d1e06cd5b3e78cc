//===- Emulator.h - Runs PTX without a GPU ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A device that executes PTX text. It is strict: what it does not model it
// refuses, and what a kernel may not do, from an access out of bounds to a data
// race, stops the launch with an error that names the line.
// docs/emulator.md says what is modelled.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_EMULATOR_H
#define GLU_EMULATOR_EMULATOR_H

#include "glu/Emulator/Report.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <array>
#include <cstdint>
#include <memory>

namespace ptxemu {

struct Function;
class GlobalMemory;
class Program;

/// A parameter of a kernel as its bytes lie in the parameter space.
struct Parameter {
  std::string name;
  uint64_t offset = 0;
  uint64_t size = 0;
};

struct LaunchOptions {
  std::array<uint32_t, 3> grid = {1, 1, 1};
  std::array<uint32_t, 3> block = {1, 1, 1};
  /// Blocks of a cluster.
  std::array<uint32_t, 3> cluster = {1, 1, 1};
  /// Bytes of `.extern .shared` memory.
  uint64_t dynamicShared = 0;
  /// Chooses the order of warps and the errors of approximate instructions.
  uint64_t seed = 0;
  bool detectRaces = true;
  /// Warp instructions after which a launch is given up.
  uint64_t maxInstructions = uint64_t(1) << 33;
};

/// A loaded module; it lives as long as its Emulator or until it is unloaded.
class Module {
public:
  explicit Module(std::unique_ptr<Program> program);
  ~Module();

  /// The parameters of the kernel `name`, or an error that lists the kernels.
  llvm::Expected<std::vector<Parameter>>
  getParameters(llvm::StringRef name) const;
  /// The address of a `.global` variable.
  llvm::Expected<uint64_t> getGlobal(llvm::StringRef name) const;

private:
  friend class Emulator;
  llvm::Expected<const Function *> getKernel(llvm::StringRef name) const;

  std::unique_ptr<Program> program;
};

class Emulator {
public:
  Emulator();
  ~Emulator();

  /// Global memory. Fresh memory has no value: reading it is an error until
  /// something is written. `name` appears in messages.
  llvm::Expected<uint64_t> allocate(uint64_t bytes, llvm::StringRef name = "");
  llvm::Error free(uint64_t address);
  llvm::Error copyToDevice(uint64_t to, const void *from, uint64_t bytes);
  /// Refuses bytes without a value.
  llvm::Error copyToHost(void *to, uint64_t from, uint64_t bytes) const;
  llvm::Error copyOnDevice(uint64_t to, uint64_t from, uint64_t bytes);
  llvm::Error fill(uint64_t to, uint8_t value, uint64_t bytes);
  /// Allocations that were not freed.
  size_t getAllocationCount() const;

  llvm::Expected<Module *> load(llvm::StringRef ptx);
  llvm::Error unload(Module *module);

  /// Runs `kernel` to its end. `arguments` point to the values of its
  /// parameters.
  llvm::Expected<Report> launch(const Module &module, llvm::StringRef kernel,
                                const LaunchOptions &options,
                                llvm::ArrayRef<const void *> arguments);

private:
  std::unique_ptr<GlobalMemory> memory;
  std::vector<std::unique_ptr<Module>> modules;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_EMULATOR_H
