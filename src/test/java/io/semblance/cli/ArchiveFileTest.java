package io.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.semblance.config.StartRefusedException;

import org.assertj.core.api.ObjectArrayAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

/** An archive has its name once it is whole, and never before. */
class ArchiveFileTest {

    private static final String ID = "20261126t012345678z";

    @TempDir
    Path directory;

    private ArchiveFile file() {
        return new ArchiveFile(directory.resolve("works.zip"));
    }

    private ObjectArrayAssert<String> assertLeft() {
        return assertThat(directory.toFile().list());
    }

    /** What a kill at this moment would leave has another name. */
    @Test
    void nameIsGivenAtTheEnd() throws IOException {
        file().write(out -> {
            out.write("half".getBytes(StandardCharsets.UTF_8));
            assertLeft().containsExactly("works.zip.unfinished");
            out.write(" and half".getBytes(StandardCharsets.UTF_8));
        });
        assertLeft().containsExactly("works.zip");
        assertThat(directory.resolve("works.zip")).hasContent("half and half");
    }

    @Test
    void whatAKilledRunLeftIsReplaced() throws IOException {
        Files.writeString(directory.resolve("works.zip.unfinished"), "longer than what comes now");
        file().write(out -> out.write('x'));
        assertLeft().containsExactly("works.zip");
        assertThat(directory.resolve("works.zip")).hasContent("x");
    }

    @Test
    void nothingIsLeftOfWhatFailed() {
        assertThatThrownBy(() -> file().write(out -> {
            out.write('x');
            throw new IOException("the network is cut");
        })).isInstanceOf(IOException.class).hasMessage("the network is cut");
        assertLeft().isEmpty();
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        Files.writeString(directory.resolve("works.zip"), "mine");
        assertThatThrownBy(() -> file().write(out -> out.write('x'))).isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("There is a file " + directory.resolve("works.zip") + " already.");
        assertLeft().containsExactly("works.zip");
        assertThat(directory.resolve("works.zip")).hasContent("mine");
    }

    private int snapshot(StubService service, StringWriter err) {
        return new CommandLine(new SnapshotCommand(new ServiceCalls(Duration.ofMillis(200))))
                .setExecutionExceptionHandler(new FailedCommand()).setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true))
                .execute("--url", service.url(), "--to", directory.resolve("works.zip").toString());
    }

    @Test
    void serviceThatFallsSilentIsGivenUpAndLeavesNoFile() {
        StringWriter err = new StringWriter();
        try (StubService service = new StubService()) {
            service.on("POST /snapshots", 201, "{\"id\":\"" + ID + "\",\"sound\":true}")
                    .silentOn("GET /snapshots/" + ID + "/archive", "PK and nothing more");
            assertThat(snapshot(service, err)).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        }
        assertThat(err.toString()).contains("nothing came for", "whether the service still runs")
                .doesNotContain("\tat ");
        assertLeft().isEmpty();
    }

    @Test
    void noSnapshotIsMadeForAFileThatIsThere() throws IOException {
        Files.writeString(directory.resolve("works.zip"), "mine");
        StringWriter err = new StringWriter();
        try (StubService service = new StubService()) {
            service.on("POST /snapshots", exchange -> {
                throw new AssertionError("a snapshot was made");
            });
            assertThat(snapshot(service, err)).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        }
        assertThat(err.toString()).contains("There is a file ").doesNotContain("\tat ");
    }
}
