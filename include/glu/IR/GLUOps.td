//===- GLUOps.td - Ops of the glu dialect -----------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IR_GLUOPS_TD
#define GLU_IR_GLUOPS_TD

include "glu/IR/GLUAttrs.td"
include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.td"
include "mlir/Dialect/Linalg/IR/LinalgInterfaces.td"
include "mlir/Interfaces/DestinationStyleOpInterface.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "mlir/Interfaces/TilingInterface.td"
include "mlir/Interfaces/VectorInterfaces.td"

//===----------------------------------------------------------------------===//
// Element types and base classes
//===----------------------------------------------------------------------===//

def GLU_Float : AnyTypeOf<[F16, BF16, F32, F64], "f16, bf16, f32 or f64">;
// A scalar, a vector or a ranked tensor.
def GLU_FloatLike : AnyTypeOf<
    [GLU_Float, VectorOfAnyRankOf<[F16, BF16, F32, F64]>,
     RankedTensorOf<[F16, BF16, F32, F64]>],
    "f16, bf16, f32 or f64, or a vector or ranked tensor of them">;
def GLU_Tensor : RankedTensorOf<[F16, BF16, F32, F64]>;
def GLU_Bias : 1DTensorOf<[F16, BF16, F32, F64]>;
// One beta for all channels, or one for each.
def GLU_Beta : AnyTypeOf<[GLU_Float, 1DTensorOf<[F16, BF16, F32, F64]>]>;

class GLU_Op<string mnemonic, list<Trait> traits = []>
    : Op<GLU_Dialect, mnemonic, traits>;

/// An op that lives on scalars (in a linalg body), on vectors and on tensors,
/// as the ops of `math` do.
class GLU_ElementwiseOp<string mnemonic, list<Trait> traits = []>
    : GLU_Op<mnemonic, [Pure, VectorUnrollOpInterface]
                       # ElementwiseMappable.traits # traits> {
  let results = (outs GLU_FloatLike:$result);
  let hasVerifier = 1;
}

/// A layer: destination style on tensors, tileable, defined by decomposition.
/// Its iteration domain leaves out k: a partial sum is not a value of the op.
class GLU_LayerOp<string mnemonic, list<Trait> traits = []>
    : GLU_Op<mnemonic,
        [Pure, DestinationStyleOpInterface,
         DeclareOpInterfaceMethods<ReifyRankedShapedTypeOpInterface,
                                   ["reifyResultShapes"]>,
         DeclareOpInterfaceMethods<AggregatedOpInterface,
                                   ["decomposeOperation"]>,
         DeclareOpInterfaceMethods<TilingInterface,
           ["getLoopIteratorTypes", "getIterationDomain",
            "getTiledImplementation", "getResultTilePosition",
            "generateResultTileValue", "getIterationDomainTileFromResultTile"]>,
         DeclareOpInterfaceMethods<GLU_CostOpInterface>] # traits> {
  let results = (outs GLU_Tensor:$result);
  let hasVerifier = 1;
  let hasCanonicalizer = 1;
  code layerDeclaration = [{
    MutableOperandRange getDpsInitsMutable() { return getInitMutable(); }
    RankedTensorType getXType() {
      return cast<RankedTensorType>(getX().getType());
    }
    RankedTensorType getInitType() {
      return cast<RankedTensorType>(getInit().getType());
    }
  }];
  let extraClassDeclaration = layerDeclaration;
}

//===----------------------------------------------------------------------===//
// Elementwise ops
//===----------------------------------------------------------------------===//

