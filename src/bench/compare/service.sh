# shellcheck shell=bash
# Starting, filling and stopping the two services; sourced by compare.sh, which sets the variables in capitals and, with
# measure.sh, uses READY_S and FIRST_S.
# shellcheck disable=SC2034,SC2154

PID=""      # of the running service
READY_S=""  # seconds from its start until /readyz answered 200
SERVICE_ON=""  # what to put before its command, such as the processor that it is to run on
FIRST_S=""  # seconds from its start until a search was answered (iscc-search loads an index at its first use)

# One clock for all durations of the script, in seconds with fractions.
now() { date +%s.%N; }
minus() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a - b }'; }

# start SERVICE DIRECTORY: starts it on the loopback port and waits until it is ready.
start() {
  local service=$1 dir=$2 began
  if curl -s -o /dev/null "$URL/readyz"; then
    echo "Port $PORT is taken by another service; choose one with PORT=" >&2
    exit 1
  fi
  mkdir -p "$dir"
  began=$(now)
  case $service in
    iscc-search)
      # shellcheck disable=SC2086
      (cd "$RUN" && ISCC_SEARCH_INDEX_URI="usearch://$dir" ISCC_SEARCH_HOST=127.0.0.1 ISCC_SEARCH_PORT="$PORT" \
        exec $SERVICE_ON "$CACHE/venv/bin/iscc-search" serve) >>"$RUN/$service.log" 2>&1 &
      ;;
    semblance)
      # The command is split into words on purpose; it has to replace itself by the JVM (exec), so that PID is the JVM's.
      # Variables of this script are no settings of the service, which would refuse to start with them.
      # shellcheck disable=SC2086
      (unset SEMBLANCE_DATA SEMBLANCE_BENCH_CACHE && cd "$RUN" && JDK_JAVA_OPTIONS="-Xmx$XMX" SEMBLANCE_INDEX_URI="usearch://$dir" SEMBLANCE_HOST=127.0.0.1 \
        SEMBLANCE_PORT="$PORT" exec $SERVICE_ON $SEMBLANCE) >>"$RUN/$service.log" 2>&1 &
      ;;
  esac
  PID=$!
  await "$service" "$began" "$URL/readyz" || return 1
  READY_S=$(minus "$(now)" "$began")
  FIRST_S=""
  if [ -n "${FIRST_BODY:-}" ]; then
    await "$service" "$began" -H 'Content-Type: application/json' -d "$FIRST_BODY" "$URL/indexes/bench/search?limit=10" || return 1
    FIRST_S=$(minus "$(now)" "$began")
  fi
}

# await SERVICE BEGAN CURL-ARGUMENTS: until the request is answered with 2xx.
await() {
  local service=$1 began=$2
  shift 2
  until curl -sf -o /dev/null "$@"; do
    if ! kill -0 "$PID" 2>/dev/null || [ "$(minus "$(now)" "$began" | cut -d. -f1)" -gt "$READY_WITHIN" ]; then
      echo "$service did not answer; the end of $RUN/$service.log:" >&2
      tail -n 20 "$RUN/$service.log" >&2
      stop KILL
      return 1
    fi
    sleep 0.02
  done
}

# stop SIGNAL: ends the service and waits for it; TERM lets it save.
stop() {
  [ -n "$PID" ] || return 0
  kill -"$1" "$PID" 2>/dev/null || true
  wait "$PID" 2>/dev/null || true
  PID=""
}

# data_of SERVICE N: the data directory with N assets. That of iscc-search is kept, because filling it takes long;
# ours is filled anew in each run, because its format is still ours to change.
data_of() {
  case $1 in
    iscc-search) echo "$CACHE/iscc-$2" ;;
    semblance) echo "$RUN/semblance-$2" ;;
  esac
}

# fill SERVICE N: makes the data directory with N assets, unless it is there, and leaves the service stopped.
fill() {
  local service=$1 n=$2 dir before=$faults
  dir=$(data_of "$service" "$n")
  if [ -e "$dir.done" ]; then
    return 0
  fi
  rm -rf "$dir"
  echo "== filling $service with $n assets"
  FIRST_BODY="" start "$service" "$dir" || return 1
  load ingest --assets "$CACHE/assets-$n.jsonl.gz" --batch 500 --writers 1 --progress 50000 --timeout 3600 \
    --service "$service" --stored "$n" --measure fill --json "$dir.filled"
  stop TERM
  # A directory that misses some assets must not be kept as a full one.
  [ "$faults" -eq "$before" ] || return 1
  touch "$dir.done"
}
