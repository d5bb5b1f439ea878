#!/usr/bin/env bash
# Builds the programs of a small Kubernetes 1.20.2 from Debian's source package, since they are in no package that can be
# installed: about eight minutes of one processor, once. The Debian mirror is taken from apt.
#
#   build.sh FOLDER    leaves kube-apiserver, kube-controller-manager, kube-scheduler and kubelet in FOLDER
set -euo pipefail

folder=$(mkdir -p "$1" && cd "$1" && pwd)
programs=(kube-apiserver kube-controller-manager kube-scheduler kubelet)

complete() {
    local program
    for program in "${programs[@]}"; do
        [ -x "$folder/$program" ] || return 1
    done
}
if complete; then
    exit 0
fi

scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch" && rm -rf "$scratch"' EXIT

# A list of sources and an index of its own, so that nothing in /etc changes.
# shellcheck disable=SC2016 # apt replaces the name
apt-get indextargets --format 'deb-src $(REPO_URI) bookworm main' \
    'Created-By: Packages' 'Origin: Debian' 'Codename: bookworm' 'Component: main' | sort -u >"$scratch/sources.list"
if [ ! -s "$scratch/sources.list" ]; then
    echo "apt knows no mirror of Debian bookworm" >&2
    exit 1
fi
mkdir -p "$scratch/lists/partial"
apt=(-o "Dir::Etc::SourceList=$scratch/sources.list" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State::Lists=$scratch/lists")
apt-get "${apt[@]}" update -qq
(cd "$scratch" && apt-get "${apt[@]}" source -qq --download-only kubernetes)

tree=$scratch/go/src/k8s.io/kubernetes
mkdir -p "$tree"
tar -xf "$scratch"/kubernetes_*.orig.tar.* -C "$tree" --strip-components=1

export GOPATH=$scratch/go GO111MODULE=off GOFLAGS="" GOCACHE=$scratch/cache PATH=/usr/lib/go-1.19/bin:$PATH
version=v1.20.2
flags=""
# Both, or Helm reads v0.0.0-master.
for package in k8s.io/kubernetes/vendor/k8s.io/component-base/version k8s.io/kubernetes/vendor/k8s.io/client-go/pkg/version; do
    flags+=" -X $package.gitVersion=$version -X $package.gitMajor=1 -X $package.gitMinor=20 -X $package.gitTreeState=clean"
done
cd "$tree"
make --silent generated_files
for program in "${programs[@]}"; do
    # Without providers: the kubelet would ask clouds for credentials.
    go build -tags providerless -ldflags "-s -w $flags" -o "$scratch/$program" "./cmd/$program"
    mv "$scratch/$program" "$folder/$program"
done
