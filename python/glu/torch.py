"""glu in PyTorch: ``torch.compile(model, backend="glu")`` and :class:`FFN`.

Both are for inference: glu computes no gradients.
"""

from __future__ import annotations

import logging
from typing import Any, Callable, Sequence

import torch
from torch import fx, nn

from . import FFN as _FFN
from ._activations import Activation
from ._compile import Function, compile

log = logging.getLogger(__name__)

# ===-----------------------------------------------------------------------===#
# Modules
# ===-----------------------------------------------------------------------===#

# By the class of the module or function, as torch and transformers name it.
_ACTIVATIONS: dict[str, Callable[[Any], Activation]] = {
    "ELU": lambda m: Activation("elu", alpha=m.alpha),
    "GELU": lambda m: Activation("gelu", approximate=m.approximate),
    "GELUActivation": lambda m: Activation("gelu"),
    "GELUTanh": lambda m: Activation("gelu", approximate="tanh"),
    "Identity": lambda m: Activation("identity"),
    "LeakyReLU": lambda m: Activation("leaky_relu", slope=m.negative_slope),
    "Mish": lambda m: Activation("mish"),
    "NewGELUActivation": lambda m: Activation("gelu", approximate="tanh"),
    "QuickGELUActivation": lambda m: Activation("swish", beta=1.702),
    "ReLU": lambda m: Activation("relu"),
    "SiLU": lambda m: Activation("silu"),
    "SiLUActivation": lambda m: Activation("silu"),
    "Sigmoid": lambda m: Activation("sigmoid"),
    "Tanh": lambda m: Activation("tanh"),
}


def _read_activation(module: Any) -> Activation:
    name = type(module).__name__
    if name not in _ACTIVATIONS:
        raise ValueError(
            f"activation: expected one of {', '.join(_ACTIVATIONS)}, found {name}"
        )
    return _ACTIVATIONS[name](module)


# What modules of transformers call the gate's, the value's and the second
# projection, and the activation.
_PROJECTIONS = [
    ("gate_proj", "up_proj", "down_proj", "act_fn"),  # LLaMA, Gemma, Qwen
    ("wi_0", "wi_1", "wo", "act"),  # T5 v1.1
    ("wi", None, "wo", "act"),  # T5
    ("fc1", None, "fc2", "activation_fn"),  # Phi
    ("gate_up_proj", None, "down_proj", "activation_fn"),  # Phi 3
]


class FFN(nn.Module):
    """act(x W + b) W2 + b2, or with V (act(x W + b) * (x V + c)) W2 + b2.

    Weights are those of ``nn.Linear``, ``[out, in]``. They are parameters of
    this module and can be loaded and saved; glu packs them at the first call
    and again when they have changed.

    >>> ffn = FFN("silu", torch.eye(2), torch.eye(2), torch.eye(2))
    >>> with torch.no_grad():
    ...     ffn(torch.tensor([[1.0, 2.0]]))
    tensor([[0.7311, 3.5232]])
    """

    def __init__(
        self,
        activation: str | Activation,
        W: torch.Tensor,
        V: torch.Tensor | None = None,
        W2: torch.Tensor | None = None,
        b: torch.Tensor | None = None,
        c: torch.Tensor | None = None,
        b2: torch.Tensor | None = None,
        threads: int | None = None,
    ):
        super().__init__()
        self.activation = activation
        self.threads = threads
        weights = dict(W=W, V=V, W2=W2, b=b, c=c, b2=b2)
        for name, weight in weights.items():
            value = None if weight is None else nn.Parameter(weight.detach())
            self.register_parameter(name, value)
        self._versions: Any = None
        self._layer: _FFN | None = None

    @classmethod
    def from_transformers(cls, mlp: nn.Module, threads: int | None = None) -> FFN:
        """The feed-forward module of a model of transformers, with its weights.

        Takes LlamaMLP, GemmaMLP and others with the same projections,
        T5DenseGatedActDense, T5DenseActDense, PhiMLP and Phi3MLP.
        """
        for gate, value, down, activation in _PROJECTIONS:
            names = [name for name in (gate, value, down, activation) if name]
            if all(hasattr(mlp, name) for name in names):
                break
        else:
            raise ValueError(
                f"mlp: {type(mlp).__name__} has no projections that are known"
            )
        act = _read_activation(getattr(mlp, activation))
        first, second = getattr(mlp, gate), getattr(mlp, down)
        W, b, V, c = first.weight, first.bias, None, None
        if value:
            V, c = getattr(mlp, value).weight, getattr(mlp, value).bias
        elif gate == "gate_up_proj":
            W, V = W.chunk(2)
            b, c = b.chunk(2) if b is not None else (None, None)
        return cls(act, W, V, second.weight, b, c, second.bias, threads)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        weights = dict(self.named_parameters())
        versions = _get_versions(weights.values())
        if self._layer is None or self._versions != versions:
            self._layer = _FFN(
                self.activation,
                **{name: weight.detach() for name, weight in weights.items()},
                weight_layout="out_in",
                threads=self.threads,
            )
            self._versions = versions
        return self._layer(x)

    def __getstate__(self) -> dict[str, Any]:
        # Machine code and packed weights are made again.
        return self.__dict__ | {"_layer": None, "_versions": None}


