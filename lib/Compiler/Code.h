//===- Code.h - Machine code and the device it uses -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_COMPILER_CODE_H
#define GLU_LIB_COMPILER_CODE_H

#include "glu/Compiler/Compiler.h"
#include "glu/Runtime/GPU/Device.h"
#include "glu/Target/Target.h"
#include "mlir/ExecutionEngine/ExecutionEngine.h"

namespace mlir::glu {

/// The machine code of a host. Its constructors and destructors load and unload
/// the kernels of the device.
struct CompiledFunction::Code {
  ~Code();
  llvm::Error generate(ModuleOp module, StringRef name,
                       const TargetDescription &target);

  /// Null for a CPU.
  std::unique_ptr<glurt::Device> device;
  std::unique_ptr<ExecutionEngine> engine;
  void (*entry)(void **) = nullptr;
};

} // namespace mlir::glu

#endif // GLU_LIB_COMPILER_CODE_H
