"""glu in PyTorch, against the modules of torch and transformers."""

import copy
import io

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("torch_mlir")
pytest.importorskip("transformers")

import glu  # noqa: E402
import glu.torch  # noqa: E402
import transformers  # noqa: E402
from torch import nn  # noqa: E402
from transformers.models.gemma.modeling_gemma import GemmaMLP  # noqa: E402
from transformers.models.llama.modeling_llama import LlamaMLP  # noqa: E402
from transformers.models.phi.modeling_phi import PhiMLP  # noqa: E402
from transformers.models.phi3.modeling_phi3 import Phi3MLP  # noqa: E402
from transformers.models.t5.modeling_t5 import (  # noqa: E402
    T5DenseActDense,
    T5DenseGatedActDense,
)

SIZES = {"hidden_size": 64, "intermediate_size": 176}
MODULES = {
    "llama": lambda: LlamaMLP(transformers.LlamaConfig(**SIZES)),
    "llama with biases": lambda: LlamaMLP(
        transformers.LlamaConfig(**SIZES, mlp_bias=True)
    ),
    "gemma": lambda: GemmaMLP(transformers.GemmaConfig(**SIZES)),
    "t5 v1.1": lambda: T5DenseGatedActDense(
        transformers.T5Config(d_model=64, d_ff=176, feed_forward_proj="gated-gelu")
    ),
    "t5": lambda: T5DenseActDense(transformers.T5Config(d_model=64, d_ff=176)),
    "phi": lambda: PhiMLP(transformers.PhiConfig(**SIZES)),
    "phi 3": lambda: Phi3MLP(transformers.Phi3Config(**SIZES)),
}


@pytest.fixture(autouse=True)
def fresh():
    torch.manual_seed(0)
    torch.compiler.reset()
    with torch.no_grad():
        yield


@pytest.fixture
def regions(monkeypatch):
    """What was compiled by glu, and fails what was left to torch."""
    compiled = []

    def count(graph, arguments, threads):
        compiled.append(glu.torch._BoundRegion(graph, arguments, threads))
        return compiled[-1]

    monkeypatch.setattr(
        glu.torch._CompiledRegion,
        "_make_call",
        lambda self, arguments: count(self.graph, arguments, self.threads),
    )
    return compiled


def check(result, module, x):
    """Against the same module in float64."""
    expected = copy.deepcopy(module).double()(x.double())
    epsilon = torch.finfo(result.dtype).eps
    assert result.dtype == x.dtype and result.shape == expected.shape
    error = (result.double() - expected).abs().max()
    assert error <= 16 * epsilon * (expected.abs().max() + 1)


def ops(region):
    return [cost.op for cost in region.function.cost]


@pytest.mark.parametrize("name", MODULES)
def test_compile_modules(name, regions):
    module = MODULES[name]().eval()
    x = torch.randn(2, 5, 64)
    check(torch.compile(module, backend="glu")(x), module, x)
    assert [ops(region) for region in regions] == [["glu.ffn"]]


@pytest.mark.parametrize("name", MODULES)
def test_modules_with_their_weights(name):
    module = MODULES[name]().eval()
    x = torch.randn(2, 5, 64)
    check(glu.torch.FFN.from_transformers(module)(x), module, x)


def make_llama():
    config = transformers.LlamaConfig(
        **SIZES,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        vocab_size=100,
    )
    return transformers.LlamaForCausalLM(config).eval()


