"""PyTorch: a linear for each weight, as written, and compiled with packed weights."""

import numpy as np
import torch
import torch._dynamo  # With Triton, whose LLVM must be there before glu's.
import torch._inductor.config
import torch.nn.functional as F
from systems import Call, measure, repeat
from torch_functions import ACTIVATIONS

# Weights are constants, and packed. As an option this would come too late.
torch._inductor.config.freezing = True
OPTIONS = {
    "max_autotune": True,
    # Gate and value in one kernel.
    "cpp.enable_grouped_gemm_template": True,
    # Or it prints what it tries.
    "autotune_num_choices_displayed": 0,
    "max_autotune_report_choices_stats": False,
}


def to_tensor(array):
    if array.dtype == np.float32:
        return torch.from_numpy(array)
    return torch.from_numpy(array.view(np.int16)).view(torch.bfloat16)


class Network(torch.nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.activation = ACTIVATIONS[layer.activation]
        # [out, in], as torch.nn.Linear has them.
        self.weights = torch.nn.ParameterList(
            to_tensor(weight).T.contiguous() for weight in layer.weights
        )

    def forward(self, x):
        w, *v, w2 = self.weights
        hidden = self.activation(F.linear(x, w))
        if v:
            hidden = hidden * F.linear(x, v[0])
        return F.linear(hidden, w2)


class Eager:
    def __init__(self, layer, threads):
        torch.set_grad_enabled(False)
        torch.set_num_threads(threads)
        self.network = Network(layer).eval()

    def prepare(self, x):
        return self.make_call(self.network, to_tensor(x), {})

    @staticmethod
    def make_call(function, x, seconds):
        return Call(
            repeat(lambda: function(x)), lambda: function(x).float().numpy(), seconds
        )


class Compiled(Eager):
    def prepare(self, x):
        x = to_tensor(x)
        torch._dynamo.reset()
        function = torch.compile(self.network, dynamic=False, options=OPTIONS)
        _, seconds = measure(lambda: function(x))
        return self.make_call(function, x, {"compile": seconds})
