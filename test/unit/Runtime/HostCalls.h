//===- HostCalls.h - The mgpu functions for tests ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TEST_UNIT_RUNTIME_HOSTCALLS_H
#define GLU_TEST_UNIT_RUNTIME_HOSTCALLS_H

#include "glu/Runtime/GPU/DeviceRun.h"
#include "gtest/gtest.h"

/// Calls the mgpu function `name`, as the code that MLIR makes does: pointers,
/// i8, i16, i32, i64.
template <typename Result = void *, typename... Arguments>
Result call(llvm::StringRef name, Arguments... arguments) {
  for (const glurt::HostFunction &function : glurt::getHostFunctions())
    if (function.name == name)
      return reinterpret_cast<Result (*)(Arguments...)>(function.address)(
          arguments...);
  ADD_FAILURE() << "there is no " << name.str();
  return Result();
}

/// The message of an error, empty if it is none.
inline std::string getMessage(llvm::Error error) {
  return llvm::toString(std::move(error));
}

#endif // GLU_TEST_UNIT_RUNTIME_HOSTCALLS_H
