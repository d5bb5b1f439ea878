#!/bin/sh
# Builds libusearch_c, the C interface of USearch, for the graph: from the sources in the npm package `usearch`, which are
# fetched by name, checked against the hash below and never committed, together with nk_slim.c.
#
#   build.sh OUTPUT-DIRECTORY
#
# Writes OUTPUT-DIRECTORY/linux-x86_64/libusearch_c.so and .../linux-aarch64/..., each with its SHA-256 beside it. Every
# Maven build runs it; what was built once is kept in ${XDG_CACHE_HOME:-~/.cache}/semblance-native under the version and the
# hash of this script and of nk_slim.c, so that the next time costs milliseconds. Where a platform cannot be built, one line
# says why and what to install, nothing of it lies in OUTPUT-DIRECTORY, and the exit code is 0 all the same: without the
# library all searches are exact.
#
# USEARCH_PREBUILT names a directory of the same layout to take instead; nothing is built then.
set -u

version=2.26.2
sha512=8f3e0c2a0d3d2c59fa08ffdf87d33063b355dea414717ad022df762d5ec2331e380049c63f541e9e11d17ae6b7113ab3828218708489f92b03a17d033a9161f5

here=$(cd "$(dirname "$0")" && pwd) || exit 1
output=${1:?the directory to write to}
work=

# One line, and a build that goes on: whatever is missing here costs speed, never an answer.
left_out() {
    echo "Graph: left out for $1, searches are exact there: $2"
}

cleanup() {
    [ -z "$work" ] || rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM

# The compiler for a processor family: the machine's own or a cross compiler of Debian's name.
compiler() {
    if [ "$(uname -m)" = "$1" ]; then echo "$2"; else echo "$1-linux-gnu-$2"; fi
}

# The package, unpacked, in $work/package. Says why if there is none.
fetch() {
    [ ! -d "$work/package" ] || return 0
    if ! command -v npm >/dev/null; then
        echo "npm is missing, which fetches the sources of USearch (Debian and Ubuntu: apt-get install npm)"
        return 1
    fi
    # Outside of the sources, where npm would look for a package.json.
    if ! (cd "$work" && npm pack "usearch@$version" --silent --prefer-offline --fetch-retries=1 \
        --fetch-retry-mintimeout=1000) >"$work/npm.log" 2>&1; then
        echo "npm could not fetch the package usearch $version from its registry"
        return 1
    fi
    if ! echo "$sha512  $work/usearch-$version.tgz" | sha512sum -c - >/dev/null 2>&1; then
        echo "the package usearch $version is not the one whose hash is pinned in src/main/native/build.sh"
        return 1
    fi
    tar -xzf "$work/usearch-$version.tgz" -C "$work" && return 0
    echo "the package usearch $version could not be unpacked"
    return 1
}

# compile FAMILY INTO-DIRECTORY; the compiler's words go to standard output.
compile() {
    common="-O3 -fPIC -fvisibility=hidden -DNDEBUG -DNK_DYNAMIC_DISPATCH=1 -DNK_NATIVE_F16=0 -DNK_NATIVE_BF16=0
        -I$work/package/include -I$work/package/c -I$work/package/numkong/include"
    case $1 in
    x86_64)
        machine=-march=x86-64-v2
        sets="HASWELL SKYLAKE ICELAKE GENOA SAPPHIRE ALDER"
        ;;
    aarch64)
        machine=-march=armv8-a
        sets="NEON NEONHALF NEONSDOT NEONBFDOT NEONFHM SVE SVEHALF SVESDOT SVEBFDOT"
        ;;
    esac
    targets=
    for set in $sets; do targets="$targets -DNK_TARGET_$set=1"; done
    # The kernels are vectors already; what the compiler would add to them makes them slower.
    # shellcheck disable=SC2086
    "$(compiler "$1" gcc)" -std=c11 $common $targets -fno-tree-vectorize -fno-tree-slp-vectorize \
        -Wno-psabi -c "$here/nk_slim.c" -o "$2/nk_slim.o" 2>&1 || return 1
    # shellcheck disable=SC2086
    "$(compiler "$1" g++)" -std=c++17 $common $machine -DUSEARCH_USE_NUMKONG=1 -DUSEARCH_USE_OPENMP=0 \
        "-DUSEARCH_EXPORT=__attribute__((visibility(\"default\")))" -Wno-psabi \
        -c "$work/package/c/lib.cpp" -o "$2/lib.o" 2>&1 || return 1
    # Nothing but USearch's functions is seen from outside: another copy of the C++ library may live in the process.
    echo '{ global: usearch_*; local: *; };' >"$2/exports"
    "$(compiler "$1" g++)" -shared -s -Wl,--gc-sections -Wl,-z,now -Wl,-z,relro "-Wl,--version-script=$2/exports" \
        -static-libstdc++ -static-libgcc \
        "$2/lib.o" "$2/nk_slim.o" -o "$2/libusearch_c.so" 2>&1
}

