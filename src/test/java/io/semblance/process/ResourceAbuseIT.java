package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import com.sun.management.UnixOperatingSystemMXBean;
import io.semblance.asset.Limits;
import io.semblance.proof.Tally;
import tools.jackson.databind.json.JsonMapper;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * S5: whoever asks for too much is refused in words, and whoever asks for little beside it is served. The client and the
 * service are processes of their own, so that each has its own open files.
 */
class ResourceAbuseIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String QUERY = "{\"iscc_code\":\"ISCC:KACQCI2FM6E2XTPP6DQ5FQ5UUWLIOAAREIZUIVLGO6Q2FI5EUWTKPKA\"}";
    private static final int SLOW = 2_000;
    /** As many as the service takes at once, but for some that are left to the others: Tomcat lets 8,192 in. */
    private static final int IDLE = 8_000;
    private static final long MOST_RESIDENT_KIB = 1_500_000;

    private static ServiceProcess service;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException, InterruptedException {
        service = ServiceProcess.start("usearch://" + directory.resolve("data"), directory.resolve("log"),
                ServiceProcess.QUICK, "--semblance.demo=true").awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String raw(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(60_000);
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            } catch (IOException refusedMeanwhile) {
                // What was answered before the rest was sent can be read all the same.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] post(String path, String headers, byte[] body) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                + "Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    private static byte[] json(String path, String body) {
        return post(path, "Content-Type: application/json\r\n", body.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] get(String target, String headers) {
        return ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void refused(String what, byte[] request) throws IOException {
        String answer = raw(request);
        String shown = what + ": " + answer.substring(0, Math.min(600, answer.length()));
        assertThat(answer).as(shown).matches("(?s)HTTP/1.1 4\\d\\d .*").contains("\"detail\":\"");
        assertThat(raw(get("/livez", ""))).startsWith("HTTP/1.1 200 ");
        Tally.add("abuses-refused", 1);
    }

    @Test
    void whatAsksForTooMuchIsRefusedInWords() throws IOException {
        refused("limit of a thousand million", json("/indexes/demo/search?limit=1000000000", QUERY));
        refused("page of a thousand million", get("/indexes/demo/assets?limit=1000000000", ""));
        refused("nested arrays", json("/indexes/demo/search", "[".repeat(10_000)));
        refused("nested objects", json("/indexes/demo/assets", "[" + "{\"a\":".repeat(10_000)));
        refused("nested metadata", json("/indexes/demo/assets", "[{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\",\"metadata\":"
                + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}]"));
        refused("a hundred thousand units",
                json("/indexes/demo/search", JSON.writeValueAsString(Map.of("units",
                        Collections.nCopies(100_000, "ISCC:AAAQCI2FM6E2XTPP")))));
        refused("a hundred thousand ids", json("/indexes/demo/assets/delete", JSON.writeValueAsString(
                Map.of("iscc_ids", Collections.nCopies(100_000, "ISCC:MAIAAAAAAD2CIAAA")))));
        refused("a number of a million digits", json("/indexes/demo/search", "{\"limit\":" + "9".repeat(1_000_000)));
        refused("a header of a megabyte", get("/indexes", "X-Big: " + "h".repeat(1 << 20) + "\r\n"));
        refused("ten thousand headers", get("/indexes", "X-Many: h\r\n".repeat(10_000)));
        refused("a target of a megabyte", get("/indexes?" + "q".repeat(1 << 20), ""));
        refused("ten thousand parameters", get("/indexes/demo/search?" + "limit=x&".repeat(800), ""));
        refused("a length that is none", post("/indexes", "Content-Type: application/json\r\nContent-Length: -5\r\n",
                new byte[0]));
        refused("two lengths", post("/indexes", "Content-Type: application/json\r\nContent-Length: 3\r\n",
                new byte[0]));
    }

    /** What the check must not let pass: a request that is served, and one that is refused by a status and no words. */
    @Test
    void theCheckSeesWhatIsNotRefused() {
        assertThatThrownBy(() -> refused("a modest search", json("/indexes/demo/search?limit=10", QUERY)))
                .isInstanceOf(AssertionError.class).hasMessageContaining("a modest search");
        assertThatThrownBy(() -> assertServed("HTTP/1.1 503 \r\n\r\n", 1)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("beside 1 connections");
    }

    /** A thousand to one; the service does not unpack what it was not asked to. */
    @Test
    void packedBodyIsRefusedUnread() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bomb)) {
            packed.write(new byte[16 << 20]);
        }
        byte[] member = bomb.toByteArray();
        for (int i = 1; i < 64; i++) {
            bomb.writeBytes(member);
        }
        refused("a gigabyte packed", post("/indexes/demo/assets",
                "Content-Type: application/json\r\nContent-Encoding: gzip\r\n", bomb.toByteArray()));
        assertThat(residentKib()).isLessThan(MOST_RESIDENT_KIB);
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            requests.append("GET /indexes/n").append(i).append(" HTTP/1.1\r\nHost: localhost\r\n")
                    .append(i == 999 ? "Connection: close\r\n" : "").append("\r\n");
        }
        String answers = raw(requests.toString().getBytes(StandardCharsets.US_ASCII));
        assertThat(Pattern.compile("Index 'n(\\d+)' not found").matcher(answers).results()
                .map(answer -> Integer.valueOf(answer.group(1))))
                .isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void thousandsOfSlowConnectionsKeepNobodyOut() throws IOException, InterruptedException {
        beside(SLOW, "GET /indexes HTTP/1.1\r\nHost: loc");
    }

    @Test
    void eightThousandIdleConnectionsKeepNobodyOut() throws IOException, InterruptedException {
        beside(IDLE, "");
    }

    /** More than may search at once, none of which ever sends the rest of its query. */
    @Test
    void searchesThatNeverEndKeepNobodyFromSearching() throws IOException, InterruptedException {
        beside(2 * Math.max(256, 16 * Runtime.getRuntime().availableProcessors()),
                "POST /indexes/demo/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 1000\r\n\r\n{");
    }

    /** It announces more than the whole budget of bodies. Others have waited for its place in vain, searches among them. */
    @Test
    void oneBodyThatComesSlowlyKeepsNobodyOut() throws IOException, InterruptedException {
        byte[] batch = json("/indexes/demo/assets", "[" + " ".repeat(200_000) + "]");
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            slow.getOutputStream().write(("POST /indexes/demo/assets HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + Limits.BODY_BYTES + "\r\n\r\n[")
                    .getBytes(StandardCharsets.US_ASCII));
            CompletableFuture<Void> trickling = CompletableFuture.runAsync(() -> trickle(slow));
            assertServed(1);
            assertThat(raw(json("/indexes/demo/assets", "[]"))).as("a small batch").startsWith("HTTP/1.1 201 ");
            assertThat(raw(batch)).as("a large one").startsWith("HTTP/1.1 201 ");
            trickling.orTimeout(60, TimeUnit.SECONDS).join();
            slow.setSoTimeout(60_000);
            assertThat(new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8))
                    .readLine()).startsWith("HTTP/1.1 503 ");
        }
    }

    /** A byte at a time, until an answer is there to be read. */
    private static void trickle(Socket slow) {
        try {
            while (slow.getInputStream().available() == 0) {
                slow.getOutputStream().write(' ');
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (IOException closed) {
            // It was answered and closed in between.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens connections that send so much and no more, and has others served meanwhile. */
    private static void beside(int wanted, String sent) throws IOException, InterruptedException {
        List<SocketChannel> held = new ArrayList<>();
        try {
            int number = (int) Math.min(wanted, openFiles() - 2_000);
            for (int i = 0; i < number; i++) {
                SocketChannel channel = SocketChannel.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
                held.add(channel);
                channel.write(StandardCharsets.US_ASCII.encode(sent));
                if (i % 500 == 499) {
                    assertServed(i + 1);
                }
            }
            assertServed(number);
            assertThat(residentKib()).isLessThan(MOST_RESIDENT_KIB);
            Tally.add("idle-or-slow-connections", number);
        } finally {
            for (SocketChannel channel : held) {
                channel.close();
            }
        }
    }

    private static void assertServed(int beside) throws IOException, InterruptedException {
        assertServed(raw(get("/indexes/demo", "")), beside);
        assertServed(raw(json("/indexes/demo/search", QUERY)), beside);
        assertThat(service.get("/livez").statusCode()).as("beside %d connections", beside).isEqualTo(200);
    }

    private static void assertServed(String answer, int beside) {
        assertThat(answer).as("beside %d connections", beside).startsWith("HTTP/1.1 200 ");
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : 4_000;
    }

    private static long residentKib() throws IOException {
        Path status = Path.of("/proc", Long.toString(service.pid()), "status");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Files.newInputStream(status),
                StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", ""))).findFirst().orElseThrow();
        }
    }
}
