//===- Builders.h - The layers of the papers, by name -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One function for each layer that a paper names; docs/spec.md has the
// equations. They build glu ops with the default rounding contract.
//
// - x is `[m..., in]`, of rank 1 or more. Weights are `[in, out]`, as in the
//   papers.
// - A null bias is absent. A null beta is the constant 1; any other is an
//   operand of the op, which canonicalization makes an attribute if it is
//   constant.
// - A layer writes into a `tensor.empty` that the function creates.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IR_BUILDERS_H
#define GLU_IR_BUILDERS_H

#include "glu/IR/GLU.h"

namespace mlir::glu {

//===----------------------------------------------------------------------===//
// Activations: x is a scalar, a vector or a tensor
//===----------------------------------------------------------------------===//

Value buildSigmoid(OpBuilder &b, Location loc, Value x);
Value buildTanh(OpBuilder &b, Location loc, Value x);
Value buildReLU(OpBuilder &b, Location loc, Value x);
Value buildMish(OpBuilder &b, Location loc, Value x);
Value buildSiLU(OpBuilder &b, Location loc, Value x);
Value buildLeakyReLU(OpBuilder &b, Location loc, Value x, double slope);
Value buildELU(OpBuilder &b, Location loc, Value x, double alpha = 1.0);
Value buildGELU(OpBuilder &b, Location loc, Value x,
                GeluForm form = GeluForm::Erf);
Value buildSwish(OpBuilder &b, Location loc, Value x, Value beta = {});

//===----------------------------------------------------------------------===//
// Layers of one product
//===----------------------------------------------------------------------===//

/// max over i of (x W_i + b_i), with weights `[pieces, in, out]` and bias
/// `[pieces, out]`.
Value buildMaxout(OpBuilder &b, Location loc, Value x, Value w,
                  Value bias = {});

/// act(x W + b) * (x V + c), with act = sigmoid for GLU, the identity for
/// Bilinear, ReLU for ReGLU, GELU for GEGLU and Swish_beta for SwiGLU.
Value buildGLU(OpBuilder &b, Location loc, Value x, Value w, Value v,
               Value gateBias = {}, Value valueBias = {});
Value buildBilinear(OpBuilder &b, Location loc, Value x, Value w, Value v,
                    Value gateBias = {}, Value valueBias = {});
Value buildReGLU(OpBuilder &b, Location loc, Value x, Value w, Value v,
                 Value gateBias = {}, Value valueBias = {});
Value buildGEGLU(OpBuilder &b, Location loc, Value x, Value w, Value v,
                 Value gateBias = {}, Value valueBias = {});
Value buildSwiGLU(OpBuilder &b, Location loc, Value x, Value w, Value v,
                  Value gateBias = {}, Value valueBias = {}, Value beta = {});

//===----------------------------------------------------------------------===//
// Feed-forward layers
//===----------------------------------------------------------------------===//

/// act(x W1 + b1) W2 + b2, with act = ReLU, GELU or Swish_beta.
Value buildFFNReLU(OpBuilder &b, Location loc, Value x, Value w1, Value w2,
                   Value bias1 = {}, Value bias2 = {});
Value buildFFNGELU(OpBuilder &b, Location loc, Value x, Value w1, Value w2,
                   Value bias1 = {}, Value bias2 = {});
Value buildFFNSwish(OpBuilder &b, Location loc, Value x, Value w1, Value w2,
                    Value bias1 = {}, Value bias2 = {}, Value beta = {});

/// (act(x W) * (x V)) W2, with act as in the layers of one product; the biases,
/// which the paper leaves out, are those of gate, value and W2.
Value buildFFNGLU(OpBuilder &b, Location loc, Value x, Value w, Value v,
                  Value w2, Value gateBias = {}, Value valueBias = {},
                  Value bias2 = {});
Value buildFFNBilinear(OpBuilder &b, Location loc, Value x, Value w, Value v,
                       Value w2, Value gateBias = {}, Value valueBias = {},
                       Value bias2 = {});
Value buildFFNReGLU(OpBuilder &b, Location loc, Value x, Value w, Value v,
                    Value w2, Value gateBias = {}, Value valueBias = {},
                    Value bias2 = {});
Value buildFFNGEGLU(OpBuilder &b, Location loc, Value x, Value w, Value v,
                    Value w2, Value gateBias = {}, Value valueBias = {},
                    Value bias2 = {});
Value buildFFNSwiGLU(OpBuilder &b, Location loc, Value x, Value w, Value v,
                     Value w2, Value gateBias = {}, Value valueBias = {},
                     Value bias2 = {}, Value beta = {});

} // namespace mlir::glu

#endif // GLU_IR_BUILDERS_H
