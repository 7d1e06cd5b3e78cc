//===- ElementTypes.h - Types of MLIR and of the runtime --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_REFERENCE_ELEMENTTYPES_H
#define GLU_LIB_REFERENCE_ELEMENTTYPES_H

#include "glu/Runtime/Array.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/TypeSwitch.h"
#include <optional>

namespace mlir::glu::reference {

/// The element type of arrays that hold values of `type`; null if none does.
inline std::optional<glurt::ElementType> getElementType(Type type) {
  using glurt::ElementType;
  using Result = std::optional<ElementType>;
  return llvm::TypeSwitch<Type, Result>(type)
      .Case<Float16Type>([](Type) { return ElementType::F16; })
      .Case<BFloat16Type>([](Type) { return ElementType::BF16; })
      .Case<Float32Type>([](Type) { return ElementType::F32; })
      .Case<Float64Type>([](Type) { return ElementType::F64; })
      .Case<IndexType>([](Type) { return ElementType::I64; })
      .Case<IntegerType>([](IntegerType integer) -> Result {
        switch (integer.getWidth()) {
        case 1:
          return ElementType::I1;
        case 8:
          return ElementType::I8;
        case 16:
          return ElementType::I16;
        case 32:
          return ElementType::I32;
        case 64:
          return ElementType::I64;
        default:
          return std::nullopt;
        }
      })
      .Default([](Type) { return std::nullopt; });
}

} // namespace mlir::glu::reference

#endif // GLU_LIB_REFERENCE_ELEMENTTYPES_H
