# shellcheck shell=bash
# What is measured of each service; sourced by compare.sh, which sets the variables in capitals.
# shellcheck disable=SC2153

# The figure NAME of the last line of the result file.
last() { tail -n 1 "$RESULTS" | sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p"; }

half_of_best() { awk 'BEGIN { best = 0 } { if ($1 > best) best = $1 } END { printf "%.1f", best / 2 }'; }

memory_of() { awk -v field="$1:" '$1 == field { print $2 }' "/proc/$PID/status"; }

# Closed loop for the highest rate, then open loop at half of it for the latency.
measure_search() {
  local service=$1 n=$2 limit connections rates rate
  for limit in $LIMITS; do
    rates=""
    for connections in $CONNECTIONS; do
      load search --bodies "$CACHE/queries-$n.jsonl" --limit "$limit" --connections "$connections" --seconds "$MEASURE_S" \
        --warmup "$WARMUP_S" --service "$service" --stored "$n" --json "$RESULTS"
      rates="$rates$(last per_s)
"
    done
    rate=$(printf %s "$rates" | half_of_best)
    load search --bodies "$CACHE/queries-$n.jsonl" --limit "$limit" --rate "$rate" --seconds "$MEASURE_S" \
      --warmup "$WARMUP_S" --service "$service" --stored "$n" --json "$RESULTS"
  done
}

# Three times as many searches as can be answered, from so many connections that each wait for their answer; and probes
# beside them. Service and load tool have a processor each, where there are two: else the one takes the other's time.
measure_overload() {
  local service=$1 n=$2 round best under before after
  if [ "$(nproc)" -gt 1 ] && command -v taskset >/dev/null; then
    SERVICE_ON="taskset -c 0"
    LOAD_ON="taskset -c 1"
  fi
  FIRST_BODY=$(head -n 1 "$CACHE/queries-$n.jsonl") start "$service" "$(data_of "$service" "$n")" ||
    { SERVICE_ON="" LOAD_ON=""; return 1; }
  best_rate "$OVERLOAD_WARMUP_S"
  best=$(last per_s)
  for ((round = 1; round <= OVERLOAD_ROUNDS; round++)); do
    before=$faults
    probe_all_the_while
    load search --bodies "$CACHE/queries-$n.jsonl" --connections "$OVERLOAD_CONNECTIONS" --seconds "$MEASURE_S" --warmup 5 \
      --rate "$(awk -v best="$best" 'BEGIN { print 3 * best }')" --late drop \
      --service "$service" --stored "$n" --measure overload --json "$RESULTS"
    under=$(last per_s)
    faults=$before # a refusal is none here
    kill "$probing"
    wait "$probing" 2>/dev/null || true
    best_rate 5
    after=$(last per_s)
    load note --measure goodput --service "$service" --stored "$n" --json "$RESULTS" --facts \
      "best_before=$best,under_overload=$under,best_after=$after,longest_probe_s=$(sort -n "$RUN/probes" | tail -n 1)"
    best=$after
  done
  stop TERM
  SERVICE_ON=""
  LOAD_ON=""
}

best_rate() {
  load search --bodies "$CACHE/queries-$n.jsonl" --connections 32 --seconds "$MEASURE_S" --warmup "$1" \
    --service "$service" --stored "$n" --measure best --json "$RESULTS"
}

# On the processor of the load tool: a curl for each probe takes a tenth of one, which is not the service's to give.
probe_all_the_while() {
  # shellcheck disable=SC2086
  (while sleep 0.05; do $LOAD_ON curl -s -m 30 -o /dev/null -w '%{time_total}\n' "$URL/livez" || echo 30; done >"$RUN/probes") &
  probing=$!
}

measure_recall() {
  local service=$1 n=$2 limit
  for limit in $LIMITS; do
    load recall --assets "$CACHE/assets-$n.jsonl.gz" --bodies "$CACHE/queries-$n.jsonl" --limit "$limit" \
      --queries "$RECALL_QUERIES" --service "$service" --stored "$n" --json "$RESULTS"
  done
}

# Resident memory after the searches, of anonymous pages (heap, off-heap) and mapped ones (the record, in the page cache) apart.
measure_memory() {
  local service=$1 n=$2 anon file
  anon=$(memory_of RssAnon)
  file=$(memory_of RssFile)
  load note --measure memory --service "$service" --stored "$n" --json "$RESULTS" --facts \
    "xmx=$([ "$service" = semblance ] && echo "$XMX" || echo none),rss_anon_mb=$((anon / 1024)),rss_file_mb=$((file / 1024)),anon_bytes_per_asset=$((anon * 1024 / n))"
}

# Start-to-ready with N assets and with an empty directory, each the median of STARTS; the page cache is warm.
measure_start() {
  local service=$1 n=$2 i full="" first="" empty="" body
  body=$(head -n 1 "$CACHE/queries-$n.jsonl")
  for ((i = 0; i < STARTS; i++)); do
    FIRST_BODY=$body start "$service" "$(data_of "$service" "$n")" || return 1
    full="$full$READY_S
"
    first="$first$FIRST_S
"
    stop TERM
    rm -rf "$RUN/empty"
    FIRST_BODY="" start "$service" "$RUN/empty" || return 1
    empty="$empty$READY_S
"
    stop TERM
  done
  full=$(printf %s "$full" | median)
  empty=$(printf %s "$empty" | median)
  load note --measure start --service "$service" --stored "$n" --json "$RESULTS" --facts \
    "ready_s=$full,empty_s=$empty,beyond_empty_s=$(minus "$full" "$empty"),first_search_s=$(printf %s "$first" | median)"
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# Assets of one ingest measurement. Ours gets more, because it would otherwise be over before the JIT compiler has warmed
# up; an index that grows further only slows it, so the comparison does not gain from it.
ingest_count() {
  case $1-$2 in
    iscc-search-1) echo 2000 ;;
    iscc-search-*) echo 20000 ;;
    semblance-1) echo 20000 ;;
    semblance-*) echo 100000 ;;
  esac
}

