//===- Compiler.h - Compile a function and call it --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program registers dialects and passes (Registration.h), parses a module and
// compiles one of its functions:
//
//   FailureOr<CompiledFunction> layer = compile(module, "main", {});
//   llvm::Expected<std::vector<glurt::Array>> results = layer->invoke({&x,
//   &w});
//
//===----------------------------------------------------------------------===//

#ifndef GLU_COMPILER_COMPILER_H
#define GLU_COMPILER_COMPILER_H

#include "glu/Compiler/Signature.h"
#include "glu/Emulator/Report.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace glurt {
class Device;
struct LaunchTime;
} // namespace glurt

namespace mlir::glu {

struct CompileOptions {
  /// The CPU to compile for; see `parseTarget`.
  std::string target = "host";
  /// OpenMP threads of a call; 0 leaves the number to OpenMP, which takes
  /// OMP_NUM_THREADS or else every CPU that the process may use.
  unsigned threads = 0;
  /// Whether weights that are arguments may be prepared apart from calls on a
  /// CPU: `lower` emits `@NAME_prepare` and `@NAME_packed` too, `compileLayer`
  /// compiles these.
  bool prepare = false;
  /// Whether activations and layers are found in linalg, TOSA, arith and math.
  bool raise = true;
  /// Where the work is done: `cpu`, `cuda`, or `emulator`, which executes code
  /// for a GPU without one.
  std::string device = "cpu";
  /// The GPU to compile for, such as `sm_80`; empty is that of the device.
  std::string arch = "";
  /// Whether tensor cores may round x and weights of layers in f32 to tf32.
  bool allowTF32 = false;
  /// The order of warps on the emulator, and its errors of approximate
  /// instructions.
  uint64_t seed = 0;
};

/// A call with its arguments laid out once, to be run any number of times. The
/// arrays and the function must outlive it.
class PreparedCall {
public:
  PreparedCall(PreparedCall &&) = default;
  PreparedCall &operator=(PreparedCall &&) = delete;
  ~PreparedCall();

  /// Runs the compiled code and nothing else, but for releasing the results of
  /// the run before. A device may fail; then there are no results.
  /// On a GPU, each launch is timed where there are `times` to be filled.
  llvm::Error run(std::vector<glurt::LaunchTime> *times = nullptr);

  /// Copies of the results of the last run.
  std::vector<glurt::Array> getResults() const;

  /// The results of the last run where they are, until the next run. Their
  /// shapes are inside this call.
  std::vector<ArrayView> viewResults() const;

  /// What the kernels of the last run did, on the emulator.
  ArrayRef<ptxemu::Report> getReports() const { return reports; }

private:
  friend class CompiledFunction;
  PreparedCall() = default;
  void releaseResults();

  void (*entry)(void **) = nullptr;
  /// Null for a CPU.
  glurt::Device *device = nullptr;
  std::vector<ptxemu::Report> reports;
  unsigned threads = 0;
  ArrayRef<ValueType> resultTypes;
  /// Memref descriptors of the arguments: allocated, aligned, offset, sizes,
  /// strides.
  std::vector<std::vector<int64_t>> descriptors;
  /// The result, or the struct of the results, and where each lies in it.
  std::vector<int64_t> results;
  std::vector<size_t> resultOffsets;
  /// What the packed entry point takes: addresses of the C interface's
  /// arguments, which are themselves addresses but for numbers.
  std::vector<void *> pointers, packed;
};

/// A function in machine code. Results are allocated by the code and owned by
/// the caller; an argument is read only, unless it is marked
/// `bufferization.writable = true`, which lets the code write into the array.
class CompiledFunction {
public:
  CompiledFunction(CompiledFunction &&);
  CompiledFunction &operator=(CompiledFunction &&);
  ~CompiledFunction();

  const Signature &getSignature() const { return signature; }

