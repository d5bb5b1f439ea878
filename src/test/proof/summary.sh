#!/bin/sh
# Adds up what the harness counted (target/proof/*.properties, see io.semblance.proof.Tally), prints it, and writes it to
# summary.txt beside. First argument: the directory.
set -eu
directory=${1:?which directory}
mkdir -p "$directory"
find "$directory" -maxdepth 1 -name '*.properties' -exec cat {} + | awk -F= '
    NF == 2 { sum[$1] += $2 }
    END { for (name in sum) { shown = name; gsub(/-/, " ", shown); printf "%15d  %s\n", sum[name], shown } }' |
    sort -k2 > "$directory/summary.tmp"
if [ -s "$directory/summary.tmp" ]; then
    { echo "What the harness did in this run:"; cat "$directory/summary.tmp"; } | tee "$directory/summary.txt"
fi
rm -f "$directory/summary.tmp"