measure_ingest() {
  local service=$1 batch writers
  rm -rf "$RUN/ingest-$service"
  FIRST_BODY="" start "$service" "$RUN/ingest-$service" || return 1
  load ingest --assets "$CACHE/assets-$SMALLEST.jsonl.gz" --index warmup --count "$(ingest_count "$service" 100)" --batch 100 \
    --writers 4 --service "$service" >"$RUN/warmup-$service.log"
  for batch in $BATCHES; do
    for writers in $WRITERS; do
      load ingest --assets "$CACHE/assets-$SMALLEST.jsonl.gz" --index "b${batch}w${writers}" --batch "$batch" \
        --writers "$writers" --count "$(ingest_count "$service" "$batch")" --service "$service" --json "$RESULTS"
    done
  done
  stop TERM
}

# Writes from four connections, kill -9 after KILL_AFTER_S seconds, start again, and ask for what was acknowledged.
measure_kill() {
  local service=$1 loader
  rm -rf "$RUN/kill-$service"
  FIRST_BODY="" start "$service" "$RUN/kill-$service" || return 1
  load ingest --assets "$CACHE/assets-$LARGEST.jsonl.gz" --batch 100 --writers 4 --service "$service" \
    --acknowledged "$RUN/acknowledged-$service.txt" >"$RUN/kill-$service.log" &
  loader=$!
  sleep "$KILL_AFTER_S"
  stop KILL
  wait "$loader" || true
  FIRST_BODY="" start "$service" "$RUN/kill-$service" || return 1
  load survivors --assets "$CACHE/assets-$LARGEST.jsonl.gz" --acknowledged "$RUN/acknowledged-$service.txt" \
    --sample "$KILL_SAMPLE" --service "$service" --json "$RESULTS"
  stop TERM
}
