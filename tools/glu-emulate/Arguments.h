//===- Arguments.h - What --arg says ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_EMULATE_ARGUMENTS_H
#define GLU_TOOLS_GLU_EMULATE_ARGUMENTS_H

#include "glu/Emulator/TensorMap.h"
#include "glu/Runtime/Array.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>

namespace ptxemu {

/// An argument of a kernel: an array in global memory, or a number.
struct Argument {
  std::string name;
  std::optional<glurt::Array> array;
  /// Whether --out takes the array when the kernel has run.
  bool isOutput = false;
  /// The address of the array, or the bits of the number.
  uint64_t value = 0;
  uint64_t size = 8;
  /// The kernel gets a tensor map of the array, of boxes of so many elements,
  /// innermost dimension first; empty if it gets its address.
  llvm::SmallVector<uint32_t, 5> box;
  int swizzle = 0;
  EncodedTensorMap map;

  const void *data() const {
    return box.empty() ? static_cast<const void *>(&value) : map.data();
  }
};

/// Parses `FILE.npy[:bf16|:f16][:inout][:box=N,N][:swizzle=32|64|128]` or
/// `TYPE:VALUE` with a type of i32, i64, f32, f64.
llvm::Expected<Argument> parseArgument(llvm::StringRef text);
/// Makes the tensor map when the array has its address.
llvm::Error encodeTensorMap(Argument &argument);

} // namespace ptxemu

#endif // GLU_TOOLS_GLU_EMULATE_ARGUMENTS_H
