#!/usr/bin/env bash
# The graph beside the exact scan and beside iscc-search's own engine, over the same codes in one run.
#
#   src/bench/graph/graph.sh              1,000,000 codes (about ten minutes)
#   src/bench/graph/graph.sh 100000       a quick run (about one minute)
#   src/bench/graph/graph.sh 4000000      a long one (an hour the first time)
#
# Both engines' graphs are built once and kept for the next run, below SEMBLANCE_BENCH_CACHE (~/.cache/semblance-bench) in
# graph-CODES: delete that folder to build them again.
#
# Prints a Markdown table of recall and time by search width, and for each engine what building, saving and opening cost.
# Needs a JDK 25 and the graph's native library, which the build makes; and Python 3 for iscc-usearch, which is installed
# in a virtual environment in the same place and skipped where that fails.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../../.." && pwd)

CACHE=${SEMBLANCE_BENCH_CACHE:-$HOME/.cache/semblance-bench}
ISCC_SEARCH_VERSION=0.3.3
CODES=${1:-1000000}

work=$CACHE/graph-$CODES
mkdir -p "$work"

(cd "$repo" && ./mvnw -q -Pbench test-compile exec:exec -Dbench.main=io.semblance.bench.graph.GraphReport \
  "-Dbench.rounds=$CODES $work")

if ! command -v python3 >/dev/null; then
  echo "Python 3 is not installed: iscc-usearch is skipped"
elif [ ! -x "$CACHE/venv/bin/iscc-search" ] && ! { python3 -m venv "$CACHE/venv" &&
  "$CACHE/venv/bin/pip" install -q "iscc-search==$ISCC_SEARCH_VERSION" numpy; }; then
  echo "iscc-search $ISCC_SEARCH_VERSION could not be installed: iscc-usearch is skipped"
else
  "$CACHE/venv/bin/python" "$here/other_engine.py" "$work"
fi
