# What `helm test` runs, in the image of the service: makes an index, writes an asset, reads it back, finds it, and
# deletes the index. HOST, PORT and KEY_FILE say where. The image holds bash and no HTTP client, so this speaks HTTP itself.
set -euo pipefail

index="helmtest$RANDOM$RANDOM"
asset="ISCC:MAIGI5H4GAIKGQAB"
# Two, the fewest that an asset may have.
content="ISCC:EABVD6WXQ4AKBCQSJS54DWAKDC33Y"
instance="ISCC:IABW3CLEPOYPEJYIR2YO3OGXM6XNC"
key=$(<"$KEY_FILE")

# Sends METHOD PATH STATUS [BODY]; prints the answer, and ends the test if its status is another.
call() {
    local method=$1 path=$2 wanted=$3 body=${4:-} answer status
    exec 3<>"/dev/tcp/$HOST/$PORT"
    printf '%s %s HTTP/1.0\r\nHost: %s\r\nX-API-Key: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
        "$method" "$path" "$HOST" "$key" "${#body}" "$body" >&3
    answer=$(timeout 30 cat <&3)
    exec 3>&-
    status=${answer:9:3}
    if [ "$status" != "$wanted" ]; then
        printf '%s %s: %s was expected, the answer is:\n%s\n' "$method" "$path" "$wanted" "$answer" >&2
        exit 1
    fi
    printf '%s %s: %s\n' "$method" "$path" "$status" >&2
    printf '%s' "$answer"
}

# Ends the test if an answer does not hold a text.
holds() {
    if [[ "$1" != *"$2"* ]]; then
        printf 'This answer does not hold %s:\n%s\n' "$2" "$1" >&2
        exit 1
    fi
}

call GET /readyz 200 >/dev/null
call POST /indexes 201 "{\"name\":\"$index\"}" >/dev/null
trap 'call DELETE "/indexes/$index" 204 >/dev/null' EXIT
call POST "/indexes/$index/assets" 201 "[{\"iscc_id\":\"$asset\",\"units\":[\"$content\",\"$instance\"]}]" >/dev/null
holds "$(call GET "/indexes/$index/assets/$asset" 200)" "$content"
if [ "$BACKEND" = usearch ]; then
    holds "$(call POST "/indexes/$index/search" 200 "{\"units\":[\"$content\"]}")" "$asset"
fi
echo "written, read back, found"
