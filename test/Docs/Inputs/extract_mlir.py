"""Prints the ```mlir blocks of the documentation, for glu-opt to read.

Usage: extract_mlir.py ROOT

Reads README.md, docs/*.md and the descriptions in include/glu/**/*.td below ROOT.
Blocks are split by `// -----`, each with its place in a comment.
"""

import pathlib
import sys
import textwrap


def blocks(path):
    """Yields (line number, text) of each ```mlir block."""
    start, lines = None, []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.strip() == "```mlir":
            start, lines = number, []
        elif line.strip() == "```" and start is not None:
            yield start, textwrap.dedent("\n".join(lines))
            start = None
        elif start is not None:
            lines.append(line)
    if start is not None:
        sys.exit(f"{path}:{start}: the block has no end")


def main():
    root = pathlib.Path(sys.argv[1])
    files = [root / "README.md", *sorted((root / "docs").glob("**/*.md"))]
    files += sorted((root / "include" / "glu").glob("**/*.td"))
    found = [
        f"// {path.relative_to(root)}:{line}\n{text}\n"
        for path in files
        if path.exists()
        for line, text in blocks(path)
    ]
    print("\n// -----\n\n".join(found))


if __name__ == "__main__":
    main()
