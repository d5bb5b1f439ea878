#!/usr/bin/env bash
# Other works than those of the shared data, in the same form, so that evidence.sh can be put to them: manuals, documentation and
# source files of packages that the shared data has nothing of, codes by the reference implementation, edited copies, pairs
# that are alike by their texts, and queries by edited works that are not stored. Same packages, same bytes.
#
#   src/bench/evidence/other/other.sh [FOLDER]         makes documents, near-duplicates and queries there (.jsonl.gz)
#   src/bench/evidence/evidence.sh FOLDER PICTURES     measures over them
#
# FOLDER: default other-works below the cache (SEMBLANCE_BENCH_CACHE, default ~/.cache/semblance-bench). Needs Python 3.11 or later,
# npm, and Debian's apt-get and dpkg-deb; fetches some 120 MB, nothing of which is run. About ten minutes.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
CACHE=${SEMBLANCE_BENCH_CACHE:-$HOME/.cache/semblance-bench}
folder=${1:-$CACHE/other-works}
packages=$CACHE/other-packages
SEED=${SEED:-11}

ISCC_CORE=1.5.0
NUMPY=2.4.6
PYPI="ansible-core==2.15.0 ansible-core==2.18.0 faker==40.54.0 SQLAlchemy==1.4.54 SQLAlchemy==2.0.30 sympy==1.12 sympy==1.14.0"
NPM="@typescript-eslint/eslint-plugin@6.21.0 eslint-plugin-jest@27.9.0 eslint-plugin-jest@29.0.0 fastify@4.29.0 fastify@5.8.0
  next@16.4.6 npm@10.5.0 npm@11.17.0 undici@6.21.0 undici@7.25.0"
DEBIAN="apache2-doc debian-handbook developers-reference postgresql-doc-15"   # of whatever version the release has

python=$CACHE/other-venv/bin/python
if ! "$python" -c 'import iscc_core, numpy' 2>/dev/null; then
  python3 -m venv "$CACHE/other-venv"
  "$python" -m pip install -q "iscc-core==$ISCC_CORE" "numpy==$NUMPY"
fi

# fetched NAME COMMAND...: runs the command in the folder of packages unless it did so before.
fetched() {
  local mark
  mark=$packages/.$(echo "$1" | tr '/@=' '---')
  shift
  if [ ! -e "$mark" ]; then
    (cd "$packages" && "$@" >&2)
    touch "$mark"
  fi
}

mkdir -p "$packages"
for name in $PYPI; do
  fetched "$name" "$python" -m pip download -q --no-deps --only-binary :all: --python-version 3.11 \
    --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 --platform any "$name"
done
for name in $NPM; do fetched "$name" npm pack --silent --ignore-scripts "$name"; done
for name in $DEBIAN; do fetched "$name" apt-get -q download "$name"; done

mkdir -p "$folder"
exec "$python" -B "$here/other_works.py" "$packages" "$folder" "$SEED"
