//===- GLUInterfaces.td - Interfaces of the glu dialect ---*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A client's dialect includes this file to define activations of its own. The
// C++ generated from it is header-only for the client, so that a plugin links
// no library of glu.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IR_GLUINTERFACES_TD
#define GLU_IR_GLUINTERFACES_TD

include "mlir/IR/Interfaces.td"

def GLU_ActivationAttrInterface : AttrInterface<"ActivationAttrInterface"> {
  let cppNamespace = "::mlir::glu";
  let description = [{
    An activation: a function of one real number and, for some, of a learned
    scalar beta. A new activation is one attribute that implements this.
  }];
  let methods = [
    InterfaceMethod<[{
        Emits the activation of `x`, an f32 or f64 scalar or a vector of them,
        as arith and math ops. `beta` has the type of `x`; it is null unless
        `takesBeta()`. Parameters are rounded to the type of `x`.
      }], "::mlir::Value", "emitBody",
      (ins "::mlir::OpBuilder &":$b, "::mlir::Location":$loc,
           "::mlir::Value":$x, "::mlir::Value":$beta)>,
    InterfaceMethod<[{
        The definition: act(x), exact but for the rounding of `long double`,
        special values included. It shares no code with `emitBody`, which it
        judges. Parameters are rounded to `computeType` (f32 or f64) first;
        `beta` is ignored unless `takesBeta()`.
      }], "long double", "evaluate",
      (ins "::mlir::FloatType":$computeType, "long double":$x,
           "long double":$beta)>,
    InterfaceMethod<[{
        Emits d act(x) / dx as arith and math ops, with the operands of
        `emitBody`.

        Expanded by `glu-expand-activations` for a CPU, it is within 4 units in
        the last place of the derivative, 2 where that is subnormal. For an
        activation x f(x), the units are those of the greatest of the
        derivative f(x) + x f'(x) and its two terms, which cancel near the
        minimum. The sign of a zero is not specified.
      }], "::mlir::Value", "emitDerivative",
      (ins "::mlir::OpBuilder &":$b, "::mlir::Location":$loc,
           "::mlir::Value":$x, "::mlir::Value":$beta)>,
    InterfaceMethod<[{
        The definition of the derivative, limits and kinks included, as
        `evaluate` is that of the activation. It shares no code with
        `emitDerivative`, which it judges.
      }], "long double", "evaluateDerivative",
      (ins "::mlir::FloatType":$computeType, "long double":$x,
           "long double":$beta)>,
    InterfaceMethod<[{
        A bound of |d act(x) / dx| over all x: how much the activation can
        amplify an error of its argument.
      }], "double", "getSlopeBound", (ins)>,
    InterfaceMethod<[{
        What the code from `emitBody`, expanded by `glu-expand-activations` for
        a CPU, may differ from `evaluate` in `computeType`: the pair
        (relative, absolute), of which the sum |act(x)| * relative + absolute
        bounds the error for every x.
      }], "std::pair<double, double>", "getExpansionError",
      (ins "::mlir::FloatType":$computeType)>,
    InterfaceMethod<[{
        Whether the activation reads a beta operand.
      }], "bool", "takesBeta", (ins), "", [{ return false; }]>,
    InterfaceMethod<[{
        Whether the activation is the identity, that is, absent.
      }], "bool", "isIdentity", (ins), "", [{ return false; }]>,
  ];
}

def GLU_CostOpInterface : OpInterface<"CostOpInterface"> {
  let cppNamespace = "::mlir::glu";
  let description = [{
    What a layer costs, from its types alone. A dynamic size that matters makes
    the figure unknown.
  }];
  let methods = [
    InterfaceMethod<[{
        Floating-point operations: 2 for each multiply-add of a product; biases,
        activations and the gate's multiplication are not counted.
      }], "std::optional<int64_t>", "getFlops", (ins)>,
    InterfaceMethod<[{
        Bytes read and written when every operand and result crosses memory
        once and nothing else does.
      }], "std::optional<int64_t>", "getBytes", (ins)>,
    InterfaceMethod<[{
        Number of weights and biases.
      }], "std::optional<int64_t>", "getParameters", (ins)>,
  ];
}

#endif // GLU_IR_GLUINTERFACES_TD