# build FAMILY: into the cache, or one line why not.
build() {
    if [ -z "$kept" ]; then
        left_out "linux-$1" "neither HOME nor XDG_CACHE_HOME is set, in whose cache it would be kept (set one of them)"
        return 1
    fi
    for tool in gcc g++; do
        if ! command -v "$(compiler "$1" $tool)" >/dev/null; then
            package=g++
            [ "$(uname -m)" = "$1" ] || package=g++-$(echo "$1" | tr _ -)-linux-gnu
            left_out "linux-$1" "there is no $(compiler "$1" $tool) (Debian and Ubuntu: apt-get install $package)"
            return 1
        fi
    done
    [ -n "$work" ] || work=$(mktemp -d) || return 1
    if ! reason=$(fetch); then
        left_out "linux-$1" "$reason"
        return 1
    fi
    mkdir "$work/$1"
    if ! compile "$1" "$work/$1" >"$work/$1.log"; then
        left_out "linux-$1" "$(compiler "$1" g++) could not compile it: $(grep -m 1 -i error "$work/$1.log")"
        return 1
    fi
    staged=$cache/.linux-$1-$$
    if ! { mkdir -p "$staged" && cp "$work/$1/libusearch_c.so" "$staged/" \
        && sha256sum "$staged/libusearch_c.so" | cut -d ' ' -f 1 >"$staged/libusearch_c.so.sha256"; } 2>/dev/null; then
        left_out "linux-$1" "$cache cannot be written to"
        return 1
    fi
    # Whoever builds at the same time makes the same; the first one stays.
    mv -T "$staged" "$cache/linux-$1" 2>/dev/null || rm -rf "$staged"
}

# pack FROM-DIRECTORY PLATFORM: files that are the same already are left alone, so that nothing is packed anew for them.
pack() {
    for file in libusearch_c.so.sha256 libusearch_c.so; do
        cmp -s "$1/$2/$file" "$output/$2/$file" && continue
        mkdir -p "$output/$2" && cp "$1/$2/$file" "$output/$2/$file" || return 1
    done
}

if [ "$(uname -s)" != Linux ]; then
    left_out "$(uname -s)" "it is built on Linux, for Linux"
    rm -rf "$output"
    exit 0
fi
key=$(cat "$here/build.sh" "$here/nk_slim.c" | sha256sum | cut -c 1-16)
kept=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
cache=$kept/semblance-native/usearch-$version-$key
[ -z "${USEARCH_PREBUILT:-}" ] || cache=$USEARCH_PREBUILT

packed=
for family in x86_64 aarch64; do
    if [ ! -f "$cache/linux-$family/libusearch_c.so" ] && [ -z "${USEARCH_PREBUILT:-}" ]; then
        build "$family"
    fi
    if [ -f "$cache/linux-$family/libusearch_c.so" ] && pack "$cache" "linux-$family"; then
        packed="$packed linux-$family"
    else
        rm -rf "${output:?}/linux-$family"
    fi
done
echo "Graph: USearch $version is packed for${packed:- no platform}"
