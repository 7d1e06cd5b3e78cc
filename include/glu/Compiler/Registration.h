//===- Registration.h - All that programs of glu use ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_COMPILER_REGISTRATION_H
#define GLU_COMPILER_REGISTRATION_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace mlir::glu {

/// The dialects of MLIR and of glu, their extensions, and their translations to
/// LLVM IR.
void registerAllGLUDialects(DialectRegistry &registry);

/// The passes and pipelines of MLIR and of glu. May be called again.
void registerAllGLUPasses();

} // namespace mlir::glu

#endif // GLU_COMPILER_REGISTRATION_H
