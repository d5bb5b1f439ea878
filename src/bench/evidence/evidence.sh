#!/usr/bin/env bash
# What evidence is worth over real works whose relations are known: order of matches, matches by relation, verdicts,
# calibration and cost, as Markdown; and the two pictures of docs/explanation/evidence.md.
#
#   src/bench/evidence/evidence.sh [FOLDER [PICTURES]]
#
# FOLDER holds documents.jsonl.gz, near-duplicates.jsonl.gz and queries.jsonl.gz (default: SEMBLANCE_SHARED_DATA, else
# ../shared/data beside the project). PICTURES is where the SVG files go (default: docs/explanation). Needs a JDK 25; takes
# about two minutes.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../../.." && pwd)
data=$(cd "${1:-${SEMBLANCE_SHARED_DATA:-$repo/../shared/data}}" && pwd)
pictures=${2:-$repo/docs/explanation}

(cd "$repo" && ./mvnw -q -Pbench test-compile exec:exec -Dbench.main=io.semblance.bench.evidence.EvidenceFigures \
  "-Dbench.rounds=$data $pictures")
