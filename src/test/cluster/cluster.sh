#!/usr/bin/env bash
# A Kubernetes of one node on this machine: etcd, API server, controllers, scheduler and kubelet on containerd, with pods
# on a bridge. There is no DNS and no proxy for services, and network policies are taken but not enforced. Needs root, the
# programs of build.sh, and the Debian packages etcd-server, containerd, runc, containernetworking-plugins and iproute2.
#
#   cluster.sh up FOLDER PROGRAMS    starts it; FOLDER/kubeconfig is how to reach it, FOLDER/*.log is what it says
#   cluster.sh load FOLDER ARCHIVE   gives it an image, as `docker save` writes it
#   cluster.sh kill FOLDER NAME      SIGKILL for the containers of that name
#   cluster.sh down FOLDER           stops it and all pods; FOLDER may then be deleted
set -euo pipefail

command=$1
folder=$(mkdir -p "$2" && cd "$2" && pwd)
socket=$folder/containerd.sock
# Beside the usual ones, so that another cluster on the machine is left alone.
etcd_port=22379 peer_port=22380 api_port=26443 kubelet_port=20250 health_port=20248
bridge=semblance0
export KUBECONFIG=$folder/kubeconfig

start() {
    local name=$1
    shift
    AWS_EC2_METADATA_DISABLED=true setsid "$@" >"$folder/$name.log" 2>&1 </dev/null &
    echo $! >"$folder/$name.pid"
}

await() {
    local what=$1 tries
    shift
    for ((tries = 0; tries < 600; tries++)); do
        if "$@" >/dev/null 2>&1; then
            return 0
        fi
        sleep 0.2
    done
    echo "$what did not come up; see $folder" >&2
    return 1
}

# An image that only waits: it holds the network of a pod. Written by hand, since no engine is needed for it.
pause_image() {
    local image=$folder/pause digest
    mkdir -p "$image/root"
    printf '#include <unistd.h>\nint main(void) { for (;;) pause(); }\n' | gcc -static -O -x c -o "$image/root/pause" -
    tar -C "$image/root" --owner=0 --group=0 -cf "$image/layer.tar" pause
    digest=$(sha256sum "$image/layer.tar" | cut -d ' ' -f 1)
    printf '{"architecture":"amd64","os":"linux","config":{"Entrypoint":["/pause"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
        "$digest" >"$image/config.json"
    printf '[{"Config":"config.json","RepoTags":["localhost/pause:1"],"Layers":["layer.tar"]}]' >"$image/manifest.json"
    tar -C "$image" -cf "$folder/pause.tar" config.json layer.tar manifest.json
}

containerd_config() {
    cat >"$folder/containerd.toml" <<END
version = 2
root = "$folder/containerd"
state = "$folder/containerd-state"
oom_score = 0
[grpc]
  address = "$socket"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "localhost/pause:1"
  restrict_oom_score_adj = true
  disable_hugetlb_controller = true
  disable_apparmor = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$folder/cni"
END
    mkdir -p "$folder/cni"
    cat >"$folder/cni/10-bridge.conflist" <<END
{"cniVersion": "0.4.0", "name": "pods", "plugins": [
  {"type": "bridge", "bridge": "$bridge", "isGateway": true,
   "ipam": {"type": "host-local", "subnet": "198.51.100.0/24", "dataDir": "$folder/cni-addresses",
            "routes": [{"dst": "0.0.0.0/0"}]}}]}
END
}

kubelet_config() {
    cat >"$folder/kubelet.yaml" <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: 127.0.0.1
port: $kubelet_port
healthzPort: $health_port
authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
authorization: {mode: AlwaysAllow}
cgroupDriver: cgroupfs
failSwapOn: false
syncFrequency: 5s
volumePluginDir: $folder/volume-plugins
evictionHard: {memory.available: "0%", nodefs.available: "0%", imagefs.available: "0%", nodefs.inodesFree: "0%"}
END
}

