//===- Types.h - Types of imported values -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IMPORT_TYPES_H
#define GLU_LIB_IMPORT_TYPES_H

#include "mlir/IR/BuiltinTypes.h"

namespace mlir::glu::importer {

/// What a type is imported as: a tensor or a number of a builtin type. Null if
/// it is none that is known.
Type convertType(Type type);

/// Whether values of the type exist while a program is imported only: those of
/// torch that are no tensors, and shape's witnesses.
bool isCompileTimeType(Type type);

} // namespace mlir::glu::importer

#endif // GLU_LIB_IMPORT_TYPES_H
