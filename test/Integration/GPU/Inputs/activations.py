"""Prints a function for each activation and compute type, but gelu<erf> in f64,
which calls a library."""

ACTIVATIONS = [
    "identity",
    "sigmoid",
    "tanh",
    "relu",
    "leaky_relu<slope = 0.1>",
    "elu<alpha = 1.0>",
    "gelu<erf>",
    "gelu<tanh>",
    "gelu<sigmoid>",
    "mish",
    "swish<beta = 1.0>",
    "swish<beta = 0.25>",
    "swish<beta = ?>",
]

for element_type in ["f32", "f64"]:
    for number, activation in enumerate(ACTIVATIONS):
        tensor = f"tensor<4x{element_type}>"
        if element_type == "f64" and activation == "gelu<erf>":
            continue
        beta = ", %beta" if "?" in activation else ""
        print(
            f"func.func @act_{number}_{element_type}"
            f"(%x: {tensor}, %beta: {tensor}) -> {tensor} {{\n"
            f"  %0 = glu.activation {activation}(%x{beta}) : {tensor}"
            f"{', ' + tensor if beta else ''}\n"
            f"  return %0 : {tensor}\n}}"
        )
