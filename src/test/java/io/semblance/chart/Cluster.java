package io.semblance.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.semblance.external.ExternalProcess;

import org.junit.jupiter.api.Assumptions;

/**
 * A real Kubernetes of one node, as {@code src/test/cluster} builds and starts it. What it lacks stands there: no DNS, no
 * proxy for services, no enforcement of network policies.
 */
final class Cluster {

    private static final Path SCRIPTS = Path.of("src", "test", "cluster").toAbsolutePath();

    /** Built once for all working copies, since that takes eight minutes of a processor. */
    private static final Path PROGRAMS = Path.of(System.getProperty("user.home"), ".cache", "semblance-cluster");

    /** Debian packages that building and running it need, with a file of each. */
    private static final Map<String, String> PACKAGES = Map.of("containerd", "/usr/bin/containerd",
            "containernetworking-plugins", "/usr/lib/cni/bridge", "etcd-server", "/usr/bin/etcd", "gcc", "/usr/bin/gcc",
            "golang-1.19-go", "/usr/lib/go-1.19/bin/go", "iproute2", "/usr/sbin/ip", "make", "/usr/bin/make", "rsync",
            "/usr/bin/rsync", "runc", "/usr/sbin/runc");

    private final Path folder;

    private Cluster(Path folder) {
        this.folder = folder;
    }

    /** Builds it where that was not done yet, and starts it; skips the test that asks where that cannot be. */
    static Cluster start() throws IOException, InterruptedException {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "skipped: a cluster needs root");
        // Of no use to any other test, so .ci/install leaves them out.
        List<String> missing = PACKAGES.entrySet().stream().filter(needed -> !Files.exists(Path.of(needed.getValue())))
                .map(Map.Entry::getKey).sorted().toList();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "skipped: needs the Debian packages " + missing);
        ExternalProcess.run(SCRIPTS.resolve("build.sh").toString(), PROGRAMS.toString()).succeeded();
        Cluster cluster = new Cluster(Files.createTempDirectory("cluster"));
        cluster.script("up", PROGRAMS.toString());
        return cluster;
    }

    private void script(String command, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(SCRIPTS.resolve("cluster.sh").toString(), command, folder.toString()));
        line.addAll(List.of(arguments));
        run(line).succeeded();
    }

    private ExternalProcess run(List<String> command) throws IOException, InterruptedException {
        // The kubectl of the chart's tests, not one that happens to be installed.
        String path = KubectlLayer.HELM_3.programs() + ":" + System.getenv("PATH");
        return ExternalProcess.run(Path.of("").toAbsolutePath(), Map.of("PATH", path, "KUBECONFIG",
                folder.resolve("kubeconfig").toString(), "HELM_CACHE_HOME", folder.toString(), "no_proxy", "*"),
                command);
    }

    /** Gives the node an image, from an archive as {@code docker save} writes it. */
    void load(Path archive) throws IOException, InterruptedException {
        script("load", archive.toString());
    }

    /** Runs kubectl; what it printed. */
    String kubectl(String... arguments) throws IOException, InterruptedException {
        return tryKubectl(arguments).succeeded();
    }

    /** Runs kubectl, which may fail. */
    ExternalProcess tryKubectl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(KubectlLayer.HELM_3.kubectl().toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Runs helm, which may fail. */
    ExternalProcess helm(KubectlLayer layer, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(layer.helm().toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Creates or changes objects. */
    void apply(String yaml) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("apply.yaml"), yaml);
        kubectl("apply", "-f", file.toString());
    }

    /** A volume on the node's disk, which a process of the image's user may write. */
    void makeVolume(String name) throws IOException, InterruptedException {
        Path disk = Files.createDirectories(folder.resolve("volumes").resolve(name));
        run(List.of("chown", "10001:10001", disk.toString())).succeeded();
        apply("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %s}
                spec:
                  capacity: {storage: 1Gi}
                  accessModes: [ReadWriteOnce]
                  persistentVolumeReclaimPolicy: Retain
                  storageClassName: disk
                  hostPath: {path: %s, type: Directory}
                """.formatted(name, disk));
    }

    /** SIGKILL for the processes of a container; from inside, the first of them would not feel it. */
    void kill(String container) throws IOException, InterruptedException {
        script("kill", container);
    }

    /** Last lines of what its parts say. */
    String logs() throws IOException, InterruptedException {
        return tryKubectl("describe", "pods", "-A").output() + run(List.of("bash", "-c", "tail -n 20 "
                + folder.resolve("kubelet.log"))).output();
    }

    /** Ends it and all its pods. */
    void stop() throws IOException, InterruptedException {
        script("down");
        // Not by JUnit, which follows and mentions each of the thousand links in the image.
        run(List.of("rm", "-rf", "--one-file-system", folder.toString())).succeeded();
    }
}
