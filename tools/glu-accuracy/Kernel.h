//===- Kernel.h - Compiled elementwise ops ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_KERNEL_H
#define GLU_TOOLS_GLU_ACCURACY_KERNEL_H

#include "glu/Compiler/Compiler.h"
#include "glu/IR/GLU.h"

namespace mlir::glu {

/// Elements of one call of a kernel.
constexpr int64_t kBlockSize = 1 << 16;

/// The activation of a row of the table.
struct Activation {
  ActivationAttrInterface attr;
  /// What `swish<beta = ?>` gets.
  std::optional<double> beta;

  /// `swish<beta = 1.0>`, or `swish<beta = ?>, beta = -0.7`
  std::string str() const;
};

/// `glu.activation` on a block of elements of `type`, compiled by glu's
/// pipeline for this CPU, one thread a call.
FailureOr<CompiledFunction> compileActivation(const Activation &activation,
                                              FloatType type);

/// A call of a kernel with arrays of its own.
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
