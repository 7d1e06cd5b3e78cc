"""Checks the links of all pages to files of the repository and their headings.

Usage: check_links.py ROOT
"""

import pathlib
import re
import sys

FENCE = re.compile(r"^```.*?^```", re.M | re.S)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
FOLDERS = ["docs", "examples", "benchmarks", "python", "test/corpus"]


def get_anchors(page):
    """The headings of a page as links name them."""
    anchors = set()
    for heading in re.findall(r"^#+ (.*)$", FENCE.sub("", page), re.M):
        words = re.sub(r"[^\w\- ]", "", heading.lower())
        anchors.add(words.strip().replace(" ", "-"))
    return anchors


def check(path, root):
    page = path.read_text()
    for link in LINK.findall(FENCE.sub("", page)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists():
            yield f"{path.relative_to(root)}: there is no {link}"
        elif anchor and anchor not in get_anchors(target.read_text()):
            yield f"{path.relative_to(root)}: there is no heading {link}"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    pages = [root / "README.md"]
    for folder in FOLDERS:
        pages += sorted((root / folder).rglob("*.md"))
    errors = [error for page in pages for error in check(page, root)]
    print(*errors, f"{len(pages)} pages", sep="\n")
    return 1 if errors else 0


sys.exit(main())
