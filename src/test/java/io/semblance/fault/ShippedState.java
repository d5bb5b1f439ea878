package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.AssetService;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.asset.json.EntryReader;
import io.semblance.code.IsccId;
import io.semblance.proof.Losses;
import io.semblance.snapshot.PointInTime;
import io.semblance.snapshot.Replay;
import io.semblance.snapshot.Restoration;
import io.semblance.snapshot.SnapshotException;

import org.jspecify.annotations.Nullable;

/**
 * What the changes beside the newest snapshot bring back of index {@code t}, compared with what the assets were after that very
 * commit.
 *
 * @param snapshots directory of the snapshots
 * @param scratch a directory that need not be there, for what is restored
 */
record ShippedState(Path snapshots, Path scratch) {

    private static final String CHANGES = "changes-";

    /** The last commit that can be reached. */
    long reached() throws IOException {
        return replay(null).reachable().sequence();
    }

    /**
     * The state after the last commit that can be reached, and after a given one if that can be.
     *
     * @param model the assets after each commit, JSON by id; null for one that is deleted
     */
    void verify(NavigableMap<Long, Map<Long, @Nullable String>> model, long also, String told) throws IOException {
        assertBringsBack(model, null, told);
        if (isReachable(also)) {
            assertBringsBack(model, also, told);
        }
    }

    private boolean isReachable(long sequence) throws IOException {
        try {
            return replay(sequence).reachable().sequence() == sequence;
        } catch (SnapshotException between) {
            return false;
        }
    }

    private void assertBringsBack(NavigableMap<Long, Map<Long, @Nullable String>> model, @Nullable Long until,
            String told) throws IOException {
        Path into = scratch.resolve(Long.toString(System.nanoTime()));
        Restoration.of(newest()).into(into, null, null);
        try (AssetIndexes indexes = Backends.open(IndexUri.parse("usearch://" + into), BackendSettings.defaults())) {
            indexes.load((done, total) -> {
            });
            AssetIndex index = Objects.requireNonNull(indexes.find("t"));
            long sequence = replay(until).onto(index).sequence();
            assertThat(model).as("%s: a commit that there was", told).containsKey(sequence);
            Map<Long, @Nullable String> expected = Objects.requireNonNull(model.get(sequence));
            for (long id : Objects.requireNonNull(model.get(model.lastKey())).keySet()) {
                assertThat(index.find(new IsccId(0, id), false))
                        .as("%s: asset %s after commit %d " + Losses.ALTERED, told, RememberingClient.text(id),
                                sequence)
                        .isEqualTo(asset(expected.get(id)));
            }
        }
    }

    private static @Nullable Asset asset(@Nullable String json) {
        return json == null ? null : AssetService.read(EntryReader.readAlone(json.getBytes(StandardCharsets.UTF_8)));
    }

    private Replay replay(@Nullable Long sequence) throws IOException {
        return Replay.of(newest(), "t", new PointInTime(sequence, null));
    }

    /** The newest snapshot. */
    Path newest() throws IOException {
        try (Stream<Path> all = Files.list(snapshots)) {
            return all.filter(path -> path.getFileName().toString().matches("\\d{8}t\\d{9}z")).max(Path::compareTo)
                    .orElseThrow();
        }
    }

    /** The file of the changes after it. */
    Path log() throws IOException {
        return changes().resolve("t.log");
    }

    /** Names of all that lies with it. */
    Set<String> files() throws IOException {
        try (Stream<Path> all = Files.list(changes())) {
            return all.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Path changes() throws IOException {
        return snapshots.resolve(CHANGES + newest().getFileName());
    }
}
