#!/usr/bin/env bash
# Semblance and iscc-search side by side: the same assets, the same queries, one after the other on this machine.
#
#   src/bench/compare/compare.sh              everything at 100,000 assets (about 25 minutes)
#   SIZES="100000 1000000" compare.sh         also at a million; filling iscc-search then takes more than half an hour, once
#   SERVICES=iscc-search compare.sh           one of the two alone
#   PARTS="search recall" compare.sh          some of: fill search recall memory start ingest kill overload; `fill` only fills
#
# Prints every measurement as it is taken, at the end a table of both with ratios and marks; the JSON lines stay in the
# run's folder below the cache (SEMBLANCE_BENCH_CACHE, default ~/.cache/semblance-bench). Needs a JDK 25, curl, and Python 3
# for iscc-search, which is installed there in a virtual environment; without Python it is skipped.
# Exit status 1: a mark was missed or a measurement failed.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../../.." && pwd)

CACHE=${SEMBLANCE_BENCH_CACHE:-$HOME/.cache/semblance-bench}
SEMBLANCE=${SEMBLANCE:-$repo/bin/semblance serve}           # how to start it; settings come by environment
SEMBLANCE_DATA=${SEMBLANCE_DATA:-$repo/../shared/data}      # real codes to draw from; random ones where it is absent
SERVICES=${SERVICES:-iscc-search semblance}
PARTS=${PARTS:-search recall memory start ingest kill}
SIZES=${SIZES:-100000}
LIMITS=${LIMITS:-10 100}
CONNECTIONS=${CONNECTIONS:-1 8 32}
BATCHES=${BATCHES:-1 100 500}
WRITERS=${WRITERS:-1 4 16}
MEASURE_S=${MEASURE_S:-15}
WARMUP_S=${WARMUP_S:-10}
RECALL_QUERIES=${RECALL_QUERIES:-200}
STARTS=${STARTS:-3}
KILL_AFTER_S=${KILL_AFTER_S:-20}
KILL_SAMPLE=${KILL_SAMPLE:-2000}
OVERLOAD_CONNECTIONS=${OVERLOAD_CONNECTIONS:-2000}
OVERLOAD_WARMUP_S=${OVERLOAD_WARMUP_S:-90}                  # compiling takes long on one processor, which it shares
OVERLOAD_ROUNDS=${OVERLOAD_ROUNDS:-3}
READY_WITHIN=${READY_WITHIN:-600}
XMX=${XMX:-1g}                                              # heap of Semblance
CLIENT_XMX=${CLIENT_XMX:-1500m}                             # the load tool holds a million assets for the exact answers
PORT=${PORT:-18650}
SEED=7
ISCC_SEARCH_VERSION=0.3.3
HDRHISTOGRAM=org.hdrhistogram:HdrHistogram:2.2.2

URL=http://127.0.0.1:$PORT
RUN=$CACHE/run-$(date +%Y%m%d-%H%M%S)
RESULTS=$RUN/results.jsonl
SMALLEST=${SIZES%% *}
LARGEST=${SIZES##* }

# shellcheck source-path=SCRIPTDIR source=service.sh
. "$here/service.sh"
# shellcheck source-path=SCRIPTDIR source=measure.sh
. "$here/measure.sh"

LOAD_ON=""  # what to put before the load tool's command

wants() { case " $PARTS " in *" $1 "*) ;; *) return 1 ;; esac; }

find_java() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
    if [ -x "$home/bin/javac" ] && "$home/bin/javac" -version 2>&1 | grep -q '^javac 25'; then
      echo "$home/bin"
      return
    fi
  done
  echo "No JDK 25 found: install one or set JAVA_HOME to it" >&2
  exit 1
}

