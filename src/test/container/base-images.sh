#!/usr/bin/env bash
# Makes the images that the Dockerfile and deploy/ name, where there is no registry to take them from: a minimal Debian as
# debian:bookworm-slim, the same with a JDK 25 as eclipse-temurin:25-jdk, and on request one with nginx as nginx:1.28. They
# are stand-ins: what our files do is tested on them, what the real images contain is not. An image that exists is left
# alone.
#
#   base-images.sh JDK-HOME [nginx]
#
# The engine's storage is taken from CONTAINERS_STORAGE_CONF and CONTAINERS_CONF, the Debian mirror from apt.
set -euo pipefail

jdk=$1
debian=debian:bookworm-slim
temurin=eclipse-temurin:25-jdk
nginx=nginx:1.28

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# minimal IMAGE PACKAGES OPTION-OF-IMPORT...
minimal() {
    local image=$1 packages=$2 suite
    shift 2
    apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' 'Origin: Debian' 'Component: main' | sort -u >"$scratch/sources.list"
    if [ ! -s "$scratch/sources.list" ]; then
        echo "apt knows no mirror of Debian" >&2
        exit 1
    fi
    suite=$(awk '{ sub(/-.*/, "", $3); print $3; exit }' "$scratch/sources.list")
    mmdebstrap --quiet --variant=minbase --include="$packages" \
        --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin' \
        --customize-hook='rm -f "$1"/var/log/nginx/*; [ ! -d "$1"/var/log/nginx ] || ln -s /dev/stderr "$1"/var/log/nginx/error.log' \
        "$suite" "$scratch/rootfs.tar" "$scratch/sources.list"
    podman import --quiet "$@" "$scratch/rootfs.tar" "$image"
}

if ! podman image exists "$debian"; then
    minimal "$debian" ca-certificates,tzdata --change 'CMD ["bash"]'
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

if [ "${2:-}" = nginx ] && ! podman image exists "$nginx"; then
    # Debian's is older than what the compose files name, and knows all that they use.
    minimal "$nginx" nginx,libnginx-mod-http-js --change 'CMD ["nginx", "-g", "daemon off;"]' --change 'STOPSIGNAL SIGQUIT'
fi
