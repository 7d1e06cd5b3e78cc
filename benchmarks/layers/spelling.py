"""The activations of the measured layers, as glu's IR spells them, and those of layers
without gate."""

ACTIVATIONS = {
    "swiglu": "swish<beta = 1.0>",
    "geglu": "gelu<erf>",
    "reglu": "relu",
    "glu": "sigmoid",
    "bilinear": "identity",
    "relu": "relu",
}

PLAIN = {"relu"}
