//===- CUDADriver.cpp - Finds CUDA's driver -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CUDADriver.h"
#include "llvm/Support/DynamicLibrary.h"

using namespace glurt::cuda;
using llvm::Error;
using llvm::Expected;

Expected<Driver> Driver::load(const std::string &path) {
  std::string reason;
  auto library =
      llvm::sys::DynamicLibrary::getPermanentLibrary(path.c_str(), &reason);
  if (!library.isValid())
    return llvm::createStringError("there is no CUDA driver: " + reason);
  Driver driver;
  const char *missing = nullptr;
  auto find = [&](const char *name) {
    void *address = library.getAddressOfSymbol(name);
    if (!address)
      missing = name;
    return address;
  };
#define GLU_FIND(NAME, PARAMETERS)                                             \
  driver.NAME = reinterpret_cast<decltype(driver.NAME)>(find(#NAME));
  GLU_CUDA_LATE_ENTRY_POINTS(GLU_FIND)
  missing = nullptr;
  GLU_CUDA_ENTRY_POINTS(GLU_FIND)
#undef GLU_FIND
  if (missing)
    return llvm::createStringError("the CUDA driver '" + path + "' lacks " +
                                   missing);
  return driver;
}

Error Driver::check(Result result, const llvm::Twine &what) const {
  if (result == success)
    return Error::success();
  const char *name = nullptr, *text = nullptr;
  cuGetErrorName(result, &name);
  cuGetErrorString(result, &text);
  return llvm::createStringError(
      what + ": " + (name ? name : "error " + std::to_string(result)) +
      (text ? ": " + std::string(text) : ""));
}
