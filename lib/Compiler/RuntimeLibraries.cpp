//===- RuntimeLibraries.cpp - What compiled code calls --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuntimeLibraries.h"
#include "llvm/Support/DynamicLibrary.h"

using namespace mlir::glu;
using llvm::sys::DynamicLibrary;

namespace {
struct Libraries {
  std::string error;
  RuntimeFunction functions[4] = {{"__kmpc_fork_call_if", nullptr},
                                  {"__kmpc_global_thread_num", nullptr},
                                  {"omp_get_num_threads", nullptr},
                                  {"omp_get_thread_num", nullptr}};
  void (*setNumThreads)(int) = nullptr;
  int defaultThreads = 1;
};
} // namespace

/// Loads the library that the build found or, on another machine, the one that
/// the dynamic linker knows by `name`.
static DynamicLibrary load(const char *path, const char *name,
                           std::string &error) {
  std::string reasons;
  for (const char *candidate : {path, name}) {
    std::string reason;
    DynamicLibrary library =
        DynamicLibrary::getPermanentLibrary(candidate, &reason);
    if (library.isValid())
      return library;
    reasons += (reasons.empty() ? "" : "; ") + reason;
  }
  error = "cannot load a library that compiled code needs: " + reasons;
  return DynamicLibrary();
}

static Libraries loadAll() {
  Libraries libraries;
  DynamicLibrary openmp =
      load(GLU_OPENMP_LIBRARY, "libomp.so.5", libraries.error);
  if (!openmp.isValid() ||
      !load(GLU_RUNNER_LIBRARY, GLU_RUNNER_NAME, libraries.error).isValid())
    return libraries;
  libraries.setNumThreads = reinterpret_cast<void (*)(int)>(
      openmp.getAddressOfSymbol("omp_set_num_threads"));
  auto getMaxThreads = reinterpret_cast<int (*)()>(
      openmp.getAddressOfSymbol("omp_get_max_threads"));
  if (libraries.setNumThreads && getMaxThreads)
    libraries.defaultThreads = getMaxThreads();
  else
    libraries.error = "the OpenMP runtime lacks omp_set_num_threads or "
                      "omp_get_max_threads";
  for (RuntimeFunction &function : libraries.functions) {
    function.address = openmp.getAddressOfSymbol(function.name.data());
    if (!function.address)
      libraries.error = "the OpenMP runtime lacks " + function.name.str();
  }
  return libraries;
}

static const Libraries &getLibraries() {
  static const Libraries libraries = loadAll();
  return libraries;
}

llvm::Error mlir::glu::loadRuntimeLibraries() {
  const Libraries &libraries = getLibraries();
  if (libraries.error.empty())
    return llvm::Error::success();
  return llvm::createStringError(libraries.error);
}

llvm::ArrayRef<RuntimeFunction> mlir::glu::getOpenMPFunctions() {
  return getLibraries().functions;
}

void mlir::glu::setThreads(unsigned threads) {
  const Libraries &libraries = getLibraries();
  libraries.setNumThreads(threads ? threads : libraries.defaultThreads);
}
