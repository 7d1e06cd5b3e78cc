//===- Threads.cpp - The OpenMP runtime of compiled code ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Threads.h"
#include "llvm/Support/DynamicLibrary.h"

using llvm::sys::DynamicLibrary;

namespace {
struct OpenMP {
  std::string error;
  void (*setNumThreads)(int) = nullptr;
  int defaultThreads = 1;
};
} // namespace

static OpenMP load() {
  // The library that the build found, or, on another machine, whichever the
  // dynamic linker knows.
  OpenMP openmp;
  DynamicLibrary library;
  for (const char *path : {GLU_OPENMP_LIBRARY, "libomp.so.5"}) {
    std::string error;
    library = DynamicLibrary::getPermanentLibrary(path, &error);
    if (library.isValid())
      break;
    openmp.error += (openmp.error.empty() ? "" : "; ") + error;
  }
  if (!library.isValid())
    return openmp;
  openmp.error.clear();
  openmp.setNumThreads = reinterpret_cast<void (*)(int)>(
      library.getAddressOfSymbol("omp_set_num_threads"));
  auto getMaxThreads = reinterpret_cast<int (*)()>(
      library.getAddressOfSymbol("omp_get_max_threads"));
  if (!openmp.setNumThreads || !getMaxThreads)
    openmp.error = "it has no omp_set_num_threads or omp_get_max_threads";
  else
    openmp.defaultThreads = getMaxThreads();
  return openmp;
}

static const OpenMP &getOpenMP() {
  static const OpenMP openmp = load();
  return openmp;
}

llvm::Error mlir::glu::loadOpenMP() {
  const OpenMP &openmp = getOpenMP();
  if (openmp.error.empty())
    return llvm::Error::success();
  return llvm::createStringError("cannot load the OpenMP runtime: " +
                                 openmp.error);
}

void mlir::glu::setThreads(unsigned threads) {
  const OpenMP &openmp = getOpenMP();
  openmp.setNumThreads(threads ? threads : openmp.defaultThreads);
}
