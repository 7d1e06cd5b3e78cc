//===- RuntimeLibraries.cpp - What compiled code calls --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuntimeLibraries.h"
#include <dlfcn.h>
#include <string>

using namespace mlir::glu;

namespace {
struct Libraries {
  std::string error;
  RuntimeFunction functions[5] = {{"__kmpc_fork_call_if", nullptr},
                                  {"__kmpc_global_thread_num", nullptr},
                                  {"omp_get_num_threads", nullptr},
                                  {"omp_get_thread_num", nullptr},
                                  {"memrefCopy", nullptr}};
  void (*setNumThreads)(int) = nullptr;
  int defaultThreads = 1;
};
} // namespace

/// Loads the library that the build found or, on another machine, the one that
/// the dynamic linker knows by `name`. Its symbols, and those of MLIR, which
/// the runner utilities need, are not made known to libraries that are loaded
/// later: they may have an MLIR or an OpenMP of their own.
static void *load(const char *path, const char *name, std::string &error) {
  std::string reasons;
  for (const char *candidate : {path, name}) {
    if (void *library = dlopen(candidate, RTLD_NOW | RTLD_LOCAL))
      return library;
    reasons += (reasons.empty() ? "" : "; ") + std::string(dlerror());
  }
  error = "cannot load a library that compiled code needs: " + reasons;
  return nullptr;
}

static Libraries loadAll() {
  Libraries libraries;
  void *openmp = load(GLU_OPENMP_LIBRARY, "libomp.so.5", libraries.error);
  void *runner = load(GLU_RUNNER_LIBRARY, GLU_RUNNER_NAME, libraries.error);
  if (!openmp || !runner)
    return libraries;
  libraries.setNumThreads =
      reinterpret_cast<void (*)(int)>(dlsym(openmp, "omp_set_num_threads"));
  auto getMaxThreads =
      reinterpret_cast<int (*)()>(dlsym(openmp, "omp_get_max_threads"));
  if (libraries.setNumThreads && getMaxThreads)
    libraries.defaultThreads = getMaxThreads();
  else
    libraries.error = "the OpenMP runtime lacks omp_set_num_threads or "
                      "omp_get_max_threads";
  for (RuntimeFunction &function : libraries.functions) {
    void *library = function.name == "memrefCopy" ? runner : openmp;
    function.address = dlsym(library, function.name.data());
    if (!function.address)
      libraries.error =
          "a library that compiled code needs lacks " + function.name.str();
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

llvm::ArrayRef<RuntimeFunction> mlir::glu::getRuntimeFunctions() {
  return getLibraries().functions;
}

void mlir::glu::setThreads(unsigned threads) {
  const Libraries &libraries = getLibraries();
  libraries.setNumThreads(threads ? threads : libraries.defaultThreads);
}