  /// Lays out a call, or says which argument does not fit the signature. Sizes
  /// that the signature leaves open must agree with one another as the function
  /// demands: this is not checked (see CallAnalysis.h).
  llvm::Expected<PreparedCall> prepare(ArrayRef<ArrayView> arguments) const;
  llvm::Expected<PreparedCall>
  prepare(ArrayRef<const glurt::Array *> arguments) const;

  /// Calls the function once.
  llvm::Expected<std::vector<glurt::Array>>
  invoke(ArrayRef<const glurt::Array *> arguments) const;

private:
  friend FailureOr<CompiledFunction>
  compileLowered(ModuleOp, StringRef, Signature, const CompileOptions &);
  CompiledFunction();

  struct Code;
  Signature signature;
  unsigned threads = 0;
  std::unique_ptr<Code> code;
};

/// A function of which the weights among the arguments are prepared once, for
/// any number of calls. Where there are none to prepare, all arguments are read
/// as they are, and there are no prepared weights.
class CompiledLayer {
public:
  /// The weights among all arguments of the function, as calls read them.
  llvm::Expected<std::vector<glurt::Array>>
  prepareWeights(ArrayRef<ArrayView> arguments) const;
  llvm::Expected<std::vector<glurt::Array>>
  prepareWeights(ArrayRef<const glurt::Array *> arguments) const;

  /// Lays out a call with all arguments of the function, of which `weights`
  /// stand for those that they were prepared from: these are not read.
  llvm::Expected<PreparedCall> prepare(ArrayRef<ArrayView> arguments,
                                       ArrayRef<glurt::Array> weights) const;
  llvm::Expected<PreparedCall> prepare(ArrayRef<const glurt::Array *> arguments,
                                       ArrayRef<glurt::Array> weights) const;

  /// Whether there are weights to prepare.
  bool hasWeights() const { return preparation.has_value(); }
  /// The numbers of the arguments that are prepared.
  ArrayRef<unsigned> getWeightNumbers() const { return weights; }

private:
  friend FailureOr<CompiledLayer> compileLayer(ModuleOp, StringRef,
                                               const CompileOptions &);
  CompiledLayer(Signature signature, CompiledFunction function)
      : signature(std::move(signature)), function(std::move(function)) {}

  Signature signature;
  SmallVector<unsigned> weights;
  std::optional<CompiledFunction> preparation;
  /// Takes the other arguments, then the prepared weights.
  CompiledFunction function;
};

/// The public function to call in `module`: `name`, or, where that is empty,
/// the only one or else `main`. Emits an error that lists the functions there
/// are.
FailureOr<func::FuncOp> findEntry(ModuleOp module, StringRef name);

/// A copy of `module` that keeps what the function `entry` needs, taken through
/// the pipeline of the device up to the end of the stage `stopAfter`, or to its
/// end.
FailureOr<OwningOpRef<ModuleOp>> lower(ModuleOp module, StringRef entry,
                                       const CompileOptions &options,
                                       StringRef stopAfter = "");

/// Compiles the function `entry` of `module`, which stays as it is. Emits an
/// error if that fails, or if this CPU cannot execute the target's code.
FailureOr<CompiledFunction> compile(ModuleOp module, StringRef entry,
                                    const CompileOptions &options);

/// The second half of `compile`: takes a module in the llvm dialect with the C
/// interface of a function `entry` of this signature. Its calls of MLIR's GPU
/// runtime go to the device of `options`.
FailureOr<CompiledFunction> compileLowered(ModuleOp module, StringRef entry,
                                           Signature signature,
                                           const CompileOptions &options);

/// The same as `compile` for many calls with the same weights: with
/// `options.prepare`, and where weights can be prepared, compiles the pair in
/// place of `entry`.
FailureOr<CompiledLayer> compileLayer(ModuleOp module, StringRef entry,
                                      const CompileOptions &options);

} // namespace mlir::glu

#endif // GLU_COMPILER_COMPILER_H
