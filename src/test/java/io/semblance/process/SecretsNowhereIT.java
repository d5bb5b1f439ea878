package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.semblance.proof.Tally;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * S7: neither secret that is valid, nor one that somebody tries, is to be read anywhere: not in an answer, the log, the
 * actuator, the metrics, the names of threads, the bill of materials or the data directory. And no text of a caller makes a
 * line of the log.
 */
class SecretsNowhereIT {

    private static final String SECRET = "Geheim-4711-nobody-reads-this";
    private static final String NEXT = "Geheim-4712-nor-this";
    private static final String TRIED = "Geheim-4713-nor-what-is-tried";
    private static final String LINE = "2026-01-01T00:00:00.000Z ERROR Forged : all is lost";
    private static final List<String> PATHS = List.of("/", "/indexes", "/indexes/demo", "/indexes/demo/assets",
            "/indexes/none", "/actuator", "/actuator/health", "/actuator/info", "/actuator/prometheus", "/metrics",
            "/actuator/doctor", "/actuator/sbom", "/actuator/sbom/application", "/actuator/env",
            "/actuator/configprops", "/actuator/heapdump", "/actuator/threaddump", "/actuator/beans",
            "/actuator/loggers", "/actuator/mappings", "/actuator/httpexchanges", "/actuator/startup", "/openapi.json",
            "/status", "/readyz", "/problems", "/api/v1/estimate?assets=1000", "/snapshots");
    private static final Pattern LOG_LINE = Pattern
            .compile("\\d{4}-\\d\\d-\\d\\dT\\S+ +(INFO|WARN|ERROR|DEBUG|TRACE) +\\S+ : .*");

    @TempDir
    Path directory;

    private final List<String> answers = new ArrayList<>();

    @Test
    void secretIsNowhereAndNoCallerWritesALogLine() throws IOException, InterruptedException {
        Path log = directory.resolve("service.log");
        try (ServiceProcess service = ServiceProcess.start(ServiceProcess.freePort(),
                Map.of("SEMBLANCE_API_SECRET", SECRET, "SEMBLANCE_API_SECRET_NEXT", NEXT),
                "usearch://" + directory.resolve("data"), log, ServiceProcess.QUICK, "--semblance.demo=true",
                "--semblance.log-level=debug").awaitReady()) {
            for (String path : PATHS) {
                for (String secret : List.of(SECRET, NEXT, TRIED)) {
                    ask(service, "GET " + path, "X-API-Key: " + secret, "");
                    ask(service, "POST " + path, "Authorization: Bearer " + secret, "{\"x\":1}");
                    ask(service, "GET " + path + (path.contains("?") ? "&" : "?") + "x-api-key=" + secret,
                            "X-API-Key: " + SECRET, "");
                    ask(service, "GET " + path, "X-API-Key: " + secret + "\r\nX-API-Key: " + TRIED, "");
                }
            }
            forge(service);
            assertThat(answers).hasSizeGreaterThan(300);
            assertThat(answers.stream().filter(answer -> answer.startsWith("HTTP/1.1 200 "))).hasSizeGreaterThan(60);
            clean("an answer", String.join("\n", answers));
            clean("the threads", threads(service.pid()));
            service.terminate();
            service.awaitExit();
        }
        String said = Files.readString(log);
        clean("the log", said);
        assertOwnLines(said);
        clean("the data directory", files());
        assertThat(said).as("the log tells of the requests").contains("GET /actuator/env 404", "GET /indexes/demo 200");
        assertChecksSeeIt(said);
    }

    private static void assertOwnLines(String said) {
        assertThat(said.lines()).as("lines of the log").noneMatch(line -> line.startsWith(LINE))
                .filteredOn(line -> !line.startsWith("WARNING: Using incubator modules"))
                .allMatch(line -> LOG_LINE.matcher(line).matches());
    }

    /** What the checks must not let pass: one of the secrets in the middle of the log, a line of a caller's making. */
    private static void assertChecksSeeIt(String said) {
        int middle = said.length() / 2;
        for (String secret : List.of(SECRET, NEXT, TRIED)) {
            assertThatThrownBy(() -> clean("the log", said.substring(0, middle) + secret + said.substring(middle)))
                    .isInstanceOf(AssertionError.class).hasMessageContaining("the log shows a secret");
        }
        for (String forged : List.of(LINE, "x")) {
            assertThatThrownBy(() -> assertOwnLines(said + "\n" + forged + "\n")).isInstanceOf(AssertionError.class);
        }
    }

    /** Texts with line breaks wherever a text can be said. */
    private void forge(ServiceProcess service) throws IOException {
        String text = "x\\r\\n" + LINE;
        String encoded = "x%0d%0a" + LINE.replace(" ", "%20");
        String key = "X-API-Key: " + SECRET;
        for (String body : List.of("[{\"iscc_id\":\"" + text + "\"}]",
                "[{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\",\"units\":[\"" + text + "\",\"" + text + "\"]}]",
                "[{\"" + text + "\":1}]", "[{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\",\"metadata\":{\"source\":\"" + text
                        + "\"}}]")) {
            ask(service, "POST /indexes/demo/assets", key, body);
        }
        ask(service, "POST /indexes", key, "{\"name\":\"" + text + "\"}");
        ask(service, "POST /indexes/demo/search", key, "{\"iscc_code\":\"" + text + "\"}");
        ask(service, "GET /indexes/" + encoded, key, "");
        ask(service, "GET /" + encoded, key, "");
        ask(service, "GET /indexes/demo/assets/" + encoded, key, "");
        ask(service, "GET /indexes/demo/assets?cursor=" + encoded, key, "");
        ask(service, "GET /indexes?" + encoded, key, "");
        ask(service, "GET /indexes", key + "\r\nX-Request-Id: x\r " + LINE + "\r\nUser-Agent: x\r" + LINE, "");
        ask(service, "GET /indexes", key + "\r\ntraceparent: " + LINE, "");
    }

    private void ask(ServiceProcess service, String line, String headers, String body) throws IOException {
        String request = line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n"
                + (body.isEmpty()
                        ? ""
                        : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n")
                + "\r\n" + body;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            answers.add(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void clean(String where, String text) {
        for (String secret : List.of(SECRET, NEXT, TRIED)) {
            int at = text.indexOf(secret);
            assertThat(at).as(() -> where + " shows a secret: "
                    + text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 100))).isNegative();
        }
        Tally.add("places-searched-for-secrets", 1);
    }

    /** What a thread dump says, names among it. */
    private static String threads(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid), "Thread.print", "-l").redirectErrorStream(true).start();
        try (InputStream in = jcmd.getInputStream()) {
            String dump = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(jcmd.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(dump).contains("Full thread dump");
            return dump;
        }
    }

    private String files() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> paths = Files.walk(directory.resolve("data"))) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                all.append(path).append('\n');
                all.append(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
