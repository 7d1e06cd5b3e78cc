//===- Kernel.h - Compiled elementwise functions ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_KERNEL_H
#define GLU_TOOLS_GLU_ACCURACY_KERNEL_H

#include "Activations.h"
#include "glu/Compiler/Compiler.h"

namespace mlir::glu {

/// Elements of one call of a kernel: as many as there are values of 16 bits.
constexpr int64_t kBlockSize = 1 << 16;

/// These functions compile for this CPU, by the pipeline of all programs of
/// glu, and for one thread, as the tool calls them from several.

/// `glu.activation` on a block of `type`.
FailureOr<CompiledFunction> compileActivation(const Activation &activation,
                                              FloatType type);
/// `glu.gate` on a block of gates and one of values.
FailureOr<CompiledFunction> compileGate(const Activation &activation,
                                        Rounding rounding, FloatType type);
/// The product of two blocks.
FailureOr<CompiledFunction> compileProduct(FloatType type);

/// A kernel with arrays of its own to call it with.
class KernelCall {
public:
  /// `beta` is the last argument, if there is one.
  KernelCall(const CompiledFunction &kernel, std::optional<double> beta);

  glurt::Array &getArgument(unsigned number) { return arguments[number]; }
  glurt::Array run();

private:
  std::vector<glurt::Array> arguments;
  PreparedCall call;
};

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_ACCURACY_KERNEL_H