def replace(model: nn.Module, threads: int | None = None) -> int:
    """Puts an :class:`FFN` in the place of each feed-forward module of a model
    that :meth:`FFN.from_transformers` takes, and returns their number."""
    count = 0
    for parent in list(model.modules()):
        for name, child in list(parent.named_children()):
            try:
                layer = FFN.from_transformers(child, threads)
            except ValueError:
                continue
            setattr(parent, name, layer)
            count += 1
    return count


def _get_versions(tensors: Any) -> tuple[tuple[int, int], ...]:
    """What changes when tensors do, but for writes through `.data`."""
    return tuple((tensor.data_ptr(), tensor._version) for tensor in tensors)


# ===-----------------------------------------------------------------------===#
# torch.compile
# ===-----------------------------------------------------------------------===#

_aten = torch.ops.aten
# With the positions of x and of the weight.
_PRODUCTS = {
    _aten.mm.default: (0, 1),
    _aten.addmm.default: (1, 2),
    _aten.linear.default: (0, 1),
}
_ACTIVATION_OPS = {
    _aten.elu.default,
    _aten.erf.default,
    _aten.exp.default,
    _aten.gelu.default,
    _aten.leaky_relu.default,
    _aten.mish.default,
    _aten.relu.default,
    _aten.sigmoid.default,
    _aten.silu.default,
    _aten.tanh.default,
}
_ELEMENTWISE = _ACTIVATION_OPS | {
    _aten._to_copy.default,
    _aten.add.Scalar,
    _aten.add.Tensor,
    _aten.div.Scalar,
    _aten.div.Tensor,
    _aten.mul.Scalar,
    _aten.mul.Tensor,
    _aten.neg.default,
    _aten.pow.Tensor_Scalar,
    _aten.reciprocal.default,
    _aten.sub.Tensor,
}
_SHAPES = {
    _aten._unsafe_view.default,
    _aten.alias.default,
    _aten.clone.default,
    _aten.detach.default,
    _aten.permute.default,
    _aten.reshape.default,
    _aten.squeeze.dim,
    _aten.t.default,
    _aten.transpose.int,
    _aten.unsqueeze.default,
    _aten.view.default,
    _aten.slice.Tensor,
    _aten.split.Tensor,
}


