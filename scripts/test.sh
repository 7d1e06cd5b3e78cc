#!/usr/bin/env bash
# Sets up, builds everything and runs all tests; the last line of the output is
#   N passed, N failed, N skipped
# and the exit status is 0 only if nothing failed.
#
#   --quick   leave out the tests that take long (they count as skipped)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

slow=1
for argument in "$@"; do
  case $argument in
    --quick) slow=0 ;;
    *) echo "usage: scripts/test.sh [--quick]" >&2; exit 2 ;;
  esac
done

scripts/setup.sh
ninja -C build
# Tests whose packages pip cannot get are skipped.
scripts/python-env.sh || true
for extra in --sass --docs --torch; do
  [ $slow = 0 ] || scripts/python-env.sh $extra || true
done

lit=$(sed -n 's/^GLU_LIT:FILEPATH=//p' build/CMakeCache.txt)
results=build/test/results.xml
rm -f "$results"
# 1 means failures, which the summary counts; anything else, that lit could not
# run to its end.
status=0
"$lit" -sv --param slow=$slow --xunit-xml-output "$results" \
  build/test build/test/unit || status=$?
[ $status -le 1 ] || exit $status
python3 scripts/summarize-tests.py "$results"
