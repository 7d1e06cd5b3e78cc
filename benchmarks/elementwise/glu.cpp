//===- glu.cpp - Activations that glu compiled ahead of time --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Runtime/MemRef.h"
#include "system.h"
#include <dlfcn.h>
#include <string>

namespace {
using Function = void (*)(GLUMemRef1D *result, GLUMemRef1D *x, GLUMemRef1D *y);

struct Call {
  Function function;
  GLUMemRef1D x, y, result;
};
} // namespace

/// The library that this code is in, together with the object file of glu's.
static void *getThisLibrary() {
  Dl_info info;
  dladdr(reinterpret_cast<void *>(prepare), &info);
  return dlopen(info.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
}

void *prepare(const char *activation, float *x, float *y, int64_t n) {
  static void *library = getThisLibrary();
  std::string name = std::string("_mlir_ciface_") + activation;
  auto function = reinterpret_cast<Function>(dlsym(library, name.c_str()));
  if (!function)
    return nullptr;
  return new Call{function, gluMemRef1D(x, n), gluMemRef1D(y, n), {}};
}

void run(void *call, int64_t times) {
  auto &[function, x, y, result] = *static_cast<Call *>(call);
  for (int64_t i = 0; i < times; ++i)
    function(&result, &x, &y);
}
