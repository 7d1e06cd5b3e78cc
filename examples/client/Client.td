//===- Client.td - A dialect with an activation -----------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "glu/IR/GLUInterfaces.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/OpBase.td"

def Client_Dialect : Dialect {
  let name = "client";
  let cppNamespace = "::client";
  let useDefaultAttributePrinterParser = 1;
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def Client_HardSiluAttr : AttrDef<Client_Dialect, "HardSilu",
    [DeclareAttrInterfaceMethods<GLU_ActivationAttrInterface,
       ["emitBody", "evaluate", "emitDerivative", "evaluateDerivative",
        "getSlopeBound", "getExpansionError"]>]> {
  let mnemonic = "hard_silu";
  let summary = "x min(max(x / 6 + 1 / 2, 0), 1)";
}
