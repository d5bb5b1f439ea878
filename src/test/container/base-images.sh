#!/usr/bin/env bash
# Makes the base images that the Dockerfile names, where there is no registry to take them from: a minimal Debian as
# debian:bookworm-slim, and the same with a JDK 25 as eclipse-temurin:25-jdk. They are stand-ins: what the Dockerfile does
# is tested on them, what the real base images contain is not. An image that exists is left alone.
#
#   base-images.sh JDK-HOME
#
# The engine's storage is taken from CONTAINERS_STORAGE_CONF and CONTAINERS_CONF, the Debian mirror from apt.
set -euo pipefail

jdk=$1
debian=debian:bookworm-slim
temurin=eclipse-temurin:25-jdk

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if ! podman image exists "$debian"; then
    apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' 'Origin: Debian' 'Component: main' | sort -u >"$scratch/sources.list"
    if [ ! -s "$scratch/sources.list" ]; then
        echo "apt knows no mirror of Debian" >&2
        exit 1
    fi
    suite=$(awk '{ sub(/-.*/, "", $3); print $3; exit }' "$scratch/sources.list")
    mmdebstrap --quiet --variant=minbase --include=ca-certificates,tzdata \
        --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin' \
        "$suite" "$scratch/rootfs.tar" "$scratch/sources.list"
    podman import --quiet --change 'CMD ["bash"]' "$scratch/rootfs.tar" "$debian"
fi

if ! podman image exists "$temurin"; then
    # The file of trusted certificates may be a link into the system.
    cp -a "$jdk" "$scratch/jdk"
    rm -f "$scratch/jdk/lib/security/cacerts" "$scratch/jdk/lib/src.zip"
    cp -L "$jdk/lib/security/cacerts" "$scratch/jdk/lib/security/cacerts"
    printf 'FROM %s\nENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nCOPY jdk /opt/java/openjdk\n' \
        "$debian" >"$scratch/Dockerfile"
    buildah bud --quiet --tag "$temurin" "$scratch"
fi
