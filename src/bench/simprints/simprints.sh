#!/usr/bin/env bash
# Search by simprints end to end: the packaged service with a million real simprints, once with a graph and once scanning.
#
#   src/bench/simprints/simprints.sh          needs a JDK 25, curl, Python 3, target/*.jar and the shared data
#
# SIMPRINTS, QUERY, MEASURE_S, WARMUP_S, RATE and PORT can be set. Prints the plan of an answer, rates and latencies for each
# number of simprints in a query, how long the graph took to build, and after SIGTERM how long the next start took.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../../.." && pwd)
CACHE=${SEMBLANCE_BENCH_CACHE:-$HOME/.cache/semblance-bench}
DATA=${BENCH_DATA:-$repo/../shared/data}
SIMPRINTS=${SIMPRINTS:-1000000}
QUERY=${QUERY:-7 38 154}
MEASURE_S=${MEASURE_S:-10}
WARMUP_S=${WARMUP_S:-8}
RATE=${RATE:-20}
PORT=${PORT:-18651}
URL=http://127.0.0.1:$PORT
RUN=$CACHE/simprints-$(date +%Y%m%d-%H%M%S)
assets=$CACHE/simprints-$SIMPRINTS.jsonl
pid=""

mkdir -p "$RUN/classes"
java=$(for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
  if [ -x "$home/bin/javac" ] && "$home/bin/javac" -version 2>&1 | grep -q '^javac 25'; then echo "$home/bin" && break; fi
done)
jar=$CACHE/lib/HdrHistogram-2.2.2.jar
[ -e "$jar" ] || (cd "$repo" && ./mvnw -q dependency:copy -Dartifact=org.hdrhistogram:HdrHistogram:2.2.2 -DoutputDirectory="$CACHE/lib")
find "$repo/src/bench/java/io/semblance/bench" -maxdepth 1 -name '*.java' ! -name package-info.java >"$RUN/sources"
"$java/javac" -d "$RUN/classes" -cp "$jar" "@$RUN/sources"
tool() { "$java/java" -Xmx1g -cp "$RUN/classes:$jar" io.semblance.bench.LoadTool "$@"; }

stop() {
  if [ -n "$pid" ]; then
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    pid=""
  fi
}
trap stop EXIT

# start DIRECTORY FROM: serves with graphs from so many codes on.
start() {
  # Variables of this script are no settings of the service, which would refuse to start with them.
  (unset SEMBLANCE_BENCH_CACHE && cd "$RUN" && JDK_JAVA_OPTIONS=-Xmx2g SEMBLANCE_INDEX_URI="usearch://$1" SEMBLANCE_HOST=127.0.0.1 \
    SEMBLANCE_PORT="$PORT" SEMBLANCE_GRAPH_FROM="$2" exec "$repo/bin/semblance" serve) >>"$RUN/service.log" 2>&1 &
  pid=$!
  until curl -sf -o /dev/null "$URL/readyz"; do
    kill -0 "$pid" || { tail -n 20 "$RUN/service.log" >&2; exit 1; }
    sleep 0.1
  done
}

metric() { curl -s "$URL/actuator/prometheus" | awk -v name="$1" 'index($1, name "{") == 1 { print $2; exit }'; }

measure() {
  local simprints
  for simprints in $QUERY; do
    curl -s -o /dev/null -D - -H 'Content-Type: application/json' -d "$(head -n 1 "$RUN/queries-$simprints")" \
      "$URL/indexes/bench/search?limit=10" | grep -i '^semblance-types' | sed "s/^/$1, $simprints simprints: /"
    tool search --url "$URL" --bodies "$RUN/queries-$simprints" --limit 10 --connections 8 --seconds "$MEASURE_S" \
      --warmup "$WARMUP_S" --service "$1-$simprints" --pid "$pid"
    tool search --url "$URL" --bodies "$RUN/queries-$simprints" --limit 10 --rate "$RATE" --seconds "$MEASURE_S" \
      --warmup 2 --service "$1-$simprints" --pid "$pid"
  done
}

[ -e "$assets" ] || python3 "$here/simprints.py" assets "$SIMPRINTS" "$DATA" "$assets"
for simprints in $QUERY; do
  python3 "$here/simprints.py" queries "$simprints" 500 "$assets" "$RUN/queries-$simprints"
done

start "$RUN/data" 100000000
tool ingest --url "$URL" --assets "$assets" --batch 100 --writers 4 --count 1000000 --service semblance
measure scan
stop

began=$(date +%s)
start "$RUN/data" $((SIMPRINTS / 16))
until [ "$(metric semblance_graph_builds)" = 1.0 ] && [ -n "$(metric semblance_graph_recall)" ]; do sleep 1; done
echo "graph: built and measured in $(($(date +%s) - began)) s"
curl -s "$URL/actuator/prometheus" | grep '^semblance_graph_'
measure graph
began=$(date +%s%N)
stop
echo "stop: $((($(date +%s%N) - began) / 1000000)) ms"
ls -l "$RUN"/data/indexes/bench
began=$(date +%s%N)
start "$RUN/data" $((SIMPRINTS / 16))
echo "start: ready after $((($(date +%s%N) - began) / 1000000)) ms"
sleep 5
grep -h 'graph SIMPRINT\|Ready\|Opened index\|Saved' "$RUN/service.log" | tail -n 8
rm -rf "$RUN/data"
