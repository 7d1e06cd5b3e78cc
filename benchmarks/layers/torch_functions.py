"""The activations of the measured layers, as functions of PyTorch."""

import torch
import torch.nn.functional as F

ACTIVATIONS = {
    "swiglu": F.silu,
    "geglu": F.gelu,
    "reglu": F.relu,
    "glu": torch.sigmoid,
    "bilinear": lambda x: x,
    "relu": F.relu,
}