class _Region:
    """The nodes of a layer, which end in one tensor, `root`."""

    def __init__(self, root: fx.Node):
        self.root = root
        self.nodes: set[fx.Node] = {root}
        self.has_activation = root.target in _ACTIVATION_OPS
        if root.target in _PRODUCTS:
            self._visit_product(root, is_last=True)
        else:
            self._visit_operands(root)

    def is_layer(self) -> bool:
        """Whether it is more than a product or an activation: two products with
        an activation between or behind them, and nobody else reads one."""
        products = [node for node in self.nodes if node.target in _PRODUCTS]
        return (
            self.has_activation
            and len(products) > 1
            and all(
                user in self.nodes
                for node in products
                if node is not self.root
                for user in node.users
            )
        )

    def _visit(self, node: Any) -> None:
        if not isinstance(node, fx.Node) or node in self.nodes:
            return
        if node.target in _PRODUCTS:
            self.nodes.add(node)
            self._visit_product(node, is_last=False)
        elif node.target in _ELEMENTWISE | _SHAPES or _is_item(node):
            self.nodes.add(node)
            self.has_activation |= node.target in _ACTIVATION_OPS
            self._visit_operands(node)

    def _visit_operands(self, node: fx.Node) -> None:
        for operand in node.all_input_nodes:
            self._visit(operand)

    def _visit_product(self, node: fx.Node, is_last: bool) -> None:
        x, weight = (node.args[i] for i in _PRODUCTS[node.target])
        self._visit_shapes(weight)
        if is_last:
            self._visit(x)
        else:
            # Two products of one x should be seen to have it.
            self._visit_shapes(x)

    def _visit_shapes(self, node: Any) -> None:
        while isinstance(node, fx.Node) and node.target in _SHAPES:
            self.nodes.add(node)
            node = node.args[0]


def _is_item(node: fx.Node) -> bool:
    """Whether it is one of the tensors that a split returns."""
    return (
        getattr(node.target, "__name__", "") == "getitem"
        and node.args[0].target in _SHAPES
    )


_MOST_SHAPES = 8


class _CompiledRegion(nn.Module):
    """A region as a function of tensors, compiled for each shape it meets; the
    last ones are kept. What glu does not take is left to torch."""

    def __init__(self, graph: fx.GraphModule, threads: int | None):
        super().__init__()
        self.graph = graph
        self.threads = threads
        self.calls: dict[Any, Callable[..., torch.Tensor]] = {}

    def forward(self, *arguments: Any) -> torch.Tensor:
        key = tuple(
            (argument.shape, argument.dtype)
            if isinstance(argument, torch.Tensor)
            else argument
            for argument in arguments
        )
        call = self.calls.get(key)
        if call is None:
            # Each has packed weights of its own.
            while len(self.calls) >= _MOST_SHAPES:
                del self.calls[next(iter(self.calls))]
            call = self.calls[key] = self._make_call(arguments)
        return call(*arguments)

    def _make_call(self, arguments: Sequence[Any]) -> Callable[..., torch.Tensor]:
        try:
            return _BoundRegion(self.graph, arguments, self.threads)
        except Exception as error:  # Whatever torch-mlir or glu raise.
            log.warning("a layer is left to torch: %s", error)
            return self.graph


class _BoundRegion:
    """A region of tensors of certain shapes, with its parameters packed."""

    def __init__(
        self, graph: fx.GraphModule, arguments: Sequence[Any], threads: int | None
    ):
        tensors = [i for i, a in enumerate(arguments) if isinstance(a, torch.Tensor)]
        is_weight = [isinstance(arguments[i], nn.Parameter) for i in tensors]
        self.open = [i for i, fixed in zip(tensors, is_weight) if not fixed]
        self.fixed = [i for i, fixed in zip(tensors, is_weight) if fixed]
        text = self._write(graph, arguments)
        self.function = self._compile(text, threads)
        self.versions: Any = None
        self.bound: Any = None

    def _write(self, graph: fx.GraphModule, arguments: Sequence[Any]) -> str:
        """The region in torch ops, with the weights as its last arguments."""
        from torch.fx.experimental.proxy_tensor import make_fx
        from torch_mlir import fx as importer

        order = self.open + self.fixed

        def run(*tensors: torch.Tensor) -> torch.Tensor:
            all = list(arguments)
            for i, tensor in zip(order, tensors):
                all[i] = tensor
            return graph(*all)

        examples = [arguments[i].detach() for i in order]
        traced = make_fx(run, tracing_mode="fake")(*examples)
        module = importer.stateless_fx_import(
            traced, output_type="raw", model_name="main"
        )
        return module.operation.get_asm(print_generic_op_form=True)

    def _compile(self, text: str, threads: int | None) -> Function:
        function = compile(text, "main", threads=threads, prepare=bool(self.fixed))
        if not function.cost:
            raise ValueError("there is no layer in it")
        return function

    def __call__(self, *arguments: Any) -> torch.Tensor:
        if not self.fixed:
            return self.function(*(arguments[i].detach() for i in self.open))
        weights = [arguments[i] for i in self.fixed]
        versions = _get_versions(weights)
        if self.versions != versions:
            self.bound = self.function.bind(*(w.detach() for w in weights))
            self.versions = versions
        return self.bound(*(arguments[i].detach() for i in self.open))


