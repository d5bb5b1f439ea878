package io.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.semblance.asset.AssetIndexes;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.backend.TestedBackend;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

/** {@code doctor --data}, as it is documented. */
class DoctorCommandTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() {
        RandomAssets assets = new RandomAssets(new SplittableRandom(9), 40);
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            indexes.create("works").put(Stream.generate(assets::asset).limit(30).toList());
        }
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        CommandLine commands = Commands.commandLine();
        return commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(words);
    }

    @Test
    void soundDataIsNothingToDo() {
        assertThat(run("doctor", "--data", directory.toString())).as("%s%s", out, err).isZero();
        assertThat(out.toString()).contains("index works", "every page, value and the sum of all are sound");
    }

    @Test
    void unusableGraphIsAWarningUntilItIsRepaired() throws IOException {
        Files.writeString(directory.resolve("indexes/works/CONTENT_TEXT_V0-64.graph"), "none");
        assertThat(run("doctor", "--data", directory.toString())).isEqualTo(DoctorCommand.WARNINGS);
        assertThat(run("doctor", "--data", directory.toString(), "--repair")).isZero();
        assertThat(out.toString()).contains("repaired: indexes/works/CONTENT_TEXT_V0-64.graph was removed");
        assertThat(run("doctor", "--data", directory.toString(), "--json")).isZero();
        assertThat(out.toString()).startsWith("{").contains("\"severity\"", "\"what\"");
    }

    @Test
    void damagedRecordIsAnError() throws IOException {
        Files.write(directory.resolve("indexes/works/data.mdb"), new byte[5]);
        assertThat(run("doctor", "--data", directory.toString())).isEqualTo(DoctorCommand.ERRORS);
        assertThat(out.toString()).contains("error", "is damaged", "quarantine.md");
    }

    @Test
    void wrongWordsAreRefusedInWords() {
        assertThat(run("doctor", "--repair")).isEqualTo(2);
        assertThat(err.toString()).contains("--repair needs --data PATH");
        assertThat(run("doctor", "--data", directory.resolve("none").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("There is no directory");
    }
}
