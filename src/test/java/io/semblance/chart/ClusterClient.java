package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.semblance.code.IsccId;

import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the service in a cluster as callers of its Service do: at whatever address is ready, and anew where a request got
 * no answer. It remembers which writes were acknowledged.
 */
final class ClusterClient {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String INDEX = "/indexes/t";
    private static final String UNITS = "[\"ISCC:EABVD6WXQ4AKBCQSJS54DWAKDC33Y\",\"ISCC:IABW3CLEPOYPEJYIR2YO3OGXM6XNC\"]";

    private final Cluster cluster;
    private final String release;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Set<String> acknowledged = new TreeSet<>();
    private String address = "";
    private String secret = "";
    private long lastId;

    ClusterClient(Cluster cluster, String release) {
        this.cluster = cluster;
        this.release = release;
    }

    void useSecret(String next) {
        secret = next;
    }

    String secret() {
        return secret;
    }

    void createIndex() throws IOException, InterruptedException {
        assertThat(send("POST", "/indexes", "{\"name\":\"t\"}", secret).statusCode()).isEqualTo(201);
    }

    /** Writes assets one by one; each must be acknowledged. */
    void write(int assets) throws IOException, InterruptedException {
        for (int i = 0; i < assets; i++) {
            assertThat(writeNext()).isEqualTo(201);
        }
    }

    private int writeNext() throws IOException, InterruptedException {
        String id = new IsccId(0, ++lastId << 12).text();
        HttpResponse<String> answer = send("POST", INDEX + "/assets",
                "[{\"iscc_id\":\"" + id + "\",\"units\":" + UNITS + "}]", secret);
        if (answer.statusCode() == 201) {
            acknowledged.add(id);
        }
        return answer.statusCode();
    }

    /** Does something while another thread writes without a pause; some writes before and after it are acknowledged. */
    void whileWriting(Action action) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        int before = acknowledged.size();
        write(20);
        Thread writer = Thread.ofPlatform().start(() -> writeUntil(stop));
        try {
            action.run();
        } finally {
            stop.set(true);
            writer.join();
        }
        write(20);
        assertThat(acknowledged).hasSizeGreaterThan(before + 40);
    }

    /** What is done under load. */
    interface Action {
        void run() throws Exception;
    }

    private void writeUntil(AtomicBoolean stop) {
        while (!stop.get()) {
            try {
                writeNext();
            } catch (IOException noAnswer) {
                address = "";
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Every acknowledged asset is in the export. */
    void assertNothingLost() throws IOException, InterruptedException {
        // The pod may have another one since the last request.
        address = "";
        HttpResponse<String> export = send("GET", INDEX + "/export", "", secret);
        assertThat(export.statusCode()).isEqualTo(200);
        Set<String> missing = new TreeSet<>(acknowledged);
        export.body().lines()
                .forEach(line -> missing.remove(JsonMapper.shared().readTree(line).path("iscc_id").asString("")));
        assertThat(missing).as("lost of %s acknowledged assets", acknowledged.size()).isEmpty();
    }

    /** Unique id of the pod; empty if there is none. */
    String pod() throws IOException, InterruptedException {
        return ofPod("{.metadata.uid}");
    }

    private String ofPod(String path) throws IOException, InterruptedException {
        return cluster.kubectl("get", "pod", release + "-0", "--ignore-not-found", "-o", "jsonpath=" + path);
    }

    private boolean ready() throws IOException, InterruptedException {
        return ofPod("{.status.conditions[?(@.type==\"Ready\")].status}").equals("True");
    }

    /** Waits until another pod is ready. */
    void awaitPodOtherThan(String before) throws Exception {
        await("another pod is ready", () -> !pod().equals(before) && !pod().isEmpty() && ready());
    }

    /** Waits until another pod is there and waits for its image; its id. */
    String awaitWaitingPodOtherThan(String before) throws Exception {
        await("another pod waits for its image", () -> !pod().equals(before)
                && ofPod("{.status.containerStatuses[0].state.waiting.reason}").contains("Image"));
        return pod();
    }

    /** Waits until the container was started again in its pod. */
    void awaitRestart() throws Exception {
        await("the container was started again",
                () -> ofPod("{.status.containerStatuses[0].restartCount}").equals("1") && ready());
    }

    void awaitAccepted(String other) throws Exception {
        await("the secret is accepted", () -> answers(other, status -> status == 200));
    }

    void awaitRefused(String other) throws Exception {
        await("the secret is refused", () -> answers(other, status -> status == 401));
    }

    private boolean answers(String other, Predicate<Integer> expected) throws IOException, InterruptedException {
        return expected.test(send("GET", "/indexes", "", other).statusCode());
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("%s:%n%s", what, cluster.logs()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private HttpResponse<String> send(String method, String path, String body, String key)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (address.isEmpty()) {
            address = cluster.kubectl("get", "endpoints", release, "-o",
                    "jsonpath={.subsets[0].addresses[0].ip}");
            assertThat(System.nanoTime()).as("an address is ready:%n%s", cluster.logs()).isLessThan(end);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + ":8000" + path))
                .timeout(Duration.ofSeconds(30)).header("X-API-Key", key).header("Content-Type", "application/json")
                .method(method, body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