up() {
    local programs=$1 token
    token=$(openssl rand -hex 16)
    umask 022
    pause_image
    containerd_config
    kubelet_config
    openssl genrsa -out "$folder/accounts.key" 2048 2>/dev/null
    echo "$token,admin,admin,system:masters" >"$folder/tokens.csv"
    cat >"$KUBECONFIG" <<END
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "https://127.0.0.1:$api_port", insecure-skip-tls-verify: true}}]
users: [{name: u, user: {token: "$token"}}]
contexts: [{name: c, context: {cluster: c, user: u}}]
current-context: c
END
    start containerd containerd --config "$folder/containerd.toml"
    start etcd etcd --data-dir "$folder/etcd" --listen-client-urls "http://127.0.0.1:$etcd_port" \
        --advertise-client-urls "http://127.0.0.1:$etcd_port" --listen-peer-urls "http://127.0.0.1:$peer_port" \
        --initial-advertise-peer-urls "http://127.0.0.1:$peer_port" --initial-cluster "default=http://127.0.0.1:$peer_port" \
        --unsafe-no-fsync
    start apiserver "$programs/kube-apiserver" --etcd-servers "http://127.0.0.1:$etcd_port" --bind-address 127.0.0.1 \
        --secure-port "$api_port" --cert-dir "$folder/apiserver" --token-auth-file "$folder/tokens.csv" \
        --authorization-mode RBAC --service-cluster-ip-range 203.0.113.0/24 --endpoint-reconciler-type none \
        --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$folder/accounts.key" \
        --service-account-signing-key-file "$folder/accounts.key" --kubelet-preferred-address-types Hostname
    await "the API server" kubectl get --raw /readyz
    start controllers "$programs/kube-controller-manager" --kubeconfig "$KUBECONFIG" --leader-elect=false --port 0 \
        --bind-address 127.0.0.1 --secure-port 20257 --cert-dir "$folder/controllers" \
        --service-account-private-key-file "$folder/accounts.key"
    start scheduler "$programs/kube-scheduler" --kubeconfig "$KUBECONFIG" --leader-elect=false --port 0 \
        --bind-address 127.0.0.1 --secure-port 20259 --cert-dir "$folder/scheduler"
    await containerd ctr --address "$socket" version
    load "$folder/pause.tar"
    start kubelet "$programs/kubelet" --kubeconfig "$KUBECONFIG" --config "$folder/kubelet.yaml" --root-dir "$folder/kubelet" \
        --cert-dir "$folder/kubelet-certificates" --container-runtime remote --hostname-override localhost \
        --container-runtime-endpoint "unix://$socket" --image-service-endpoint "unix://$socket" \
        --pod-infra-container-image localhost/pause:1
    await "the node" kubectl wait --for=condition=Ready node/localhost --timeout=1s
    await "the account" kubectl -n default get serviceaccount default
}

load() {
    ctr --address "$socket" --namespace k8s.io images import --no-unpack "$1" >/dev/null
}

kill_containers() {
    local container
    for container in $(ctr --address "$socket" --namespace k8s.io containers list --quiet \
        "labels.\"io.kubernetes.container.name\"==$1"); do
        ctr --address "$socket" --namespace k8s.io tasks kill --signal SIGKILL "$container" || true
    done
}

stop() {
    local pid
    if [ -f "$folder/$1.pid" ]; then
        pid=$(cat "$folder/$1.pid")
        kill "$pid" 2>/dev/null || true
        tail --pid="$pid" -f /dev/null
        rm "$folder/$1.pid"
    fi
}

down() {
    local name container
    for name in kubelet scheduler controllers apiserver etcd; do
        stop "$name"
    done
    if [ -S "$socket" ]; then
        for container in $(ctr --address "$socket" --namespace k8s.io tasks list --quiet); do
            ctr --address "$socket" --namespace k8s.io tasks kill --signal SIGKILL "$container" || true
        done
        for container in $(ctr --address "$socket" --namespace k8s.io containers list --quiet); do
            ctr --address "$socket" --namespace k8s.io tasks delete --force "$container" >/dev/null 2>&1 || true
            ctr --address "$socket" --namespace k8s.io containers delete "$container" || true
        done
    fi
    stop containerd
    # What is mounted below the folder would survive its deletion, or be deleted with it. The deepest first.
    awk -v folder="$folder/" 'index($2, folder) == 1 { print $2 }' /proc/self/mounts | sort -r | xargs -r -n 1 umount
    ip link delete "$bridge" 2>/dev/null || true
}

case $command in
up) up "$3" ;;
load) load "$3" ;;
kill) kill_containers "$3" ;;
down) down ;;
*)
    sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
