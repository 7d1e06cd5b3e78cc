"""The activations of the measured layers, as glu's IR spells them."""

ACTIVATIONS = {
    "swiglu": "swish<beta = 1.0>",
    "geglu": "gelu<erf>",
    "reglu": "relu",
    "glu": "sigmoid",
    "bilinear": "identity",
    "relu": "relu",
}