# The load tool needs one jar, so it is compiled by hand: a measurement must not wait for the build of the service.
compile_tool() {
  local jar=$CACHE/lib/HdrHistogram-${HDRHISTOGRAM##*:}.jar
  [ -e "$jar" ] || (cd "$repo" && ./mvnw -q dependency:copy -Dartifact="$HDRHISTOGRAM" -DoutputDirectory="$CACHE/lib")
  find "$repo/src/bench/java/io/semblance/bench" -maxdepth 1 -name '*.java' ! -name package-info.java >"$RUN/sources"
  "$java/javac" -d "$RUN/classes" -cp "$jar" "@$RUN/sources"
  classpath=$RUN/classes:$jar
}

# A measurement with faults is printed and remembered, and does not end the run.
load() {
  local status=0
  # shellcheck disable=SC2086
  $LOAD_ON "$java/java" -Xmx"$CLIENT_XMX" -cp "$classpath" io.semblance.bench.LoadTool "$@" --url "$URL" --pid "$PID" || status=$?
  [ "$status" -lt 2 ] || exit "$status"
  [ "$status" -eq 0 ] || faults=$((faults + 1))
}

prepare_iscc_search() {
  if ! command -v python3 >/dev/null; then
    echo "Python 3 is not installed: iscc-search is skipped"
  elif [ ! -x "$CACHE/venv/bin/iscc-search" ] && ! { python3 -m venv "$CACHE/venv" &&
    "$CACHE/venv/bin/pip" install -q "iscc-search==$ISCC_SEARCH_VERSION" numpy; }; then
    echo "iscc-search $ISCC_SEARCH_VERSION could not be installed: it is skipped"
  else
    return 0
  fi
  SERVICES=$(echo " $SERVICES " | sed 's/ iscc-search / /')
}

generate() {
  local n=$1 python=$CACHE/venv/bin/python
  [ -e "$CACHE/queries-$n.jsonl" ] && return 0
  if [ ! -x "$python" ]; then
    echo "Python 3 with numpy is needed once, to generate $CACHE/assets-$n.jsonl.gz" >&2
    exit 1
  fi
  echo "== generating $n assets"
  "$python" "$here/synth_load.py" assets "$n" "$CACHE/assets-$n.jsonl.gz" "$SEED" "$SEMBLANCE_DATA"
  "$python" "$here/synth_load.py" queries 2000 "$CACHE/assets-$n.jsonl.gz" "$CACHE/queries-$n.jsonl" "$((SEED + 4))"
}

# Results and logs stay; the data directories of a run at a million assets would fill the disk after a few runs.
finish() {
  stop TERM
  rm -rf "$RUN/empty" "$RUN"/ingest-* "$RUN"/kill-iscc-search "$RUN"/kill-semblance "$RUN"/semblance-[0-9]*
}

measure() {
  local service=$1 n
  for n in $SIZES; do
    if wants fill || wants search || wants recall || wants memory || wants start || wants overload; then
      fill "$service" "$n" || { faults=$((faults + 1)); continue; }
    fi
    if wants search || wants recall || wants memory || wants start; then
      cat "$(data_of "$service" "$n").filled" >>"$RESULTS" 2>/dev/null || true
      echo "== $service with $n assets"
      FIRST_BODY=$(head -n 1 "$CACHE/queries-$n.jsonl") start "$service" "$(data_of "$service" "$n")" || { faults=$((faults + 1)); continue; }
      if wants recall; then measure_recall "$service" "$n"; fi
      if wants search; then measure_search "$service" "$n"; fi
      if wants memory; then measure_memory "$service" "$n"; fi
      stop TERM
      if wants start; then measure_start "$service" "$n" || faults=$((faults + 1)); fi
    fi
    if wants overload; then measure_overload "$service" "$n" || faults=$((faults + 1)); fi
  done
  if wants ingest; then echo "== $service, ingest"; measure_ingest "$service" || faults=$((faults + 1)); fi
  if wants kill; then echo "== $service, kill -9"; measure_kill "$service" || faults=$((faults + 1)); fi
}

faults=0
java=$(find_java)
mkdir -p "$RUN"
trap finish EXIT
compile_tool
prepare_iscc_search
for n in $SIZES; do generate "$n"; done
load note --measure run --service both --json "$RESULTS" --facts \
  "commit=$(git -C "$repo" rev-parse --short HEAD 2>/dev/null || echo unknown),iscc_search=$ISCC_SEARCH_VERSION,sizes=$SIZES,xmx=$XMX"
for service in $SERVICES; do measure "$service"; done

echo
echo "== side by side ($RESULTS)"
"$java/java" -cp "$classpath" io.semblance.bench.LoadTool report --json "$RESULTS" || faults=$((faults + 1))
[ "$faults" -eq 0 ] || echo "$faults measurements failed or marks were missed" >&2
[ "$faults" -eq 0 ]
