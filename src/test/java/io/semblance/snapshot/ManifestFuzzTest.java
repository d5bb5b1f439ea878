package io.semblance.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.semblance.proof.BesideOthers;
import io.semblance.proof.Fuzzing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S1: a manifest is read, or refused in words that the caller of the API may see, though its hash is right. */
@BesideOthers
class ManifestFuzzTest {

    private static final long SECONDS = 5;

    @TempDir
    Path directory;

    @Test
    void everyManifestIsReadOrRefused() throws IOException {
        Path snapshot;
        try (Fixture fixture = Fixture.open(directory)) {
            fixture.fill("a", 1, 3);
            fixture.fill("b", 2, 1);
            snapshot = fixture.pathOf(fixture.snapshots.create(null));
        }
        byte[] sound = Files.readAllBytes(snapshot.resolve(SnapshotFiles.MANIFEST));
        String small = new String(sound, StandardCharsets.UTF_8).replaceAll("(?s)\"witnesses\" : \\[.*?\\n    \\]",
                "\"witnesses\" : []");
        Fuzzing.of("manifest", List.of(sound, small.getBytes(StandardCharsets.UTF_8))).run(SECONDS,
                input -> outcome(snapshot, input));
    }

    private static String outcome(Path snapshot, byte[] manifest) {
        try {
            Files.write(snapshot.resolve(SnapshotFiles.MANIFEST), manifest);
            Files.writeString(snapshot.resolve(SnapshotFiles.MANIFEST_HASH),
                    Hashes.of(manifest) + "  " + SnapshotFiles.MANIFEST + "\n");
            return "read " + ManifestFile.read(snapshot).manifest().indexes().size();
        } catch (SnapshotException refused) {
            return String.valueOf(refused.getMessage()).replaceAll("[^A-Za-z ]", "");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
