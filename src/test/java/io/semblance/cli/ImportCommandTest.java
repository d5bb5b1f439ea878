package io.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.semblance.migration.Fixture;
import io.semblance.record.DataDirectory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

class ImportCommandTest {

    @TempDir
    Path directory;

    private String source = "";
    private String target = "";
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void unpack() {
        source = Fixture.unpack(directory).resolve("usearch").toString();
        target = "usearch://" + directory.resolve("data");
    }

    private int execute(String... words) {
        CommandLine commands = Commands.commandLine();
        return commands.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(words);
    }

    @Test
    void wholeIndexEndsWithZeroAndOneWithRefusalsWithThree() {
        assertThat(execute("import", "--from-iscc-search", source, "--to", target, "--index", "second")).isZero();
        assertThat(out).hasToString(lines("index second: 2 assets read, 2 created, 0 updated, 0 unchanged, 0 refused"));
        out.getBuffer().setLength(0);
        assertThat(execute("import", "--from-iscc-search", source, "--to", target)).isEqualTo(3);
        assertThat(out.toString()).contains("index empty: 0 assets read, 0 created",
                "index second: 2 assets read, 0 created, 0 updated, 2 unchanged, 0 refused",
                "index works: 68 assets read, 67 created, 0 updated, 0 unchanged, 1 refused",
                "  refused ISCC:MAIGBISBQHSABAAB: ");
    }

    /** As of a disk that is not mounted; a folder that this user may not list is told the same way. */
    @Test
    void linkToWhatIsNotThereIsListedAndEndsWithThree() throws IOException {
        Path gone = directory.resolve("gone");
        Path link = Files.createSymbolicLink(Path.of(source, "lost"), gone);
        Path file = Files.createDirectory(Path.of(source, "dangling")).resolve("index.lmdb");
        Files.createSymbolicLink(file, gone);
        Files.createSymbolicLink(Path.of(source, "older.lmdb"), gone);
        Files.createDirectory(Path.of(source, "lost+found"));
        Files.createDirectory(Path.of(source, "nothing"));
        assertThat(execute("import", "--from-iscc-search", source, "--to", target, "--index", "second"))
                .as("the others were not asked for").isZero();
        assertThat(out.toString()).doesNotContain("not read");
        out.getBuffer().setLength(0);
        Files.delete(Path.of(source, "works", "index.lmdb"));
        assertThat(execute("import", "--from-iscc-search", source, "--to", target)).isEqualTo(3);
        assertThat(out).hasToString(lines("index empty: 0 assets read, 0 created, 0 updated, 0 unchanged, 0 refused",
                "index second: 2 assets read, 0 created, 0 updated, 2 unchanged, 0 refused",
                "index dangling: not read: " + file + " is no file that can be read",
                "index lost: not read: " + link + " is a link to what is not there",
                "index older: not read: " + Path.of(source, "older.lmdb") + " is a link to what is not there"));
        assertThat(execute("import", "--from-iscc-search", source, "--to", target, "--index", "lost")).isEqualTo(1);
        assertThat(err.toString()).contains("The index lost cannot be read: " + link + " is a link");
    }

    @Test
    void directoryOfWhichNothingCanBeReadIsRefusedWithTheReason() throws IOException {
        Path links = Files.createDirectory(directory.resolve("links"));
        Path link = Files.createSymbolicLink(links.resolve("works"), directory.resolve("gone"));
        assertThat(execute("import", "--from-iscc-search", links.toString(), "--to", target)).isEqualTo(1);
        assertThat(err.toString()).contains("Nothing of " + links + " can be read: " + link + " is a link");
    }

    private static String lines(String... lines) {
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    @Test
    void dryRunNeedsNoTargetAndMakesNone() {
        assertThat(execute("import", "--from-iscc-search", source, "--to", target, "--dry-run", "--index", "works"))
                .isEqualTo(3);
        assertThat(out.toString()).contains("index works: 68 assets read, 67 could be stored, 1 refused");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void targetThatAServiceHoldsIsRefusedInWords() {
        try (DataDirectory held = DataDirectory.open(directory.resolve("data"))) {
            assertThat(execute("import", "--from-iscc-search", source, "--to", target)).isEqualTo(1);
            assertThat(err.toString()).contains(held.path().toString(), "is in use", "Stop that process")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void oldDirectoryIsNoTargetAndMemoryNeither() throws IOException {
        assertThat(execute("import", "--from-iscc-search", source, "--to", "usearch://" + source)).isEqualTo(1);
        assertThat(err.toString()).contains("belongs to iscc-search");
        assertThat(execute("import", "--from-iscc-search", source, "--to", "memory://")).isEqualTo(1);
        assertThat(err.toString()).contains("forgets everything");
        assertThat(children()).containsExactlyInAnyOrder(
                "empty", "second", "works");
    }

    private List<String> children() throws IOException {
        try (Stream<Path> children = Files.list(Path.of(source))) {
            return children.map(path -> String.valueOf(path.getFileName())).toList();
        }
    }

    @Test
    void wrongDirectoryIsRefusedWithWhatWasExpectedAndMissingOneWithTheUsage() {
        assertThat(execute("import", "--from-iscc-search", directory.resolve("absent").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("There is no directory", "NAME/index.lmdb").doesNotContain("\tat ");
        assertThat(execute("import", "--to", target)).isEqualTo(2);
        assertThat(err.toString()).contains("--from-iscc-search", "Usage: semblance import");
    }
}
