//===- GPUTarget.cpp - The GPU that code is made for ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Target/GPUTarget.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"

using namespace mlir::glu;

static constexpr llvm::StringLiteral archs[] = {"sm_80",  "sm_86",   "sm_89",
                                                "sm_90a", "sm_100a", "sm_120"};

llvm::ArrayRef<llvm::StringLiteral> mlir::glu::getGPUArchs() { return archs; }

llvm::Error mlir::glu::checkGPUArch(llvm::StringRef arch) {
  if (llvm::is_contained(archs, arch))
    return llvm::Error::success();
  return llvm::createStringError("unknown GPU architecture '" + arch +
                                 "'; expected one of " +
                                 llvm::join(getGPUArchs(), ", "));
}

int64_t mlir::glu::getSharedMemoryOfBlock(llvm::StringRef arch) {
  // CUDA C++ Programming Guide, technical specifications per compute
  // capability.
  constexpr int64_t kilobyte = 1024;
  return llvm::StringSwitch<int64_t>(arch)
      .Case("sm_80", 163 * kilobyte)
      .Cases({"sm_86", "sm_89", "sm_120"}, 99 * kilobyte)
      .Cases({"sm_90a", "sm_100a"}, 227 * kilobyte);
}

std::string mlir::glu::findCUDAToolkit() {
  for (const char *name : {"CUDA_ROOT", "CUDA_HOME", "CUDA_PATH"})
    if (std::optional<std::string> folder = llvm::sys::Process::GetEnv(name))
      return *folder;
  constexpr llvm::StringLiteral usual = "/usr/local/cuda";
  return llvm::sys::fs::is_directory(usual) ? usual.str() : "";
}
