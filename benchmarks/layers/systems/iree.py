"""IREE: linalg with the weights as parameters, packed when they are loaded."""

import iree.compiler
import iree.runtime
import numpy as np
from systems import Call, measure, repeat

OPTIONS = [
    "--iree-llvmcpu-target-cpu=host",
    "--iree-opt-level=O3",
    "--iree-opt-data-tiling",
]

# From %g to %a.
ACTIVATIONS = {
    "swiglu": """
    %n = arith.negf %g : f32
    %e = math.exp %n : f32
    %d = arith.addf %e, %one : f32
    %a = arith.divf %g, %d : f32""",
    "geglu": """
    %half = arith.constant 0.5 : f32
    %root = arith.constant 0.70710678118654752 : f32
    %z = arith.mulf %g, %root : f32
    %f = math.erf %z : f32
    %p = arith.addf %f, %one : f32
    %h = arith.mulf %g, %half : f32
    %a = arith.mulf %h, %p : f32""",
    "reglu": "%a = arith.maximumf %g, %zero : f32",
    "glu": """
    %n = arith.negf %g : f32
    %e = math.exp %n : f32
    %d = arith.addf %e, %one : f32
    %a = arith.divf %one, %d : f32""",
    "bilinear": "%a = arith.addf %g, %zero : f32",
    "relu": "%a = arith.maximumf %g, %zero : f32",
}


MODULE = """
#id = affine_map<(i, j) -> (i, j)>
module @ffn {{
{globals}
func.func @main(%x: {x}) -> {x} {{
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  {loads}
  %sums_init = tensor.empty() : {sums}
  %sums_zero = linalg.fill ins(%zero : f32) outs(%sums_init : {sums}) -> {sums}
  %gate = linalg.matmul ins(%x, %w : {x}, {w}) outs(%sums_zero : {sums}) -> {sums}
  {value}
  %hidden_init = tensor.empty() : {hidden}
  %hidden = linalg.generic {{indexing_maps = {maps},
                             iterator_types = ["parallel", "parallel"]}}
      ins({factors}) outs(%hidden_init : {hidden}) {{
  ^bb0({elements}, %old: {type}):
    {activation}
    {product}
    {yield_}
  }} -> {hidden}
  %down_init = tensor.empty() : {down}
  %down_zero = linalg.fill ins(%zero : f32) outs(%down_init : {down}) -> {down}
  %down = linalg.matmul ins(%hidden, %w2 : {hidden}, {w2})
                        outs(%down_zero : {down}) -> {down}
  %y_init = tensor.empty() : {x}
  %y = linalg.generic {{indexing_maps = [#id, #id],
                        iterator_types = ["parallel", "parallel"]}}
      ins(%down : {down}) outs(%y_init : {x}) {{
  ^bb0(%r: f32, %old: {type}):
    {yield_}
  }} -> {x}
  return %y : {x}
}}
}}
"""

VALUE = "%value = linalg.matmul ins(%x, %v : {x}, {w}) outs(%sums_zero : {sums}) -> {sums}"

# From %a to %r, by whether there is a value.
PRODUCT = {
    True: "%r = arith.mulf %a, %u : f32",
    False: "%r = arith.addf %a, %zero : f32",
}

# Of %r, rounded to the type.
YIELD = {
    "f32": "linalg.yield %r : f32",
    "bf16": "%t = arith.truncf %r : f32 to bf16\n    linalg.yield %t : bf16",
}


def make_module(layer, rows):
    d_model, d_ff = layer.sizes
    x = f"tensor<{rows}x{d_model}x{layer.type}>"
    w = f"tensor<{d_model}x{d_ff}x{layer.type}>"
    w2 = f"tensor<{d_ff}x{d_model}x{layer.type}>"
    sums = f"tensor<{rows}x{d_ff}xf32>"
    weights = dict(zip(layer.weight_names, [*(len(layer.weights) - 1) * [w], w2]))
    globals_ = [
        f'util.global private @{name} = #flow.parameter.named<"ffn"::"{name}"> : {type_}'
        for name, type_ in weights.items()
    ]
    loads = [
        f"%{name} = util.global.load @{name} : {type_}"
        for name, type_ in weights.items()
    ]
    gated = layer.is_gated
    return MODULE.format(
        globals="\n".join(globals_),
        loads="\n  ".join(loads),
        value=VALUE.format(x=x, w=w, sums=sums) if gated else "",
        maps="[#id, #id, #id]" if gated else "[#id, #id]",
        factors=f"%gate, %value : {sums}, {sums}" if gated else f"%gate : {sums}",
        elements="%g: f32, %u: f32" if gated else "%g: f32",
        activation=ACTIVATIONS[layer.activation].strip(),
        product=PRODUCT[gated],
        x=x,
        w=w,
        w2=w2,
        hidden=f"tensor<{rows}x{d_ff}x{layer.type}>",
        sums=sums,
        down=f"tensor<{rows}x{d_model}xf32>",
        type=layer.type,
        yield_=YIELD[layer.type],
    )


def load(code, layer, driver):
    """The context with the packed weights, the function and the device."""
    config = iree.runtime.Config(driver)
    context = iree.runtime.SystemContext(config=config)
    index = iree.runtime.ParameterIndex()
    for name, weight in zip(layer.weight_names, layer.weights):
        index.add_buffer(name, weight.view(np.uint8).reshape(-1))
    provider = index.create_provider(scope="ffn")
    context.add_vm_module(
        iree.runtime.create_io_parameters_module(context.instance, provider)
    )
    module = iree.runtime.VmModule.copy_buffer(context.instance, code)
    context.add_vm_module(module)
    return context, module.lookup_function("main"), config.device


class System:
    def __init__(self, layer, threads):
        self.layer = layer
        self.driver = "local-sync" if threads == 1 else "local-task"
        iree.runtime.flags.parse_flags(f"--task_topology_group_count={threads}")

    def prepare(self, x):
        code, compile_seconds = measure(
            lambda: iree.compiler.compile_str(
                make_module(self.layer, len(x)),
                target_backends=["llvm-cpu"],
                extra_args=OPTIONS,
            )
        )
        (context, function, device), seconds = measure(
            lambda: load(code, self.layer, self.driver)
        )
        array = iree.runtime.asdevicearray(device, x)
        arguments = iree.runtime.VmVariantList(1)
        arguments.push_ref(array._buffer_view)

        def call():
            results = iree.runtime.VmVariantList(1)
            context.vm_context.invoke(function, arguments, results)
            return results.get_as_object(0, iree.runtime.HalBufferView)

        def get_result():
            return iree.runtime.DeviceArray(
                device, call(), implicit_host_transfer=True
            ).to_host()

        before = {"compile": compile_seconds, "prepare": seconds}
        return Call(repeat(call), get_result, before)
