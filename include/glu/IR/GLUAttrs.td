//===- GLUAttrs.td - Attributes of the glu dialect --------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IR_GLUATTRS_TD
#define GLU_IR_GLUATTRS_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "glu/IR/GLUDialect.td"
include "glu/IR/GLUInterfaces.td"

class GLU_Attr<string name, string attrMnemonic, list<Trait> traits = []>
    : AttrDef<GLU_Dialect, name, traits> {
  let mnemonic = attrMnemonic;
}

class GLU_I32Enum<string name, string summary, list<I32EnumAttrCase> cases>
    : I32EnumAttr<name, summary, cases> {
  let cppNamespace = "::mlir::glu";
  let genSpecializedAttr = 0;
}

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

class GLU_Activation<string name, string attrMnemonic,
                     list<string> extraMethods = []>
    : GLU_Attr<name, attrMnemonic,
               [DeclareAttrInterfaceMethods<
                   GLU_ActivationAttrInterface,
                   ["emitBody", "evaluate", "emitDerivative",
                    "evaluateDerivative", "getSlopeBound",
                    "getExpansionError"] # extraMethods>]>;

// A double that prints as the shortest text that reads back; infinities and NaN
// print as `inf`, `-inf` and `nan`.
def GLU_Real : AttrOrTypeParameter<"::mlir::FloatAttr", "a constant"> {
  let parser = "parseReal($_parser)";
  let printer = "printReal($_printer, $_self)";
}

// The same, or `?` (a null attribute) where the value is an operand of the op.
def GLU_RealOrOperand : AttrOrTypeParameter<"::mlir::FloatAttr",
    "a constant, or `?` for an operand"> {
  let parser = "parseRealOrOperand($_parser)";
  let printer = "printRealOrOperand($_printer, $_self)";
}

def GLU_RealParameterBuilder
    : AttrBuilder<(ins "double":$value), [{
        return $_get($_ctxt, Builder($_ctxt).getF64FloatAttr(value));
      }]>;

def GLU_IdentityAttr : GLU_Activation<"Identity", "identity", ["isIdentity"]> {
  let summary = "x";
}

def GLU_SigmoidAttr : GLU_Activation<"Sigmoid", "sigmoid"> {
  let summary = "1 / (1 + exp(-x))";
}

def GLU_TanhAttr : GLU_Activation<"Tanh", "tanh"> {
  let summary = "tanh(x)";
}

def GLU_ReluAttr : GLU_Activation<"Relu", "relu"> {
  let summary = "max(x, 0)";
  let description = [{
    +0 for every x <= 0, -0 and -inf included; NaN for NaN.
  }];
}

def GLU_LeakyReluAttr : GLU_Activation<"LeakyRelu", "leaky_relu"> {
  let summary = "x for x > 0, slope * x otherwise";
  let description = [{
    A slope of 0 is defined as `relu`. The slope is finite.
  }];
  let parameters = (ins GLU_Real:$slope);
  let assemblyFormat = "`<` struct(params) `>`";
  let builders = [GLU_RealParameterBuilder];
  let genVerifyDecl = 1;
}

def GLU_EluAttr : GLU_Activation<"Elu", "elu"> {
  let summary = "x for x > 0, alpha * (exp(x) - 1) otherwise";
  let description = [{
    alpha is finite.
  }];
  let parameters = (ins GLU_Real:$alpha);
  let assemblyFormat = "`<` struct(params) `>`";
  let builders = [GLU_RealParameterBuilder];
  let genVerifyDecl = 1;
}

def GLU_GeluForm : GLU_I32Enum<"GeluForm", "the function called GELU", [
    I32EnumAttrCase<"Erf", 0, "erf">, I32EnumAttrCase<"Tanh", 1, "tanh">,
    I32EnumAttrCase<"Sigmoid", 2, "sigmoid">]>;

def GLU_GeluAttr : GLU_Activation<"Gelu", "gelu"> {
  let summary = "x * Phi(x), or one of its two approximations";
  let description = [{
    - `gelu<erf>`: 0.5 x (1 + erf(x / sqrt 2)), the exact form
    - `gelu<tanh>`: 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))
    - `gelu<sigmoid>`: x sigmoid(1.702 x)

    Source: "Gaussian Error Linear Units" (Hendrycks, Gimpel, 2016), section 2.
    -inf gives -0 in all forms.
  }];
  let parameters = (ins EnumParameter<GLU_GeluForm>:$form);
  let assemblyFormat = "`<` $form `>`";
}

