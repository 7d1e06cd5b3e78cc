//===- ClientAttrs.td - An activation of a client ---------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/OpBase.td"
include "glu/IR/GLUInterfaces.td"

def Client_Dialect : Dialect {
  let name = "client";
  let cppNamespace = "::client";
  let useDefaultAttributePrinterParser = 1;
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::math::MathDialect"];
}

def Client_SoftsignAttr : AttrDef<Client_Dialect, "Softsign",
    [DeclareAttrInterfaceMethods<GLU_ActivationAttrInterface,
       ["emitBody", "evaluate", "emitDerivative", "evaluateDerivative",
        "getSlopeBound", "getExpansionError"]>]> {
  let mnemonic = "softsign";
  let summary = "x / (1 + |x|)";
}
