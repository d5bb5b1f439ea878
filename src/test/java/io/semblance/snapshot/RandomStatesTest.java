package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.asset.backend.IndexUri.Scheme;
import io.semblance.asset.backend.audit.SimprintWitness;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;
import io.semblance.record.DurableTrees;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random states are snapshotted, verified, restored elsewhere from directory and stream, and compared byte by byte and
 * value by value; each is then damaged, and refused with the file named (R13). Ten of them in each build, 500 at night.
 */
class RandomStatesTest {

    @TempDir
    Path directory;

    @Test
    void tenRandomStatesComeBackAsTheyWere() throws IOException {
        comeBack(Rounds.of(10));
    }

    @Test
    @Tag("night")
    void fiveHundredRandomStatesComeBackAsTheyWere() throws IOException {
        comeBack(Rounds.atNight("random-states", 500));
    }

    private void comeBack(Rounds states) throws IOException {
        long seed = Seeds.next();
        SplittableRandom random = new SplittableRandom(seed);
        while (states.next()) {
            int i = states.number();
            Path state = Files.createDirectory(directory.resolve("state" + i));
            comesBack(random.split(), state, "state " + i + ", seed " + seed);
            DurableTrees.delete(state);
        }
    }

    private static void comesBack(SplittableRandom random, Path state, String context) throws IOException {
        Scheme scheme = random.nextInt(3) == 0 ? Scheme.LMDB : Scheme.USEARCH;
        Map<String, List<Asset>> assets = new TreeMap<>();
        try (Fixture fixture = new Fixture(scheme, state.resolve("data"), state.resolve("shelf"),
                new Retention(9, 0, 0), InstantSource.system())) {
            for (int j = random.nextInt(3); j >= 0; j--) {
                String name = "i" + j;
                fixture.fill(name, random.nextLong(), random.nextInt(12));
                assets.put(name, Fixture.all(fixture.index(name)));
            }
            SnapshotView made = fixture.snapshots.create(null);
            Tally.add("snapshots-made", 1);
            assertThat(made.faults()).as(context).isEmpty();
            Path snapshot = fixture.pathOf(made);
            assertThat(SnapshotCheck.faults(snapshot)).as(context).isEmpty();
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            try (SnapshotDownload download = fixture.snapshots.archive(made.id().text())) {
                download.writeTo(archive);
            }
            Path one = state.resolve("one");
            Path other = state.resolve("other");
            Restoration.of(snapshot).into(one, null, null);
            Restoration.of(SnapshotArchive.read(new ByteArrayInputStream(archive.toByteArray()))).into(other, null,
                    null);
            for (String name : assets.keySet()) {
                byte[] record = Files.readAllBytes(snapshot.resolve("indexes").resolve(name).resolve("data.mdb"));
                assertThat(Files.readAllBytes(record(one, name))).as(context).isEqualTo(record);
                assertThat(Files.readAllBytes(record(other, name))).as(context).isEqualTo(record);
            }
            Manifest manifest = Objects.requireNonNull(made.manifest());
            served(scheme, one, manifest, assets, context);
            served(scheme, other, manifest, assets, context);
            damaged(random, state, snapshot, context);
        }
    }

    private static Path record(Path data, String index) {
        return data.resolve("indexes").resolve(index).resolve("data.mdb");
    }

    private static void served(Scheme scheme, Path data, Manifest manifest, Map<String, List<Asset>> assets,
            String context) {
        try (AssetIndexes indexes = Backends.open(new IndexUri(scheme, data), BackendSettings.defaults())) {
            indexes.load((done, total) -> {
            });
            assertThat(indexes.names()).as(context).containsExactlyElementsOf(assets.keySet());
            assets.forEach((name, all) -> assertThat(Fixture.all(Objects.requireNonNull(indexes.find(name))))
                    .as(context).isEqualTo(all));
            assertThat(ServedWitnesses.faults(indexes, manifest)).as(context).isEmpty();
        }
    }

    private static void damaged(SplittableRandom random, Path state, Path snapshot, String context)
            throws IOException {
        List<IndexSnapshot> indexes = ManifestFile.read(snapshot).manifest().indexes();
        String name = indexes.get(random.nextInt(indexes.size())).name();
        Path record = snapshot.resolve("indexes").resolve(name).resolve("data.mdb");
        byte[] bytes = Files.readAllBytes(record);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(record, bytes);
        String file = "indexes/" + name + "/data.mdb";
        assertThat(SnapshotCheck.faults(snapshot).toString()).as(context).contains(file);
        Path into = state.resolve("into");
        assertThatThrownBy(() -> Restoration.of(snapshot).into(into, null, null)).as(context)
                .isInstanceOf(SnapshotException.class).hasMessageContaining(file);
        assertThat(into.toFile().list()).as(context).isEmpty();
        Tally.add("snapshots-damaged", 1);
        Tally.add("snapshots-refused", 1);
    }

    /** The control: witnesses that state another answer are noticed. */
    @Test
    void anotherAnswerThanTheWitnessesSayIsNoticed() {
        try (Fixture fixture = Fixture.open(directory)) {
            fixture.fill("a", 1, 5);
            Manifest manifest = Objects.requireNonNull(fixture.snapshots.create(null).manifest());
            assertThat(ServedWitnesses.faults(fixture.indexes, manifest)).isEmpty();
            assertThat(ServedWitnesses.faults(fixture.indexes, withOtherParts(manifest))).singleElement().asString()
                    .contains("to the search for parts of");
            Asset first = Fixture.all(fixture.index("a")).getFirst();
            fixture.index("a").delete(List.of(first.id()));
            assertThat(ServedWitnesses.faults(fixture.indexes, manifest)).isNotEmpty();
        }
    }

    private static Manifest withOtherParts(Manifest manifest) {
        IndexSnapshot index = manifest.indexes().getFirst();
        List<SimprintWitness> parts = new ArrayList<>(index.simprintWitnesses());
        SimprintWitness first = parts.getFirst();
        parts.set(0, new SimprintWitness(first.asset(), first.queries(), first.matches() + 1, first.best()));
        return new Manifest(manifest.format(), manifest.version(), manifest.created(), manifest.backend(),
                manifest.threshold(), manifest.exponent(), manifest.simprintThreshold(), manifest.complete(),
                List.of(new IndexSnapshot(index.name(), index.sequence(), index.committed(), index.counts(),
                        index.file(), index.witnesses(), parts)));
    }
}
