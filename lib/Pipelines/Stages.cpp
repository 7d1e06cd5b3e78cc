//===- Stages.cpp - Names of the stages -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Pipelines/Pipelines.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::glu;

static constexpr StringRef names[] = {
    "raise",  "fuse",      "strategy",  "pack",   "tile",
    "linalg", "vectorize", "bufferize", "target", "llvm"};

StringRef mlir::glu::stringifyStage(Stage stage) {
  return names[static_cast<size_t>(stage)];
}

std::optional<Stage> mlir::glu::symbolizeStage(StringRef name) {
  auto *it = llvm::find(names, name);
  if (it == std::end(names))
    return std::nullopt;
  return static_cast<Stage>(it - std::begin(names));
}

std::string mlir::glu::getStageNames() {
  return llvm::join(ArrayRef(names), ", ");
}