def GLU_ActivationOp : GLU_ElementwiseOp<"activation",
    [AllTypesMatch<["x", "result"]>]> {
  let summary = "act(x), elementwise";
  let description = [{
    result = act(x), where act is an activation attribute of this dialect
    (written without `#glu.`) or of another one. Evaluated in the compute type
    and rounded once. Special values are those of the activation.

    `swish<beta = ?>` takes beta as an operand: a scalar, or a value of the
    shape of x, of the element type of x or f32.

    ```mlir
    func.func @activation(%x: tensor<4x8xf32>, %v: vector<8xbf16>, %beta: f32)
        -> (tensor<4x8xf32>, vector<8xbf16>) {
      %0 = glu.activation gelu<erf>(%x) : tensor<4x8xf32>
      %1 = glu.activation swish<beta = ?>(%v, %beta) : vector<8xbf16>, f32
      return %0, %1 : tensor<4x8xf32>, vector<8xbf16>
    }
    ```
  }];
  let arguments = (ins GLU_ActivationAttrInterface:$activation,
                       GLU_FloatLike:$x, Optional<GLU_FloatLike>:$beta);
  let assemblyFormat = [{
    custom<Activation>($activation) `` `(` $x (`,` $beta^)? `)` attr-dict
    `:` type($x) (`,` type($beta)^)?
  }];
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def GLU_GateOp : GLU_ElementwiseOp<"gate",
    [AllTypesMatch<["gate", "value", "result"]>]> {
  let summary = "act(gate) * value, elementwise";
  let description = [{
    result = act(gate) * value. Under `f32_through`, both factors are formed in
    the compute type and only the product is rounded; under `as_unfused`,
    act(gate) is rounded to the element type before the product, which is then
    rounded again. Products are those of IEEE 754: inf * 0 is NaN.

    beta is as in `glu.activation`.

    ```mlir
    func.func @gate(%g: tensor<4x8xbf16>, %v: tensor<4x8xbf16>, %beta: f32)
        -> (tensor<4x8xbf16>, tensor<4x8xbf16>) {
      %0 = glu.gate sigmoid(%g, %v) : tensor<4x8xbf16>
      %1 = glu.gate swish<beta = ?> rounding<as_unfused>(%g, %v, %beta)
          : tensor<4x8xbf16>, f32
      return %0, %1 : tensor<4x8xbf16>, tensor<4x8xbf16>
    }
    ```
  }];
  let arguments = (ins GLU_ActivationAttrInterface:$activation,
    DefaultValuedAttr<GLU_RoundingAttr,
                      "::mlir::glu::Rounding::F32Through">:$rounding,
    GLU_FloatLike:$gate, GLU_FloatLike:$value, Optional<GLU_FloatLike>:$beta);
  let assemblyFormat = [{
    custom<Activation>($activation) (` ` `rounding` `` $rounding^)? ``
    `(` $gate `,` $value (`,` $beta^)? `)` attr-dict
    `:` type($gate) (`,` type($beta)^)?
  }];
  let hasCanonicalizer = 1;
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

def GLU_MaxoutOp : GLU_LayerOp<"maxout"> {
  let summary = "max over pieces of (x W_i + b_i)";
  let description = [{
    result[m..., j] = max over i of (sum over k of x[m..., k] W[i, k, j] + b[i, j]),
    with x `[m..., in]`, W `[pieces, in, out]`, b `[pieces, out]`. A NaN in any
    piece makes the result NaN. Sums are in the compute type; the maximum is
    rounded once to the element type.

    Source: "Maxout Networks" (Goodfellow et al., 2013), section 2.

    ```mlir
    func.func @maxout(%x: tensor<?x8xf32>, %w: tensor<3x8x16xf32>,
                      %b: tensor<3x16xf32>, %init: tensor<?x16xf32>)
        -> tensor<?x16xf32> {
      %0 = glu.maxout ins(%x, %w : tensor<?x8xf32>, tensor<3x8x16xf32>)
             bias(%b : tensor<3x16xf32>)
             outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
      return %0 : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GLU_Tensor:$x, GLU_Tensor:$weight,
                       Optional<GLU_Tensor>:$bias, GLU_Tensor:$init);
  let assemblyFormat = [{
    `ins` `(` $x `,` $weight `:` type($x) `,` type($weight) `)`
    (`bias` `(` $bias^ `:` type($bias) `)`)?
    `outs` `(` $init `:` type($init) `)` attr-dict `->` type($result)
  }];
}

def GLU_LinearOp : GLU_LayerOp<"linear", [AttrSizedOperandSegments]> {
  let summary = "act(x W + b)";
  let description = [{
    result[m..., j] = act(sum over k of x[m..., k] W[k, j] + b[j]), with x
    `[m..., k]`, W `[k, n]` or `[n, k]` as `weights` says, b `[n]`. Under
    `as_unfused` the sum is rounded to the element type before the activation.
    beta is a scalar or `[n]`, of the element type of x or f32.

    ```mlir
    func.func @linear(%x: tensor<?x8xf32>, %w: tensor<16x8xf32>,
                      %b: tensor<16xf32>, %init: tensor<?x16xf32>)
        -> tensor<?x16xf32> {
      %0 = glu.linear relu weights<out_in>
             ins(%x, %w : tensor<?x8xf32>, tensor<16x8xf32>)
             bias(%b : tensor<16xf32>)
             outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
      return %0 : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins
    GLU_ActivationAttrInterface:$activation, GLU_WeightsAttr:$layout,
    DefaultValuedAttr<GLU_RoundingAttr,
                      "::mlir::glu::Rounding::F32Through">:$rounding,
    GLU_Tensor:$x, GLU_Tensor:$weight, Optional<GLU_Bias>:$bias,
    Optional<GLU_Beta>:$beta, GLU_Tensor:$init);
  let assemblyFormat = [{
    custom<Activation>($activation) `weights` `` $layout
    (`rounding` `` $rounding^)?
    `ins` `(` $x `,` $weight `:` type($x) `,` type($weight) `)`
    (`bias` `(` $bias^ `:` type($bias) `)`)?
    (`beta` `(` $beta^ `:` type($beta) `)`)?
    `outs` `(` $init `:` type($init) `)` attr-dict `->` type($result)
  }];
}

def GLU_GatedLinearOp : GLU_LayerOp<"gated_linear",
    [AttrSizedOperandSegments]> {
  let summary = "act(x W + b) * (x V + c)";
  let description = [{
    With g = x W + b and v = x V + c, result[m..., j] = act(g[m..., j]) v[m..., j].
    x is `[m..., k]`, the result `[m..., n]`; W, V, b and c lie as `weights`
    says. By its activation the op is GLU (`sigmoid`), Bilinear (`identity`),
    ReGLU (`relu`), GEGLU (`gelu<erf>`) or SwiGLU (`swish`), equations 4 and 5 of
    "GLU Variants Improve Transformer" (Shazeer, 2020).

    Separate weights take `gate_bias` and `value_bias`, each optional; a packed
    weight takes one packed `bias`. beta is a scalar or `[n]`, of the element
    type of x or f32. Under `as_unfused`, g, v, act(g) and the product are each
    rounded to the element type, otherwise only the product is.

    ```mlir
    func.func @swiglu(%x: tensor<?x8xf32>, %w: tensor<8x16xf32>,
                      %v: tensor<8x16xf32>, %b: tensor<16xf32>,
                      %init: tensor<?x16xf32>) -> tensor<?x16xf32> {
      %h = glu.gated_linear swish<beta = 1.0> weights<separate, in_out>
             ins(%x, %w, %v
                 : tensor<?x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
             gate_bias(%b : tensor<16xf32>)
             outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
      return %h : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins
    GLU_ActivationAttrInterface:$activation, GLU_WeightsAttr:$layout,
    DefaultValuedAttr<GLU_RoundingAttr,
                      "::mlir::glu::Rounding::F32Through">:$rounding,
    GLU_Tensor:$x, Variadic<GLU_Tensor>:$weights, Optional<GLU_Bias>:$bias,
    Optional<GLU_Bias>:$gate_bias, Optional<GLU_Bias>:$value_bias,
    Optional<GLU_Beta>:$beta, GLU_Tensor:$init);
  let assemblyFormat = [{
    custom<Activation>($activation) `weights` `` $layout
    (`rounding` `` $rounding^)?
    `ins` `(` $x `,` $weights `:` type($x) `,` type($weights) `)`
    (`bias` `(` $bias^ `:` type($bias) `)`)?
    (`gate_bias` `(` $gate_bias^ `:` type($gate_bias) `)`)?
    (`value_bias` `(` $value_bias^ `:` type($value_bias) `)`)?
    (`beta` `(` $beta^ `:` type($beta) `)`)?
    `outs` `(` $init `:` type($init) `)` attr-dict `->` type($result)
  }];
}

def GLU_FFNOp : GLU_LayerOp<"ffn", [AttrSizedOperandSegments]> {
  let summary = "a feed-forward layer: a hidden layer, gated or not, times W2";
  let description = [{
    With h = act(x W1 + b1), or h = act(x W + b) * (x V + c) for a gated layer,
    result = h W2 + b2. x is `[m..., d_model]`, h `[m..., d_ff]`, the result
    `[m..., d_out]`. `weights` says whether the layer is gated and how W1, or W
    and V, lie; `down` is the order of W2. Biases and beta of the hidden layer
    are those of `glu.linear` and `glu.gated_linear`; b2 is `down_bias`.

    The hidden is rounded once to the element type, so that the op equals
    `glu.linear` or `glu.gated_linear` followed by `glu.linear` bit for bit.

    Every FFN of "GLU Variants Improve Transformer" (Shazeer, 2020), equations
    1, 2, 3 and 6, is this op.

    ```mlir
    func.func @ffn_swiglu(%x: tensor<?x8xf32>, %w: tensor<8x16xf32>,
                          %v: tensor<8x16xf32>, %w2: tensor<16x8xf32>,
                          %init: tensor<?x8xf32>) -> tensor<?x8xf32> {
      %y = glu.ffn swish<beta = 1.0> weights<separate, in_out> down<in_out>
             ins(%x, %w, %v
                 : tensor<?x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
             down(%w2 : tensor<16x8xf32>)
             outs(%init : tensor<?x8xf32>) -> tensor<?x8xf32>
      return %y : tensor<?x8xf32>
    }
    ```
  }];
  let arguments = (ins
    GLU_ActivationAttrInterface:$activation, GLU_WeightsAttr:$layout,
    GLU_WeightsAttr:$down_layout,
    DefaultValuedAttr<GLU_RoundingAttr,
                      "::mlir::glu::Rounding::F32Through">:$rounding,
    GLU_Tensor:$x, Variadic<GLU_Tensor>:$weights, GLU_Tensor:$down_weight,
    Optional<GLU_Bias>:$bias, Optional<GLU_Bias>:$gate_bias,
    Optional<GLU_Bias>:$value_bias, Optional<GLU_Bias>:$down_bias,
    Optional<GLU_Beta>:$beta, GLU_Tensor:$init);
  let assemblyFormat = [{
    custom<Activation>($activation) `weights` `` $layout `down` `` $down_layout
    (`rounding` `` $rounding^)?
    `ins` `(` $x `,` $weights `:` type($x) `,` type($weights) `)`
    `down` `(` $down_weight `:` type($down_weight) `)`
    (`bias` `(` $bias^ `:` type($bias) `)`)?
    (`gate_bias` `(` $gate_bias^ `:` type($gate_bias) `)`)?
    (`value_bias` `(` $value_bias^ `:` type($value_bias) `)`)?
    (`down_bias` `(` $down_bias^ `:` type($down_bias) `)`)?
    (`beta` `(` $beta^ `:` type($beta) `)`)?
    `outs` `(` $init `:` type($init) `)` attr-dict `->` type($result)
  }];
  let extraClassDeclaration = layerDeclaration # [{
    /// Size of the hidden layer, kDynamic if unknown.
    int64_t getHiddenSize();
  }];
}

//===----------------------------------------------------------------------===//
// Packed weights and kernels
//===----------------------------------------------------------------------===//

def GLU_PackWeightsOp : GLU_Op<"pack_weights", [Pure]> {
  let summary = "weights as the panels that a kernel reads";
  let description = [{
    The weights of one product, which lie as `weights` says, as one array in the
    order of `panels` (see `#glu.panels`): `[panels, steps, parts, n * k]` with
    as many panels as the channels fill and as many steps as k does, or more of
    these. What lies beyond the weights is zero. Constants are packed by folding.

    ```mlir
    func.func @pack(%w: tensor<8x40xf32>, %v: tensor<8x40xf32>)
        -> tensor<3x8x2x16xf32> {
      %0 = glu.pack_weights weights<separate, in_out> panels<n = 16>(%w, %v)
          : tensor<8x40xf32>, tensor<8x40xf32> -> tensor<3x8x2x16xf32>
      return %0 : tensor<3x8x2x16xf32>
    }
    ```
  }];
  let arguments = (ins GLU_WeightsAttr:$layout, GLU_PanelsAttr:$panels,
                       Variadic<GLU_Tensor>:$weights);
  let results = (outs GLU_Tensor:$packed);
  let assemblyFormat = [{
    `weights` `` $layout `panels` `` $panels `` `(` $weights `)` attr-dict `:`
    type($weights) `->` type($packed)
  }];
  let hasFolder = 1;
  let hasVerifier = 1;
}

def GLU_UnpackWeightsOp : GLU_Op<"unpack_weights", [Pure]> {
  let summary = "the weights that panels hold";
  let description = [{
    The inverse of `glu.pack_weights`. It stands in front of a layer whose
    weights are packed: a kernel reads the panels, and the layer's meaning is
    still that of its weights. Where no kernel is made, it is carried out.

    ```mlir
    func.func @linear(%x: tensor<?x8xf32>, %packed: tensor<1x8x1x64xf32>,
                      %init: tensor<?x40xf32>) -> tensor<?x40xf32> {
      %w = glu.unpack_weights weights<in_out> panels<n = 64>(%packed)
          : tensor<1x8x1x64xf32> -> tensor<8x40xf32>
      %0 = glu.linear relu weights<in_out>
             ins(%x, %w : tensor<?x8xf32>, tensor<8x40xf32>)
             outs(%init : tensor<?x40xf32>) -> tensor<?x40xf32>
      return %0 : tensor<?x40xf32>
    }
    ```
  }];
  let arguments = (ins GLU_WeightsAttr:$layout, GLU_PanelsAttr:$panels,
                       GLU_Tensor:$packed);
  let results = (outs Variadic<GLU_Tensor>:$weights);
  let assemblyFormat = [{
    `weights` `` $layout `panels` `` $panels `` `(` $packed `)` attr-dict `:`
    type($packed) `->` type($weights)
  }];
  let hasVerifier = 1;
  let hasCanonicalizeMethod = 1;
}

def GLU_KernelOp : GLU_Op<"kernel",
    [AttrSizedOperandSegments, IsolatedFromAbove, SingleBlock, NoTerminator,
     Pure, DestinationStyleOpInterface,
     DeclareOpInterfaceMethods<BufferizableOpInterface,
       ["bufferizesToMemoryRead", "bufferizesToMemoryWrite",
        "getAliasingValues", "bufferize"]>]> {
  let summary = "code on buffers in the midst of tensors";
  let description = [{
    Loops on memrefs that write every element of `outs` from `ins`. The region
    has an argument for each operand: a memref for a tensor, the operand's own
    type for a scalar. Bufferization puts the code in the op's place.

    A layer with packed weights becomes one: what its kernel does (tiles in
    registers, scratch of a thread, a hidden layer in the order in which the next
    product reads it) has no form on tensors.

    ```mlir
    func.func @kernel(%x: tensor<8xf32>, %init: tensor<8xf32>)
        -> tensor<8xf32> {
      %0 = glu.kernel ins(%x : tensor<8xf32>) outs(%init : tensor<8xf32>) {
      ^bb0(%from: memref<8xf32>, %to: memref<8xf32>):
        %c0 = arith.constant 0 : index
        %v = vector.load %from[%c0] : memref<8xf32>, vector<8xf32>
        vector.store %v, %to[%c0] : memref<8xf32>, vector<8xf32>
      } -> tensor<8xf32>
      return %0 : tensor<8xf32>
    }
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$inputs, Variadic<GLU_Tensor>:$inits);
  let results = (outs Variadic<GLU_Tensor>:$results);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    (`ins` `(` $inputs^ `:` type($inputs) `)`)?
    `outs` `(` $inits `:` type($inits) `)` $body attr-dict `->` type($results)
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    MutableOperandRange getDpsInitsMutable() { return getInitsMutable(); }
  }];
}

def GLU_MultiprocessorsOp : GLU_Op<"multiprocessors", [Pure]> {
  let summary = "multiprocessors of the GPU";
  let description = [{
    As many blocks run at once that leave no room for another. The host asks the
    device when it runs.

    ```mlir
    func.func @blocks() -> index {
      %0 = glu.multiprocessors
      return %0 : index
    }
    ```
  }];
  let results = (outs Index:$count);
  let assemblyFormat = "attr-dict";
}

#endif // GLU_IR_GLUOPS_TD