def GLU_MishAttr : GLU_Activation<"Mish", "mish"> {
  let summary = "x * tanh(log(1 + exp(x)))";
  let description = [{
    Source: "Mish: A Self Regularized Non-Monotonic Activation Function"
    (Misra, 2019), equation 1. -inf gives -0.
  }];
}

def GLU_SwishAttr : GLU_Activation<"Swish", "swish", ["takesBeta"]> {
  let summary = "x * sigmoid(beta * x)";
  let description = [{
    `swish<beta = 1.0>` is SiLU; `swish<beta = ?>` takes beta as an operand of
    the op, since it can be learned. The limits are part of the definition:
    beta = 0 gives x / 2 for every x, beta = +inf gives `relu`, beta = -inf
    gives -relu(-x), beta = NaN gives NaN. For finite beta, an infinite x gives x
    where beta * x is +inf, and 0 with the sign of x where it is -inf.

    Source: "Searching for Activation Functions" (Ramachandran, Zoph, Le, 2017),
    section 4.
  }];
  let parameters = (ins GLU_RealOrOperand:$beta);
  let assemblyFormat = "`<` struct(params) `>`";
  let builders = [
    GLU_RealParameterBuilder,
    AttrBuilder<(ins), [{ return $_get($_ctxt, FloatAttr()); }]>,
  ];
}

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

def GLU_WeightOrder : GLU_I32Enum<"WeightOrder", "order of a weight's dimensions", [
    I32EnumAttrCase<"InOut", 0, "in_out">,
    I32EnumAttrCase<"OutIn", 1, "out_in">]>;

def GLU_WeightPacking : GLU_I32Enum<"WeightPacking",
    "where gate and value weights are", [
    I32EnumAttrCase<"Single", 0, "single">,
    I32EnumAttrCase<"Separate", 1, "separate">,
    I32EnumAttrCase<"GateFirst", 2, "gate_first">,
    I32EnumAttrCase<"ValueFirst", 3, "value_first">,
    I32EnumAttrCase<"Interleaved", 4, "interleaved">]>;

def GLU_WeightsAttr : GLU_Attr<"Weights", "weights"> {
  let summary = "how the weights of a product lie in memory";
  let description = [{
    The order of a weight's dimensions, `in_out` (`[k, n]`, the paper's) or
    `out_in` (`[n, k]`, that of `torch.nn.Linear`), and for a gated product
    where gate and value are:

    | text | operands | gate and value of channel j |
    |---|---|---|
    | `<in_out>` | one weight, no gate | |
    | `<separate, in_out>` | gate weight, value weight | column j of each |
    | `<gate_first, in_out>` | one, `[k, 2n]` | columns j and n + j |
    | `<value_first, in_out>` | one, `[k, 2n]` | columns n + j and j |
    | `<interleaved = B, in_out>` | one, `[k, 2n]` | columns 2B (j / B) + j % B and B more |

    A packed weight takes one packed bias `[2n]` in the same layout.
  }];
  let parameters = (ins EnumParameter<GLU_WeightPacking>:$packing,
                        EnumParameter<GLU_WeightOrder>:$order,
                        DefaultValuedParameter<"int64_t", "0">:$block);
  let builders = [
    AttrBuilder<(ins "WeightOrder":$order), [{
      return $_get($_ctxt, WeightPacking::Single, order, 0);
    }]>,
    AttrBuilder<(ins "WeightPacking":$packing, "WeightOrder":$order), [{
      return $_get($_ctxt, packing, order, 0);
    }]>,
  ];
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// Whether the weights are those of a gate and a value.
    bool isGated() const { return getPacking() != WeightPacking::Single; }
    /// Whether one operand holds both gate and value.
    bool isPacked() const {
      return isGated() && getPacking() != WeightPacking::Separate;
    }
    /// The dimension of a weight `[k, n]` or `[n, k]` that runs over n.
    unsigned getOutDim() const {
      return getOrder() == WeightOrder::InOut ? 1 : 0;
    }
    /// The sums and the channels of a product with weights of static shape.
    int64_t getK(ShapedType weight) const {
      return weight.getDimSize(1 - getOutDim());
    }
    int64_t getN(ShapedType weight) const {
      return weight.getDimSize(getOutDim()) / (isPacked() ? 2 : 1);
    }
    /// The layout of the transposed weights.
    WeightsAttr getTransposed() const {
      return get(getContext(), getPacking(),
                 getOrder() == WeightOrder::InOut ? WeightOrder::OutIn
                                                  : WeightOrder::InOut,
                 getBlock());
    }
  }];
}

