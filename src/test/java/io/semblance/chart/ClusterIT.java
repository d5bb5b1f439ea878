package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import io.semblance.container.ContainerEngine;
import io.semblance.container.SemblanceImage;
import io.semblance.external.ExternalProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The chart on a real cluster (Kubernetes 1.20.2, {@link Cluster}): installed, its pod deleted, upgraded, rolled back and
 * drained while somebody writes, and nothing that was acknowledged is lost. The tests build upon each other.
 *
 * <p>
 * One command runs it, as root and with the Debian packages that {@link Cluster} names when they are missing:
 * {@code ./mvnw verify -Pnight -Dit.test=ClusterIT -Dtest=NONE -Dsurefire.failIfNoSpecifiedTests=false}. It builds the
 * image as the tests of {@code io.semblance.container} do, and Kubernetes once for all working copies.
 */
@Tag("night")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {

    private static final String RELEASE = "semblance";

    @TempDir
    static Path directory;

    private static String repository;
    private static Cluster cluster;
    private static ClusterClient client;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        ContainerEngine engine = SemblanceImage.require();
        cluster = Cluster.start();
        repository = SemblanceImage.repository(engine);
        cluster.load(SemblanceImage.save(engine, directory.resolve("image.tar")));
        cluster.makeVolume("first");
        client = new ClusterClient(cluster, RELEASE);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (cluster != null) {
            cluster.stop();
        }
    }

    private static ExternalProcess helm(KubectlLayer layer, String command, String... arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command, RELEASE, Chart.OURS.folder().toString(), "--set",
                "persistence.accessMode=ReadWriteOnce,persistence.storageClassName=disk,persistence.size=1Gi", "--set",
                "image.pullPolicy=Never,image.tag=latest,image.repository=" + repository,
                "--set", "resources.memory=1Gi,resources.cpu=100m,settings.drain=2s"));
        line.addAll(List.of(arguments));
        return cluster.helm(layer, line.toArray(String[]::new));
    }

    private static String secret() throws IOException, InterruptedException {
        return new String(
                Base64.getDecoder()
                        .decode(cluster.kubectl("get", "secret", RELEASE + "-api", "-o",
                                "jsonpath={.data.api-secret}")),
                StandardCharsets.UTF_8);
    }

    @Test
    @Order(1)
    void installedItGetsReadyAndTakesWrites() throws IOException, InterruptedException {
        ExternalProcess installed = helm(KubectlLayer.HELM_3, "install", "--wait", "--timeout", "5m");
        assertThat(installed.exitCode()).as("%s%n%s", installed.output(), cluster.logs()).isZero();
        client.useSecret(secret());
        client.createIndex();
        client.write(100);
        client.assertNothingLost();
    }

    @Test
    @Order(2)
    void helmTestFindsInTheImageWhatItRuns() throws IOException, InterruptedException {
        // Not by helm, whose pod asks for the name of the Service, and there is no DNS.
        JsonNode container = Chart.OURS.render().only("Pod").at("/spec/containers/0");
        assertThat(cluster.kubectl("exec", RELEASE + "-0", "--", "env", "HOST=localhost", "PORT=8000",
                "KEY_FILE=/etc/semblance/api-secret", "BACKEND=usearch", "bash", "-c",
                container.at("/command/2").asText())).contains("written, read back, found");
    }

    @Test
    @Order(3)
    void podDeletedUnderLoadLosesNothing() throws Exception {
        String pod = client.pod();
        client.whileWriting(() -> {
            cluster.kubectl("delete", "pod", RELEASE + "-0");
            client.awaitPodOtherThan(pod);
        });
        client.assertNothingLost();
    }

    @Test
    @Order(4)
    void upgradeUnderLoadLosesNothingAndKeepsTheSecret() throws Exception {
        String before = secret();
        String pod = client.pod();
        client.whileWriting(() -> {
            helm(KubectlLayer.HELM_3, "upgrade", "--set", "settings.logLevel=debug", "--wait", "--timeout", "5m")
                    .succeeded();
            client.awaitPodOtherThan(pod);
        });
        assertThat(secret()).isEqualTo(before);
        client.assertNothingLost();
    }

    @Test
    @Order(5)
    void badVersionIsRolledBackThoughItsPodNeverGetsReady() throws Exception {
        String pod = client.pod();
        client.whileWriting(() -> {
            helm(KubectlLayer.HELM_3, "upgrade", "--set", "image.tag=absent").succeeded();
            String bad = client.awaitWaitingPodOtherThan(pod);
            cluster.helm(KubectlLayer.HELM_3, "rollback", RELEASE, "--wait", "--timeout", "5m").succeeded();
            client.awaitPodOtherThan(bad);
        });
        client.assertNothingLost();
    }

    @Test
    @Order(6)
    void drainWaitsUntilSomebodyLetsGo() throws Exception {
        String pod = client.pod();
        ExternalProcess refused = cluster.tryKubectl("drain", "localhost", "--ignore-daemonsets",
                "--delete-emptydir-data", "--force", "--timeout", "10s");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output()).contains("would violate the pod's disruption budget");
        assertThat(client.pod()).isEqualTo(pod);
        client.whileWriting(() -> {
            cluster.kubectl("delete", "pod", RELEASE + "-0");
            cluster.kubectl("drain", "localhost", "--ignore-daemonsets", "--delete-emptydir-data", "--timeout", "60s");
            cluster.kubectl("uncordon", "localhost");
            client.awaitPodOtherThan(pod);
        });
        client.assertNothingLost();
    }

    @Test
    @Order(7)
    void killedProcessIsStartedAgainAndHasLostNothing() throws Exception {
        client.whileWriting(() -> {
            cluster.kill(RELEASE);
            client.awaitRestart();
        });
        client.assertNothingLost();
    }

    @Test
    @Order(8)
    void secretIsRotatedWithoutARestart() throws Exception {
        String pod = client.pod();
        String next = "the-next-secret-of-this-test";
        cluster.kubectl("patch", "secret", RELEASE + "-api", "-p",
                "{\"stringData\":{\"api-secret-next\":\"" + next + "\"}}");
        client.awaitAccepted(next);
        cluster.kubectl("patch", "secret", RELEASE + "-api", "-p",
                "{\"stringData\":{\"api-secret\":\"" + next + "\"}}");
        cluster.kubectl("patch", "secret", RELEASE + "-api", "--type=json", "-p",
                "[{\"op\":\"remove\",\"path\":\"/data/api-secret-next\"}]");
        client.awaitRefused(client.secret());
        client.useSecret(next);
        client.assertNothingLost();
        assertThat(client.pod()).isEqualTo(pod);
    }

    @Test
    @Order(9)
    void anotherSizeIsRefusedInWordsUntilTheStatefulSetIsMadeAnew() throws Exception {
        ExternalProcess refused = helm(KubectlLayer.HELM_3, "upgrade", "--set", "persistence.size=20Gi");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output()).contains("persistence.size is 20Gi", "Grow the volume");
        String pod = client.pod();
        cluster.kubectl("delete", "statefulset", RELEASE, "--cascade=orphan");
        assertThat(client.pod()).as("the pod runs on").isEqualTo(pod);
        helm(KubectlLayer.HELM_4, "upgrade", "--set", "persistence.size=20Gi", "--server-side=false", "--wait",
                "--timeout", "5m").succeeded();
        client.awaitPodOtherThan(pod);
        client.assertNothingLost();
    }
}
