"""Imports texts with small faults: glu-opt must reject or import each one, and
never crash.

mutate.py SEED COUNT FILE...: COUNT faults in each file, in one process a file:
the parts of a split input fail apart.
"""

import random
import re
import subprocess
import sys

TOKENS = re.compile(r'%\w+|"[^"]*"|-?\d+|[A-Za-z_]+|[^\sA-Za-z0-9_]')


def mutate(text, generator):
    """Replaces one to three tokens, here or everywhere, by others of the text."""
    for _ in range(generator.randint(1, 3)):
        tokens = list(TOKENS.finditer(text))
        # Names and signs mostly make a text that is not read at all.
        words = [token for token in tokens if token.group()[0] not in "%<>(){}[]^="]
        token = generator.choice(words if generator.random() < 0.9 else tokens)
        other = generator.choice(words).group()
        new = generator.choice(["", other, other, "0", "1", "-1", "99", "bf16", "i1"])
        if generator.random() < 0.3:
            text = re.sub(rf"(?<![\w%]){re.escape(token.group())}(?!\w)", new, text)
        else:
            text = text[: token.start()] + new + text[token.end() :]
    return text


def main():
    generator = random.Random(int(sys.argv[1]))
    count = int(sys.argv[2])
    options = ["--glu-import", "--allow-unregistered-dialect", "--split-input-file"]
    for name in sys.argv[3:]:
        with open(name) as file:
            text = "".join(line for line in file if not line.strip().startswith("//"))
        parts = [mutate(text, generator) for _ in range(count)]
        result = subprocess.run(
            ["glu-opt", *options, "-", "-o", "-"],
            input="\n// -----\n".join(parts),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        if result.returncode not in (0, 1):
            sys.exit(f"{name}: glu-opt crashed:\n{result.stderr[-3000:]}")
        print("rejected" if result.returncode else "imported", name)


if __name__ == "__main__":
    main()