def GLU_PanelsAttr : GLU_Attr<"Panels", "panels"> {
  let summary = "how weights lie once they are packed for a kernel";
  let description = [{
    One array `[panels, steps, parts, n * k]` for all the weights of a product.
    A panel is `n` columns of each part, the parts side by side: gate and value,
    or the one part of a product without gate. A step is `k` rows, and a column
    keeps its `k` elements together, as instructions want it that multiply pairs:

    ```
    packed[p, s, part, k * j + i] = W_part[k * s + i, n * p + j]
    ```

    What lies beyond the weights is zero. So a kernel reads one stream, whose
    every line it uses, whatever the layout of the weights was.
  }];
  let parameters = (ins "int64_t":$n, DefaultValuedParameter<"int64_t", "1">:$k);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

//===----------------------------------------------------------------------===//
// Strategy
//===----------------------------------------------------------------------===//

def GLU_KernelKind : GLU_I32Enum<"KernelKind", "the instructions of a kernel", [
    I32EnumAttrCase<"FMA", 0, "fma">, I32EnumAttrCase<"AMX", 1, "amx">]>;

def GLU_StrategyAttr : GLU_Attr<"Strategy", "strategy"> {
  let summary = "how a layer with packed weights is computed on a CPU";
  let description = [{
    A layer carries it as the attribute `glu.strategy`. `glu-assign-strategy`
    chooses one where there is none, so that one written by hand stays.

    - `fma` or `amx`: vector instructions, or tiles of 16-bit pairs (bf16)
    - `rows`, `columns`: the register tile. The columns are those of a panel,
      gate and value together.
    - `unroll`: steps of k in an iteration of the innermost loop
    - `row_block`: rows of x that stay in the cache while weights go by, of
      `k_block` elements each, or more rows of fewer
    - `k_block`: the most of k that a panel is multiplied with at a time
    - `panel_group`: panels that a thread takes at a time

    None of them changes a bit of the result, but `fma` and `amx`, which sum in
    different orders.
  }];
  let parameters = (ins EnumParameter<GLU_KernelKind>:$kernel, "int64_t":$rows,
                        "int64_t":$columns, "int64_t":$unroll,
                        "int64_t":$row_block, "int64_t":$k_block,
                        "int64_t":$panel_group);
  let assemblyFormat = [{
    `<` $kernel `,` struct($rows, $columns, $unroll, $row_block, $k_block,
                           $panel_group) `>`
  }];
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// Where a layer carries its strategy.
    static constexpr llvm::StringLiteral attrName = "glu.strategy";
    /// How the weights of a product lie for this kernel.
    PanelsAttr getPanels(bool isGated) const;
  }];
}

def GLU_GPUFamily : GLU_I32Enum<"GPUFamily", "a family of kernels of a GPU", [
    I32EnumAttrCase<"S0", 0, "s0">, I32EnumAttrCase<"S1", 1, "s1">,
    I32EnumAttrCase<"S2", 2, "s2">, I32EnumAttrCase<"Stream", 3, "stream">]>;

