//===- CommonStages.h - Stages that all targets have ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_PIPELINES_COMMONSTAGES_H
#define GLU_PIPELINES_COMMONSTAGES_H

#include "mlir/Pass/PassManager.h"

namespace mlir::glu {

void buildRaiseStage(OpPassManager &pm, bool raise);
void buildFuseStage(OpPassManager &pm);
void buildLinalgStage(OpPassManager &pm);
void buildBufferizeStage(OpPassManager &pm);

/// A part of the target stage: activations and math as arithmetic on f32 and
/// f64 that every target has, and in the same order of operations, hence bits.
void buildArithmetic(OpPassManager &pm);

} // namespace mlir::glu

#endif // GLU_PIPELINES_COMMONSTAGES_H
