//===- GLU.h - The glu dialect ----------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IR_GLU_H
#define GLU_IR_GLU_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/TilingInterface.h"
#include "mlir/Interfaces/VectorInterfaces.h"

#include "glu/IR/GLUAttrInterfaces.h.inc"
#include "glu/IR/GLUDialect.h.inc"
#include "glu/IR/GLUEnums.h.inc"
#include "glu/IR/GLUOpInterfaces.h.inc"
#define GET_ATTRDEF_CLASSES
#include "glu/IR/GLUAttrs.h.inc"

namespace mlir::glu {

/// `relu` for an activation of this dialect, `#client.softsign` for any other.
ParseResult parseActivation(OpAsmParser &parser,
                            ActivationAttrInterface &activation);
void printActivation(OpAsmPrinter &printer, Operation *op,
                     ActivationAttrInterface activation);

/// The type in which an op on elements of `type` computes: f64 for f64, f32 for
/// the others.
FloatType getComputeType(FloatType type);

} // namespace mlir::glu

#define GET_OP_CLASSES
#include "glu/IR/GLUOps.h.inc"

#endif // GLU_IR_GLU_H
