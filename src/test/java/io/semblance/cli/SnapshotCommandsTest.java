package io.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.semblance.asset.AssetIndexes;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.snapshot.Retention;
import io.semblance.snapshot.SnapshotPlan;
import io.semblance.snapshot.Snapshots;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.util.SplittableRandom;

import picocli.CommandLine;

class SnapshotCommandsTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String snapshot = "";

    @BeforeEach
    void make() {
        Path data = directory.resolve("data");
        try (AssetIndexes indexes = Backends.open(IndexUri.parse("usearch://" + data), BackendSettings.defaults())) {
            indexes.create("works").put(List.of(new RandomAssets(new SplittableRandom(1), 10).asset()));
            indexes.create("other");
            Path shelf = directory.resolve("shelf");
            try (Snapshots snapshots = new Snapshots(indexes, (IndexRecords) indexes,
                    new SnapshotPlan(shelf, data, new Retention(1, 0, 0), new Scoring(0.75, 4), "test"),
                    InstantSource.system())) {
                snapshot = shelf.resolve(snapshots.create(null).id().text()).toString();
            }
        }
    }

    private int execute(String... words) {
        CommandLine commands = Commands.commandLine();
        return commands.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(words);
    }

    private String data(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void soundSnapshotIsVerifiedAndRestored() {
        assertThat(execute("verify", snapshot)).isZero();
        assertThat(out).asString().isEqualToIgnoringNewLines("The snapshot is sound.");
        assertThat(execute("restore", snapshot, "--into", data("all"))).isZero();
        assertThat(out.toString()).contains("Restored other, works into", "--semblance.index-uri=usearch://");
        assertThat(directory.resolve("all/indexes").toFile().list()).containsExactlyInAnyOrder("other", "works");
        assertThat(execute("restore", snapshot, "--into", data("one"), "--index", "works", "--as", "again")).isZero();
        assertThat(directory.resolve("one/indexes").toFile().list()).containsExactly("again");
        assertThat(err.toString()).isEmpty();
    }

    private Path archive() throws IOException {
        Path file = directory.resolve("works.zip");
        Path root = Path.of(snapshot);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : List.of("manifest.json", "manifest.sha256", "indexes/other/data.mdb",
                    "indexes/works/data.mdb")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(Files.readAllBytes(root.resolve(name)));
                zip.closeEntry();
            }
        }
        return file;
    }

    @Test
    void archiveIsVerifiedAndRestored() throws IOException {
        String file = archive().toString();
        assertThat(execute("verify", file, "--scratch", directory.toString())).isZero();
        assertThat(out).asString().isEqualToIgnoringNewLines("The snapshot is sound.");
        assertThat(execute("restore", file, "--into", data("all"))).isZero();
        assertThat(directory.resolve("all/indexes").toFile().list()).containsExactlyInAnyOrder("other", "works");
        assertThat(err.toString()).isEmpty();
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("data", "shelf", "works.zip", "all");
    }

    @Test
    void damagedArchiveEndsWithThreeAndLeavesTheTargetEmpty() throws IOException {
        Path file = archive();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
        assertThat(execute("verify", file.toString(), "--scratch", directory.toString())).isEqualTo(3);
        assertThat(out.toString()).contains("damaged  the archive is cut or broken at indexes/works/data.mdb");
        assertThat(execute("restore", file.toString(), "--into", data("target"))).isEqualTo(3);
        assertThat(err.toString()).contains("indexes/works/data.mdb", "Nothing was restored").doesNotContain("\tat ");
        assertThat(directory.resolve("target").toFile().list()).isEmpty();
        Files.writeString(file, "this is no archive at all");
        assertThat(execute("verify", file.toString())).isEqualTo(3);
        assertThat(execute("restore", "https://example.com/works.zip", "--into", data("target"))).isEqualTo(1);
        assertThat(err.toString()).contains("no archive https:");
    }

    @Test
    void restoreGoesOnToAPointInTimeOrIsRefusedBefore() {
        assertThat(execute("restore", snapshot, "--into", data("now"), "--until", "latest")).isZero();
        assertThat(out.toString()).contains("Brought works to commit 1 of ", "Brought other to commit 0 of ");
        assertThat(execute("restore", snapshot, "--into", data("x"), "--index", "works", "--until-sequence", "7"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("can be brought to commit 1 and not to 7");
        assertThat(execute("restore", snapshot, "--into", data("x"), "--until-sequence", "7")).isEqualTo(2);
        assertThat(execute("restore", snapshot, "--into", data("x"), "--until", "yesterday")).isEqualTo(2);
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void drillNeedsAServiceAndAPlace() {
        assertThat(execute("drill")).isEqualTo(2);
        assertThat(execute("drill", "--url", "http://127.0.0.1:1", "--scratch", directory.toString())).isEqualTo(1);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void damagedSnapshotEndsWithThreeAndLeavesTheTargetEmpty() throws IOException {
        Path record = Path.of(snapshot).resolve("indexes/works/data.mdb");
        byte[] bytes = Files.readAllBytes(record);
        bytes[bytes.length - 9] ^= 1;
        Files.write(record, bytes);
        assertThat(execute("verify", snapshot)).isEqualTo(3);
        assertThat(out.toString()).contains("damaged  indexes/works/data.mdb has not the hash");
        assertThat(execute("restore", snapshot, "--into", data("target"))).isEqualTo(3);
        assertThat(err.toString()).contains("indexes/works/data.mdb", "Nothing was restored").doesNotContain("\tat ");
        assertThat(directory.resolve("target").toFile().list()).isEmpty();
    }

    @Test
    void whatCannotBeDoneEndsWithOneAndWordsThatMeanNothingWithTwo() {
        assertThat(execute("verify", data("nowhere"))).isEqualTo(1);
        assertThat(execute("verify", data("data"))).isEqualTo(3);
        assertThat(execute("restore", snapshot, "--into", data("data"))).isEqualTo(1);
        assertThat(err.toString()).contains("There is no directory and no archive", "not empty");
        assertThat(execute("restore", snapshot, "--into", data("x"), "--index", "none")).isEqualTo(1);
        assertThat(execute("restore", snapshot, "--into", data("x"), "--index", "works", "--as", "../y")).isEqualTo(1);
        assertThat(err.toString()).contains("no index 'none'", "No index can have the name '../y'");
        assertThat(execute("restore", snapshot)).isEqualTo(2);
        assertThat(execute("restore", snapshot, "--into", data("x"), "--as", "y")).isEqualTo(2);
        assertThat(execute("snapshot", "--url", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(directory.resolve("x")).doesNotExist();
        assertThat(err.toString()).doesNotContain("\tat ");
    }
}
