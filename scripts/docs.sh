#!/usr/bin/env bash
# Makes the documentation site in build/docs/site: the pages of docs/, the
# reference that tablegen generates, and plots. A link that leads nowhere is an
# error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/python-env.sh --docs
ninja -C build mlir-doc

pages=build/docs/pages
venv=build/python/venv/bin
rm -rf "$pages"
mkdir -p "$pages/reference"
cp docs/*.md "$pages"
cp build/docs/reference/*.md "$pages/reference"
for plot in activations accuracy; do
  "$venv/python" -m glu plot $plot --out "$pages/$plot.svg"
done
"$venv/python" -m glu plot benchmark --results docs/performance/t5-base.json \
  --out "$pages/performance.svg"
printf '\n## A look at T5-base\n\n![GFLOP/s of each system against M](performance.svg)\n' \
  >>"$pages/performance.md"
printf '\n## A look at them\n\n![Each activation and its derivative](activations.svg)\n' \
  >>"$pages/activations.md"
printf '\n## A look at f32\n\n![Errors of each activation against x](accuracy.svg)\n' \
  >>"$pages/accuracy.md"

# The start page is the README, and what lies outside of docs/ is no page: the
# links to it become text.
sed -E 's/\]\(docs\//](/g' README.md >"$pages/index.md"
sed -E -i 's/\[([^]]*)\]\((\.\.\/|examples|benchmarks)[^)]*\)/\1/g' "$pages"/*.md

# Without what the theme says of its successor.
NO_MKDOCS_2_WARNING=1 "$venv/mkdocs" build --quiet --strict --config-file docs/mkdocs.yml
echo "build/docs/site/index.html"