def _extract(region: _Region, owner: fx.GraphModule) -> tuple[fx.GraphModule, list]:
    """A copy of the region, and the nodes that are its arguments."""
    graph = fx.Graph()
    copies: dict[fx.Node, fx.Node] = {}
    inputs: list[fx.Node] = []

    def copy(node: fx.Node) -> fx.Node:
        if node not in copies:
            inputs.append(node)
            copies[node] = graph.placeholder(node.name)
        return copies[node]

    inside = [node for node in owner.graph.nodes if node in region.nodes]
    for node in inside:  # Placeholders come before all else.
        for operand in node.all_input_nodes:
            if operand not in region.nodes:
                copy(operand)
    for node in inside:
        copies[node] = graph.node_copy(node, copy)
    graph.output(copies[region.root])
    return fx.GraphModule(owner, graph), inputs


def _compile_graph(
    module: fx.GraphModule, threads: int | None
) -> tuple[fx.GraphModule, int]:
    """Has glu compute the layers in a graph; returns how many there are."""
    taken: set[fx.Node] = set()
    count = 0
    for node in reversed(list(module.graph.nodes)):
        if node in taken or node.target not in _PRODUCTS.keys() | _ELEMENTWISE:
            continue
        region = _Region(node)
        if not region.is_layer():
            continue
        taken |= region.nodes
        graph, inputs = _extract(region, module)
        name = f"glu_region_{count}"
        module.add_submodule(name, _CompiledRegion(graph, threads))
        with module.graph.inserting_before(node):
            call = module.graph.call_module(name, tuple(inputs))
        call.meta = dict(node.meta)
        node.replace_all_uses_with(call)
        count += 1
    module.graph.eliminate_dead_code()
    module.recompile()
    return module, count


def backend(
    module: fx.GraphModule,
    example_inputs: Sequence[Any],
    *,
    options: dict[str, Any] | None = None,
    **_: Any,
) -> Callable[..., Any]:
    """The backend of ``torch.compile(model, backend="glu")``.

    Layers go through torch-mlir to glu: two or three products with an activation
    between them, or one of gate and value behind them. All else, and graphs that need gradients, stays with
    torch. ``options={"threads": n}`` says how many threads a layer may use.
    """
    from functorch.compile import make_boxed_func
    from torch._dynamo.backends.common import aot_autograd

    threads = (options or {}).get("threads")

    def compile_inference(graph: fx.GraphModule, _: Sequence[Any]) -> Any:
        compiled, count = _compile_graph(graph, threads)
        log.info("%d layers are compiled by glu", count)
        return make_boxed_func(compiled.forward)

    def leave_to_torch(graph: fx.GraphModule, _: Sequence[Any]) -> Any:
        return make_boxed_func(graph.forward)

    return aot_autograd(
        fw_compiler=leave_to_torch,
        bw_compiler=leave_to_torch,
        inference_compiler=compile_inference,
    )(module, example_inputs)
