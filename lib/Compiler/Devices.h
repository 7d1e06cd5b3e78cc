//===- Devices.h - What compiled code runs on -------------------*- C++ -*-===//
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_COMPILER_DEVICES_H
#define GLU_LIB_COMPILER_DEVICES_H

#include "glu/Compiler/Compiler.h"
#include "glu/Runtime/GPU/Device.h"

namespace mlir::glu {

/// Fails on a device that is unknown, and on an arch that it cannot have.
llvm::Error checkDevice(const CompileOptions &options);

/// The device to run on, null for a CPU.
llvm::Expected<std::unique_ptr<glurt::Device>>
createDevice(const CompileOptions &options);

} // namespace mlir::glu

#endif // GLU_LIB_COMPILER_DEVICES_H
