//===- Devices.cpp - What compiled code runs on ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Devices.h"

using namespace mlir::glu;

llvm::Error mlir::glu::checkDevice(const CompileOptions &options) {
  if (options.device != "cpu" && options.device != "cuda" &&
      options.device != "emulator")
    return llvm::createStringError("unknown device '" + options.device +
                                   "'; expected cpu, cuda or emulator");
  if (options.device == "cpu" && !options.arch.empty())
    return llvm::createStringError("arch '" + options.arch +
                                   "' is that of a GPU, and the device is cpu");
  if (options.device == "cpu" && options.allowTF32)
    return llvm::createStringError(
        "tf32 is for tensor cores of a GPU, and the device is cpu");
  return llvm::Error::success();
}

llvm::Expected<std::unique_ptr<glurt::Device>>
mlir::glu::createDevice(const CompileOptions &options) {
  if (llvm::Error error = checkDevice(options))
    return std::move(error);
  if (options.device == "emulator")
    return glurt::createEmulatedDevice(options.seed);
  if (options.device == "cuda")
    return glurt::createCUDADevice();
  return nullptr;
}
