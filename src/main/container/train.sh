#!/bin/bash
# A run of the service that the JVM learns from while the image is built: it starts, loads the demo index, writes, searches
# and stops by SIGTERM. What it did is kept in the file that is named (JEP 483, JEP 514, JEP 515), so that a container need
# not load and link classes one by one again. Whatever a first caller does should be done here.
#
#   train.sh CACHE
set -euo pipefail

cache=$1
port=8000
id=ISCC:MAIGI5H4GAIKGQAB
code=ISCC:KACQIW25VMZJE4JGKH5NPBYAUCFBEPGA4G3WEH7ZO5WYSZD3WDZCOCA
data=$(mktemp -d)
export SEMBLANCE_HOST=127.0.0.1 SEMBLANCE_INDEX_URI=usearch://$data SEMBLANCE_DEMO=true

# ask METHOD PATH [JSON]: prints the status line; fails unless there is one.
ask() {
    local body=${3:-} status
    exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
    printf '%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
        "$1" "$2" "${#body}" "$body" >&3
    read -r status <&3 && cat <&3 >/dev/null
    exec 3>&-
    echo "$status"
}

# expect STATUS METHOD PATH [JSON]
expect() {
    local answer
    answer=$(ask "${@:2}")
    if [[ $answer != *" $1"* ]]; then
        echo "$2 $3: $answer instead of $1" >&2
        exit 1
    fi
}

/opt/java/bin/java -XX:AOTCacheOutput="$cache" -Xlog:aot=error -jar /app/semblance.jar serve &
service=$!
trap 'kill -9 $service 2>/dev/null || true' EXIT

until [[ $(ask GET /readyz 2>/dev/null || true) == *" 200"* ]]; do
    kill -0 $service
    sleep 0.2
done

expect 201 POST /indexes '{"name":"training"}'
for _ in 1 2 3 4 5; do
    for probe in /livez /readyz /actuator/health /actuator/info /actuator/prometheus /indexes /openapi.json; do
        expect 200 GET "$probe"
    done
    expect 201 POST /indexes/training/assets "[{\"iscc_id\":\"$id\",\"iscc_code\":\"$code\",\"metadata\":{\"name\":\"A work\"}}]"
    expect 200 GET "/indexes/demo/search?iscc_code=$code&limit=4"
    expect 200 POST '/indexes/demo/search?limit=4' "{\"iscc_code\":\"$code\"}"
    expect 200 GET "/indexes/training/assets/$id"
    expect 404 GET /indexes/nothing
done
expect 204 DELETE /indexes/training

kill -TERM $service
ended=0
wait $service || ended=$?
if [ "$ended" -ne 143 ] || [ ! -s "$cache" ]; then
    echo "the service ended with $ended, and $cache was not written" >&2
    exit 1
fi
rm -rf "$data"
