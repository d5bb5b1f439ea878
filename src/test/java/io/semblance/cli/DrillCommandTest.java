package io.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** However a drill fails, it says so in words, ends with 3, and the service gets to know. */
class DrillCommandTest {

    private static final String ID = "20261126t012345678z";
    private static final String LIST = "[{\"id\":\"" + ID + "\",\"sound\":true,\"complete\":true}]";
    private static final String ARCHIVE = "GET /snapshots/" + ID + "/archive";
    /** Two of them are too long for a path, and one is not. */
    private static final String DEEP = ("d".repeat(250) + "/").repeat(11) + "end";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final StubService service = new StubService();
    private Path scratch = Path.of("");

    @BeforeEach
    void makeRoom() throws IOException {
        scratch = Files.createDirectory(directory.resolve("scratch"));
    }

    @AfterEach
    void close() {
        service.close();
    }

    private int drill() {
        return new CommandLine(new DrillCommand(new ServiceCalls(Duration.ofMillis(200))))
                .setExecutionExceptionHandler(new FailedCommand()).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("--url", service.url(), "--scratch", scratch.toString());
    }

    private String reported() {
        assertThat(service.reports()).singleElement().satisfies(report -> assertThat(report.get("faults")).hasSize(1));
        return service.reports().getFirst().get("faults").get(0).asString();
    }

    /** So deep that no path reaches its end, which nobody can delete, whatever his rights. */
    private Runnable makeUndeletable(Path tree) throws IOException {
        Path upper = Files.createDirectories(tree.resolve(DEEP)).resolve("lower");
        Path lower = directory.resolve("lower");
        Files.createDirectories(lower.resolve(DEEP));
        Files.move(lower, upper);
        return () -> {
            try {
                Files.move(upper, lower);
            } catch (IOException stays) {
                throw new AssertionError(stays);
            }
        };
    }

    /** As a volume that is not mounted, or one on which something else lies, or one that is not for us. */
    @Test
    void scratchThatCannotBeUsedIsAFaultThatIsReported() throws IOException {
        service.on("GET /snapshots", 200, LIST);
        List<Path> unusable = List.of(directory.resolve("absent"), Files.createFile(directory.resolve("file")),
                Path.of("/proc/1"));
        for (Path one : unusable) {
            scratch = one;
            assertThat(drill()).as(one.toString()).isEqualTo(DrillCommand.FAILED);
        }
        assertThat(service.reports()).hasSize(unusable.size())
                .extracting(report -> report.get("faults").get(0).asString())
                .zipSatisfy(unusable, (fault, one) -> assertThat(fault).startsWith("The scratch directory " + one
                        + " cannot be used (java.nio.file."));
        assertThat(err.toString()).contains("failed  The scratch directory ").doesNotContain("\tat ");
    }

    @Test
    void leftoverThatCannotBeDeletedIsAFaultThatIsReported() throws IOException {
        service.on("GET /snapshots", 200, LIST);
        Runnable undo = makeUndeletable(scratch.resolve("semblance-drill"));
        try {
            assertThat(drill()).isEqualTo(DrillCommand.FAILED);
            assertThat(reported()).contains("semblance-drill", "File name too long");
            assertThat(err.toString()).contains("failed  ", "left    ", "the next drill fails until it is")
                    .doesNotContain("\tat ");
        } finally {
            undo.run();
        }
    }

    @Test
    void whatCannotBeDeletedAfterwardsHidesNoResult() throws IOException {
        Runnable[] undo = {() -> {
        }};
        service.on("GET /snapshots", exchange -> {
            undo[0] = makeUndeletable(scratch.resolve("semblance-drill"));
            byte[] list = LIST.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, list.length);
            exchange.getResponseBody().write(list);
        }).on(ARCHIVE, 200, "this is no archive");
        try {
            assertThat(drill()).isEqualTo(DrillCommand.FAILED);
            assertThat(reported()).contains("the archive ends before manifest.json");
            assertThat(service.reports().getFirst().get("snapshot").asString()).isEqualTo(ID);
            assertThat(err.toString()).contains("left    ");
        } finally {
            undo[0].run();
        }
    }

    @Test
    void pageOfAProxyIsASentenceAndNoTrace() {
        for (String page : new String[]{"<html><body>Please log in</body></html>", "", "\"text\"", "{\"cut"}) {
            service.on("GET /snapshots", 200, page);
            assertThat(drill()).as(page).isEqualTo(DrillCommand.FAILED);
        }
        assertThat(service.reports()).hasSize(4)
                .allSatisfy(report -> assertThat(report.get("faults").get(0).asString()).isEqualTo("What answers at "
                        + service.url()
                        + " is not the service: it sent no JSON. Look at the address, and at what stands"
                        + " before the service, such as a proxy."));
        assertThat(err.toString()).doesNotContain("\tat ");
        assertThat(scratch.toFile().list()).containsExactly("semblance-drill.lock");
    }

    @Test
    void faultIsToldAlsoWhereItsReportDoesNotArrive() {
        service.on("GET /snapshots", 200, "<html>").on("POST /snapshots/drills", 200, "<html>");
        assertThat(drill()).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("failed  What answers at ", "The service answered 200.")
                .doesNotContain("\tat ");
    }

    /** No score is more than 1, and nobody has thought of a manifest that says so. */
    @Test
    void whatNobodyHasForeseenIsAFaultThatIsReported() throws IOException {
        service.on("GET /snapshots", 200, LIST).on(ARCHIVE, 200, archive("""
                {"format":2,"version":"test","created":"2026-11-26T01:23:45.678Z","backend":"usearch","threshold":7,
                "exponent":4,"simprint_threshold":0.75,"complete":true,"indexes":[]}"""));
        assertThat(drill()).isEqualTo(DrillCommand.FAILED);
        assertThat(reported())
                .isEqualTo("java.lang.IllegalArgumentException: threshold is 0 to 1 and exponent at least 1");
        assertThat(err.toString()).as("a fault of our own").contains("\tat ");
        assertThat(scratch.toFile().list()).containsExactly("semblance-drill.lock");
    }

    private static byte[] archive(String manifest) throws IOException {
        byte[] json = manifest.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write(json);
            zip.putNextEntry(new ZipEntry("manifest.sha256"));
            zip.write((sha256(json) + "  manifest.json\n").getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException never) {
            throw new AssertionError(never);
        }
    }

    /** As a machine that is gone looks: it told the length, and nothing comes, nor an end. */
    @Test
    void serviceThatFallsSilentIsGivenUpAndReported() {
        service.on("GET /snapshots", 200, LIST).silentOn(ARCHIVE, "PK");
        assertThat(drill()).isEqualTo(DrillCommand.FAILED);
        JsonNode report = service.reports().getFirst();
        assertThat(report.get("snapshot").asString()).isEqualTo(ID);
        assertThat(reported()).contains("nothing came for", "given up", "check the connection");
        assertThat(err.toString()).doesNotContain("\tat ");
    }
}
