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

} // namespace mlir::glu

#endif // GLU_PIPELINES_COMMONSTAGES_H