class Logits(nn.Module):
    """A model as a function of embeddings."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x):
        return self.model(inputs_embeds=x, use_cache=False).logits


def test_compile_llama(regions):
    model = Logits(make_llama())
    x = torch.randn(2, 7, 64)
    check(torch.compile(model, backend="glu")(x), model, x)
    assert [ops(region) for region in regions] == [["glu.ffn"]] * 2


def test_replace_in_llama():
    model = make_llama()
    ids = torch.randint(0, 100, (2, 7))
    expected = model(ids).logits
    assert glu.torch.replace(model) == 2
    torch.testing.assert_close(model(ids).logits, expected)


def test_generate():
    """Sizes that change from call to call, and calls of one token."""
    model = make_llama()
    ids = torch.randint(0, 100, (1, 5))
    options = {"max_new_tokens": 6, "do_sample": False, "pad_token_id": 0}
    expected = model.generate(ids, **options)
    glu.torch.replace(model)
    assert model.generate(ids, **options).tolist() == expected.tolist()


def test_shapes_that_change(regions):
    module = MODULES["llama"]().eval()
    compiled = torch.compile(module, backend="glu")
    for shape in [(2, 5, 64), (3, 7, 64), (4, 9, 64), (1, 1, 64)]:
        x = torch.randn(shape)
        check(compiled(x), module, x)
    assert len(regions) == 4


def test_few_shapes_are_kept(monkeypatch):
    monkeypatch.setattr(glu.torch, "_BoundRegion", lambda *_: torch.relu)
    layer = glu.torch._CompiledRegion(None, threads=1)
    for rows in range(1, 12):
        layer(torch.ones(rows))
    assert [shape[0] for ((shape, _),) in layer.calls] == list(range(4, 12))


def test_weights_that_change():
    module = MODULES["llama"]().eval()
    compiled = torch.compile(module, backend="glu")
    layer = glu.torch.FFN.from_transformers(module)
    x = torch.randn(2, 64)
    for _ in range(2):
        check(compiled(x), module, x)
        check(layer(x), module, x)
        module.up_proj.weight.mul_(2)
        assert layer.V.data_ptr() == module.up_proj.weight.data_ptr()


class Gate(nn.Module):
    """Layers without a second projection."""

    def __init__(self):
        super().__init__()
        self.w, self.v = nn.Linear(16, 24), nn.Linear(16, 24)

    def forward(self, x):
        gate, value = self.w(x), self.v(x)
        return nn.functional.gelu(gate) * value, torch.relu(self.w(x[:1] + 1))


def test_layers_and_what_is_none(regions):
    module = Gate().eval()
    x = torch.randn(3, 16)
    for result, expected in zip(
        torch.compile(module, backend="glu")(x), module(x), strict=True
    ):
        torch.testing.assert_close(result, expected)
    assert [ops(region) for region in regions] == [["glu.gated_linear"]]
    del regions[:]
    plain = nn.Sequential(nn.Linear(16, 8), nn.Softmax(-1), nn.Linear(8, 4)).eval()
    torch.testing.assert_close(torch.compile(plain, backend="glu")(x), plain(x))
    assert not regions


class Shared(Gate):
    """A layer of which a product is read by others, too."""

    def forward(self, x):
        gate = self.w(x)
        return nn.functional.silu(gate) * self.v(x), gate


def test_products_that_others_read(regions):
    module = Shared().eval()
    x = torch.randn(3, 16)
    for result, expected in zip(
        torch.compile(module, backend="glu")(x), module(x), strict=True
    ):
        torch.testing.assert_close(result, expected)
    assert not regions


def test_bfloat16(regions):
    module = MODULES["llama"]().eval().bfloat16()
    x = torch.randn(4, 64).bfloat16()
    check(torch.compile(module, backend="glu")(x), module, x)
    check(glu.torch.FFN.from_transformers(module)(x), module, x)
    assert ops(regions[0]) == ["glu.ffn"]


def test_what_glu_refuses_stays_with_torch(monkeypatch, caplog):
    def refuse(self, *_):
        raise ValueError("no")

    monkeypatch.setattr(glu.torch._BoundRegion, "__init__", refuse)
    module = MODULES["llama"]().eval()
    x = torch.randn(2, 64)
    check(torch.compile(module, backend="glu")(x), module, x)
    assert "a layer is left to torch: no" in caplog.text


def test_training_stays_with_torch():
    with torch.enable_grad():
        module = MODULES["llama"]()
        x = torch.randn(2, 64)
        torch.compile(module, backend="glu")(x).sum().backward()
        gradient = module.up_proj.weight.grad.clone()
        module.zero_grad()
        module(x).sum().backward()
    torch.testing.assert_close(gradient, module.up_proj.weight.grad)


def test_options():
    module = MODULES["llama"]().eval()
    x = torch.randn(2, 64)
    compiled = torch.compile(module, backend="glu", options={"threads": 1})
    check(compiled(x), module, x)


def test_state():
    module = MODULES["llama"]().eval()
    layer = glu.torch.FFN.from_transformers(module)
    x = torch.randn(2, 64)
    expected = layer(x)
    assert torch.equal(copy.deepcopy(layer)(x), expected)
    file = io.BytesIO()
    torch.save(layer.state_dict(), file)
    other = glu.torch.FFN.from_transformers(MODULES["llama"]())
    other.load_state_dict(torch.load(io.BytesIO(file.getvalue())))
    assert torch.equal(other(x), expected)


def test_tensors():
    x, W = torch.randn(2, 8), torch.randn(8, 4)
    result = glu.reglu(x, W, W)
    assert isinstance(result, torch.Tensor)
    torch.testing.assert_close(result, torch.relu(x @ W) * (x @ W))
    assert isinstance(glu.reglu(x.numpy(), W, W), torch.Tensor)
    half = glu.mish(x.bfloat16())
    assert half.dtype == torch.bfloat16
    torch.testing.assert_close(glu.relu(x.T), torch.relu(x.T))
    torch.testing.assert_close(
        glu.relu(x.expand(3, 2, 8)), torch.relu(x.expand(3, 2, 8))
    )


def test_errors():
    x, W = torch.randn(2, 8), torch.randn(8, 4)
    with pytest.raises(ValueError, match="no projections that are known"):
        glu.torch.FFN.from_transformers(nn.Linear(2, 2))
    mlp = MODULES["llama"]()
    mlp.act_fn = nn.Softmax()
    with pytest.raises(ValueError, match="activation: .* found Softmax"):
        glu.torch.FFN.from_transformers(mlp)
    with pytest.raises(ValueError, match="'W': .*on the device meta"):
        glu.reglu(x, W.to("meta"), W)
    with pytest.raises(ValueError, match="'W': "):
        glu.reglu(x, W.to_sparse(), W)
    with torch.enable_grad(), pytest.raises(ValueError, match="'W': .*gradient"):
        glu.reglu(x, W.clone().requires_grad_(), W)
