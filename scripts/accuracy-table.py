#!/usr/bin/env python3
"""Writes the tables of docs/accuracy.md from what glu-accuracy has measured.

usage: accuracy-table.py [--check | RESULTS]

The measurements are the JSON files in docs/accuracy. With RESULTS, the folder
that check-glu-exhaustive leaves, they are replaced by its files first. With
--check nothing is written: the exit status says whether the tables are those of
the measurements.
"""

import json
import pathlib
import shutil
import sys

DOCS = pathlib.Path(__file__).resolve().parent.parent / "docs"
PAGE = DOCS / "accuracy.md"
TYPES = ["f32", "bf16", "f16", "f64"]
BEGIN, END = "<!-- begin tables -->\n", "<!-- end tables -->\n"


def read(kind):
    """The rows of all files, in the order of the files."""
    rows = []
    for path in sorted((DOCS / "accuracy").glob("*.json")):
        rows += json.loads(path.read_text())[kind]
    return rows


def check_complete(activations, pairs):
    found = {row["type"] for row in activations} | ({"pairs"} if pairs else set())
    if missing := [kind for kind in [*TYPES, "pairs"] if kind not in found]:
        sys.exit(
            f"accuracy-table: docs/accuracy has no measurements of "
            f"{', '.join(missing)}; run check-glu-exhaustive and give its folder"
        )
    for row in activations + pairs:
        if row["type"] != "f64" and not row["exhaustive"]:
            sys.exit(
                f"accuracy-table: {row['activation']} in {row['type']} was "
                f"measured on {row['arguments']} arguments; expected all; run "
                "check-glu-exhaustive"
            )


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def activation_table(rows):
    header = ["activation", "max ULP", "bound", "at", "got", "expected"]
    header += ["> 0.5 ULP", "> 1", "> 2", "special values"]
    return table(
        header,
        [
            [
                f"`{row['activation']}`",
                row["max_ulp"],
                row["bound"],
                row["at"],
                row["got"],
                row["expected"],
                f"{row['above_half_ulp']:,}",
                f"{row['above_one_ulp']:,}",
                f"{row['above_two_ulp']:,}",
                f"{row['wrong_special_values'] or 'none'} wrong",
            ]
            for row in rows
        ],
    )


def pair_table(rows):
    header = ["gate", "type", "max ULP", "bound", "at g, v", "> 0.5 ULP"]
    header += ["tiny pairs", "> 0.51 ULP", "`as_unfused` differs"]
    return table(
        header,
        [
            [
                f"`{row['activation']}`",
                row["type"],
                row["max_ulp"],
                row["bound"],
                row["at"],
                f"{row['above_half_ulp']:,}",
                f"{row['tiny']:,}",
                f"{row['tiny_above_bound']:,}",
                f"{row['as_unfused_differing']:,}",
            ]
            for row in rows
        ],
    )


def tables():
    activations, pairs = read("activations"), read("pairs")
    check_complete(activations, pairs)
    text = ""
    for name in TYPES:
        rows = [row for row in activations if row["type"] == name]
        arguments = sorted({row["arguments"] for row in rows})
        counts = " or ".join(f"{count:,}" for count in arguments)
        text += f"\n### {name}: {counts} arguments\n\n"
        text += activation_table(rows)
    counts = " or ".join(f"{n:,}" for n in sorted({p["arguments"] for p in pairs}))
    text += f"\n### act(g) * v: {counts} pairs\n\n"
    return text + pair_table(pairs) + "\n"


def main(arguments):
    if len(arguments) > 1 or any(
        a.startswith("-") and a != "--check" for a in arguments
    ):
        sys.exit(__doc__)
    check = arguments == ["--check"]
    if arguments and not check:
        (DOCS / "accuracy").mkdir(exist_ok=True)
        for path in sorted(pathlib.Path(arguments[0]).glob("*.json")):
            shutil.copy(path, DOCS / "accuracy")

    page = PAGE.read_text()
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    updated = before + BEGIN + tables() + END + after
    if not check:
        PAGE.write_text(updated)
    elif page != updated:
        sys.exit(
            "accuracy-table: the tables of docs/accuracy.md are not those of "
            "docs/accuracy/*.json; run scripts/accuracy-table.py"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
