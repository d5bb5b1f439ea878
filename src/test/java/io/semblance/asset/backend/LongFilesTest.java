package io.semblance.asset.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.RandomAssets;
import io.semblance.record.StopNote;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that are of any length, such as a mark for which a record was exchanged, are not read into memory. */
class LongFilesTest {

    /** No array is so long, however large the heap. */
    private static final long LONG = 3L << 30;
    private static final Set<String> LARGE = Set.of("data.mdb", "lock.mdb", "semblance.lock");

    @TempDir
    Path directory;

    private AssetIndexes open() {
        AssetIndexes indexes = Backends.open(new IndexUri(IndexUri.Scheme.USEARCH, directory.resolve("data")),
                BackendSettings.defaults());
        indexes.load((done, total) -> {
        });
        return indexes;
    }

    @Test
    void smallFileOfAnyLengthKeepsNoIndexFromBeingServed() throws IOException {
        List<Asset> assets = Stream.generate(new RandomAssets(new SplittableRandom(3), 20)::asset).limit(12).toList();
        try (AssetIndexes indexes = open()) {
            indexes.create("works").put(assets);
            indexes.save();
        }
        new StopNote(StopNote.State.COMPLETE, 1, 1).write(directory.resolve("data"));
        List<Path> small = smallFiles();
        assertThat(small).extracting(file -> file.getFileName().toString()).contains("FORMAT", "BACKEND", "MARKS",
                "MARK", "LAST-STOP");
        for (Path file : small) {
            lengthen(file);
            assertThat(StopNote.read(directory.resolve("data"))).isNotNull();
            try (AssetIndexes indexes = open()) {
                assertThat(Objects.requireNonNull(indexes.find("works")).figures().assets())
                        .as("%s is %d bytes long", file, LONG)
                        .isEqualTo(assets.stream().map(Asset::id).distinct().count());
            }
        }
    }

    private List<Path> smallFiles() throws IOException {
        try (Stream<Path> walk = Files.walk(directory.resolve("data"))) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> !LARGE.contains(String.valueOf(file.getFileName()))).toList();
        }
    }

    /** By a hole, which takes no room. */
    private static void lengthen(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), LONG - 1);
        }
    }
}
