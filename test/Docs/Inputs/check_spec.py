"""Holds docs/spec.md, the checks in lib/IR and their tests against each other.

Usage: check_spec.py ROOT

- Each constraint of the spec, `- (C3) ...` below a heading `## glu.linear`, has
  a case `// glu.linear C3` in test/IR/invalid.mlir or, where text cannot break
  it, test/unit/IR/AttrTest.cpp, and each case has a constraint.
- Each row of the spec's tables of layers, whose last column is glu text, is in
  one of its mlir blocks.
- Each message that lib/IR can emit is expected by some test of test/IR or
  test/unit/IR.

Prints what is missing, and how much was looked at.
"""

import pathlib
import re
import sys


def spec_labels(text):
    labels, heading = set(), None
    # A bullet on one line.
    for line in re.sub(r"\n  +", " ", text).splitlines():
        if match := re.match(r"#+ `?([\w.]+)`?$", line):
            heading = match[1]
        elif match := re.match(r"- ((?:(?:, | to | and )?\(C\d+\))+)", line):
            labels |= {(heading, label) for label in expand(match[1])}
    return labels


def expand(text):
    """C2, C3 and C5 of "(C2) to (C3), (C5)"."""
    for first, last in re.findall(r"\(C(\d+)\)(?: to \(C(\d+)\))?", text):
        for number in range(int(first), int(last or first) + 1):
            yield f"C{number}"


def tested_labels(text):
    return set(re.findall(r"^// ([\w.]+) (C\d+)(?:: .*)?$", text, re.M))


def statement_literals(source, start):
    """The literal parts of a message, whose text begins at `start`.

    What stands in parentheses is computed and left out, but for the parentheses
    of emitError(...) itself, from which the text starts.
    """
    parts, depth, at, joined = [], 0, start, False
    while source[at] != ";":
        if source[at] == '"':
            end = at + 1
            while source[end] != '"':
                end += 2 if source[end] == "\\" else 1
            if depth == 0:
                if not joined:
                    parts.append("")
                parts[-1] += source[at + 1 : end]
            at, joined = end, True
        elif not source[at].isspace():
            depth = max(0, depth + {"(": 1, ")": -1}.get(source[at], 0))
            joined = False
        at += 1
    return parts


def messages(path):
    """Yields (line number, literal parts) of each message in a source."""
    source = re.sub(r"//.*", "", path.read_text())
    for match in re.finditer(r"\b(?:emitOpError|emitError|attachNote)\(", source):
        parts = statement_literals(source, match.end())
        if parts:
            yield source.count("\n", 0, match.start()) + 1, parts


def expectations(root):
    texts = []
    for path in sorted((root / "test" / "IR").glob("*.mlir")):
        text = path.read_text()
        texts += re.findall(r"expected-\w+[^{]*{{(.*?)}}", text)
        # What a file without text of its own is refused for.
        texts += re.findall(r"^// ERROR: (.*)$", text, re.M)
    for path in sorted((root / "test" / "unit" / "IR").glob("*.cpp")):
        texts += re.findall(r'"((?:[^"\\]|\\.)*)"', path.read_text())
    return texts


def main():
    root = pathlib.Path(sys.argv[1])
    text = (root / "docs" / "spec.md").read_text()
    spec = spec_labels(text)
    tested = tested_labels((root / "test" / "IR" / "invalid.mlir").read_text())
    unit_test = root / "test" / "unit" / "IR" / "AttrTest.cpp"
    tested |= tested_labels(unit_test.read_text())
    for op, label in sorted(spec - tested):
        print(f"missing: test/IR/invalid.mlir has no case of {op} {label}")
    for op, label in sorted(tested - spec):
        print(f"missing: docs/spec.md has no {op} {label}")

    blocks = "".join(re.findall(r"```mlir\n(.*?)```", text, re.S))
    rows = re.findall(r"^\| .* \| .* \| `(glu\.[^`]*)` \|$", text, re.M)
    for row in rows:
        if row not in blocks:
            print(f"missing: no mlir block of docs/spec.md has {row}")

    texts = expectations(root)
    count = 0
    for path in sorted((root / "lib" / "IR").glob("*.cpp")):
        for line, parts in messages(path):
            count += 1
            pattern = re.compile(".*".join(map(re.escape, parts)))
            if not any(map(pattern.search, texts)):
                print(f"missing: no test expects lib/IR/{path.name}:{line}: {parts}")
    print(f"looked at {len(spec)} constraints, {len(rows)} layers, {count} messages")


if __name__ == "__main__":
    main()