def GLU_GPUStrategyAttr : GLU_Attr<"GPUStrategy", "gpu_strategy"> {
  let summary = "how a layer is computed on a GPU";
  let description = [{
    A layer carries it as the attribute `glu.strategy`.
    `glu-assign-gpu-strategy` chooses one where there is none, so that one
    written by hand stays.

    - `s0`: fused multiply-adds, any type, layout and size; it has no numbers
    - `s1`: tensor cores by `mma.sync`, bf16 and f16, from sm_80 on
    - `s2`: tensor cores by `wgmma` and copies by TMA, bf16 and f16, on sm_90a
    - `stream`: tensor cores by `mma.sync`, bf16 and f16, at most 16 rows
    - `rows`, `columns`: the tile of a block of threads. The columns are those of
      gate and value together.
    - `stages`: tiles of x and weights, of 64 steps of k, that are in shared memory
      or on the way there
    - `cluster`: blocks that bring each other's weights, 1 or, for `s2`, 2
    - `blocks`: the blocks of threads that a product should have. `stream` splits
      k where there are fewer tiles, down to 256 steps of k a block.
    - `tf32`: whether `s1` takes f32 as well, and rounds x and weights to the 11
      bits of tf32 to do so

    The family and `tf32` change bits of the result, and so does `blocks` where k
    is split; the other numbers do not.
  }];
  let parameters = (ins EnumParameter<GLU_GPUFamily>:$family,
                        DefaultValuedParameter<"int64_t", "0">:$rows,
                        DefaultValuedParameter<"int64_t", "0">:$columns,
                        DefaultValuedParameter<"int64_t", "0">:$stages,
                        DefaultValuedParameter<"int64_t", "1">:$cluster,
                        DefaultValuedParameter<"int64_t", "0">:$blocks,
                        DefaultValuedParameter<"bool", "false">:$tf32);
  let assemblyFormat = [{
    `<` $family (`,` struct($rows, $columns, $stages, $cluster, $blocks,
                            $tf32)^)? `>`
  }];
  let skipDefaultBuilders = 1;
  let builders = [AttrBuilder<
      (ins "GPUFamily":$family, CArg<"int64_t", "0">:$rows,
           CArg<"int64_t", "0">:$columns, CArg<"int64_t", "0">:$stages,
           CArg<"int64_t", "1">:$cluster, CArg<"int64_t", "0">:$blocks,
           CArg<"bool", "false">:$tf32), [{
    return $_get($_ctxt, family, rows, columns, stages, cluster, blocks, tf32);
  }]>];
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// Steps of k of a tile, and a row of one in bytes.
    static constexpr int64_t tileK = 64, rowBytes = 128;
    /// Warps of a block of `stream`, each with stages of its own.
    static constexpr int64_t streamWarps = 4;
    /// Of a row of sums in shared memory, in f32: with 8 words behind those of
    /// the columns, the fragments of eight rows lie in all banks.
    int64_t getSumsOfRow() const { return getColumns() + 8; }
    /// Bytes of shared memory that a block needs: for its rings of stages, and for
    /// the sums that take their place (s1, stream), or results and barriers
    /// behind them (s2).
    int64_t getSharedBytes() const;
    /// Of s2, the results that are on their way to global memory: two rows of
    /// 128 bytes for each row of the tile.
    int64_t getResultBytes() const { return 2 * getRows() * rowBytes; }
  }];
}

//===----------------------------------------------------------------------===//
// Rounding
//===----------------------------------------------------------------------===//

def GLU_Rounding : GLU_I32Enum<"Rounding", "where results are rounded", [
    I32EnumAttrCase<"F32Through", 0, "f32_through">,
    I32EnumAttrCase<"AsUnfused", 1, "as_unfused">]>;

def GLU_RoundingAttr : EnumAttr<GLU_Dialect, GLU_Rounding, "rounding"> {
  let assemblyFormat = "`<` $value `>`";
}

#endif // GLU_IR_GLUATTRS_TD
