"""Runs the ```python blocks of pages, one after another as one program each.

Usage: run_snippets.py PAGE...

What a block prints must be the ```text block behind it, or nothing.
"""

import contextlib
import io
import re
import sys

BLOCK = re.compile(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.M | re.S)


def run(path):
    with open(path) as file:
        page = file.read()
    names = {"__name__": "__main__"}
    count = 0
    for count, block in enumerate(BLOCK.finditer(page), 1):
        line = page[: block.start(1)].count("\n")
        printed = io.StringIO()
        # Errors should point into the page.
        code = compile("\n" * line + block[1], path, "exec")
        with contextlib.redirect_stdout(printed):
            exec(code, names)
        if printed.getvalue() != (block[2] or ""):
            sys.exit(
                f"{path}:{line}: the block prints\n{printed.getvalue()}"
                f"expected\n{block[2] or ''}"
            )
    if not count:
        sys.exit(f"{path}: there is no block to run")
    print(f"{path}: {count} blocks")


for page in sys.argv[1:]:
    run(page)
