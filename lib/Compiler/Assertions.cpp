//===- Assertions.cpp - cf.assert in compiled code ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Assertions.h"
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

using namespace mlir::glu;

namespace {
/// A call that assertions can leave.
struct Guard {
  std::jmp_buf place;
  std::string message;
};
} // namespace

static thread_local Guard *innermost = nullptr;

static int keepMessage(const char *message) {
  if (!innermost)
    return std::puts(message);
  innermost->message = message;
  return 0;
}

[[noreturn]] static void leave() {
  if (!innermost)
    std::abort();
  // Compiled code has nothing to unwind.
  std::longjmp(innermost->place, 1);
}

llvm::ArrayRef<RuntimeFunction> mlir::glu::getAssertionFunctions() {
  static const RuntimeFunction functions[] = {
      {"puts", reinterpret_cast<void *>(keepMessage)},
      {"abort", reinterpret_cast<void *>(leave)}};
  return functions;
}

llvm::Error mlir::glu::callGuarded(void (*entry)(void **), void **arguments) {
  Guard guard;
  Guard *const outer = std::exchange(innermost, &guard);
  if (setjmp(guard.place) == 0) {
    entry(arguments);
    innermost = outer;
    return llvm::Error::success();
  }
  innermost = outer;
  return llvm::createStringError("an assertion failed: " + guard.message);
}
