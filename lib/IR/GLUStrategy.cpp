//===- GLUStrategy.cpp - How a layer is computed --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The labels C1, C2, ... are those of docs/spec.md and test/IR/invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"

using namespace mlir;
using namespace mlir::glu;

LogicalResult StrategyAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                   KernelKind kernel, int64_t rows,
                                   int64_t columns, int64_t unroll,
                                   int64_t rowBlock, int64_t kBlock,
                                   int64_t panelGroup) {
  for (auto [name, value] :
       {std::pair("rows", rows), std::pair("columns", columns),
        std::pair("unroll", unroll), std::pair("row_block", rowBlock),
        std::pair("k_block", kBlock), std::pair("panel_group", panelGroup)})
    if (value <= 0) // C1
      return emitError() << "expected a positive " << name << ", got " << value;
  if (columns % 2) // C2
    return emitError() << "expected even columns, for gate and value, got "
                       << columns;
  if (rowBlock % rows) // C3
    return emitError() << "expected a row_block of whole register tiles of "
                       << rows << " rows, got " << rowBlock;
  if (kBlock % unroll) // C4
    return emitError() << "expected a k_block of whole iterations of " << unroll
                       << " steps, got " << kBlock;
  if (kernel == KernelKind::FMA)
    return success();
  if (rows != 32 || columns != 32) // C5
    return emitError() << "expected 32 rows and 32 columns for amx, two tiles "
                          "each, got "
                       << rows << " and " << columns;
  if (kBlock % (32 * unroll)) // C6
    return emitError() << "expected a k_block of whole iterations of "
                       << 32 * unroll << " elements for amx, got " << kBlock;
  return success();
}

PanelsAttr StrategyAttr::getPanels(bool isGated) const {
  return PanelsAttr::get(getContext(),
                         isGated ? getColumns() / 2 : getColumns(),
                         getKernel() == KernelKind::AMX ? 2 : 1);
}

LogicalResult
GPUStrategyAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                        GPUFamily family, int64_t rows, int64_t columns,
                        int64_t stages, int64_t cluster, int64_t blocks,
                        bool tf32) {
  if (tf32 && family != GPUFamily::S1) // C9
    return emitError() << "expected tf32 for s1 alone, got "
                       << stringifyGPUFamily(family);
  if (cluster != 1 && (family != GPUFamily::S2 || cluster != 2)) // C10
    return emitError() << "expected a cluster of 1, or of 2 for s2, got "
                       << cluster << " for " << stringifyGPUFamily(family);
  if (family == GPUFamily::S0) {
    if (rows || columns || stages || blocks) // C1
      return emitError() << "expected no rows, columns, stages and blocks for "
                            "s0";
    return success();
  }
  if (stages < 2) // C4
    return emitError() << "expected two stages at least, got " << stages;
  if (family == GPUFamily::Stream) {
    if (rows != 16) // C6
      return emitError() << "expected 16 rows for stream, got " << rows;
    if (columns != 32 && columns != 64 && columns != 128) // C7
      return emitError()
             << "expected 32, 64 or 128 columns for stream, of gate "
                "and value together, got "
             << columns;
    if (blocks <= 0) // C8
      return emitError() << "expected positive blocks for stream, got "
                         << blocks;
    return success();
  }
  if (rows <= 0 || rows % 64) // C2
    return emitError() << "expected rows to be a multiple of 64, those of a "
                          "warp, got "
                       << rows;
  if (columns <= 0 || columns % 128) // C3
    return emitError() << "expected columns to be a multiple of 128, of gate "
                          "and value together, got "
                       << columns;
  if (family == GPUFamily::S2 && (rows != 128 || columns > 256)) // C5
    return emitError() << "expected 128 rows and at most 256 columns for s2, "
                          "got "
                       << rows << " and " << columns;
  if (blocks) // C8
    return emitError() << "expected no blocks for "
                       << stringifyGPUFamily(family) << ", got " << blocks;
  return success();
}

int64_t GPUStrategyAttr::getSharedBytes() const {
  bool isStream = getFamily() == GPUFamily::Stream;
  int64_t rings = isStream ? streamWarps : 1;
  int64_t ring = rings * getStages() * (getRows() + getColumns()) * rowBytes;
  constexpr int64_t barrierBytes = 8, sumBytes = 4;
  if (getFamily() == GPUFamily::S2)
    return ring + getResultBytes() + getStages() * 2 * barrierBytes;
  return std::max(ring, rings * getRows() * getSumsOfRow() * sumBytes);
}

/// C7: a strategy is on a layer, and is one.
LogicalResult GLUDialect::verifyOperationAttribute(Operation *op,
                                                   NamedAttribute attribute) {
  if (attribute.getName() != StrategyAttr::attrName)
    return op->emitOpError("has an unknown attribute ") << attribute.getName();
  if (!isa<LinearOp, GatedLinearOp, FFNOp>(op))
    return op->emitOpError("expected no ")
           << StrategyAttr::attrName
           << ": only glu.linear, glu.gated_linear and glu.ffn have a strategy";
  if (!isa<StrategyAttr, GPUStrategyAttr>(attribute.getValue()))
    return op->emitOpError("expected ")
           << StrategyAttr::attrName
           << " to be a #glu.strategy or a #glu.gpu_strategy, got "
           << attribute.getValue();
  return success();
}
