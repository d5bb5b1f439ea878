package io.semblance.asset.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.semblance.asset.Asset;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.backend.TestedBackend;
import io.semblance.asset.backend.stored.DerivedState;
import io.semblance.asset.backend.stored.StoredIndexes;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.UnitType;
import io.semblance.proof.Seeds;
import io.semblance.record.Snapshot;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is read in parts is read wholly, each entry once, and what is in memory is compared with it code by code. */
class AuditRoundsTest {

    private static final int MANY = 300;

    @TempDir
    Path directory;

    private final long seed = Seeds.next();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final RandomAssets assets = new RandomAssets(random, 400);
    private final AuditRounds rounds = new AuditRounds();
    private StoredIndexes indexes;

    @BeforeEach
    void fill() {
        indexes = (StoredIndexes) TestedBackend.USEARCH.open(directory);
        indexes.create("works").put(Stream.generate(assets::asset).limit(600).toList());
        indexes.create("other").put(sharingOneInstanceCode());
    }

    @AfterEach
    void close() {
        indexes.close();
    }

    /** More values under one key than a part reads. */
    private static List<Asset> sharingOneInstanceCode() {
        IsccUnit shared = new IsccUnit(new UnitType(MainType.INSTANCE, 0, 0), 64, 7, 0, 0, 0);
        return IntStream.range(1, MANY).mapToObj(number -> new Asset(new IsccId(0, (long) number << 12 | 1), null, null,
                List.of(shared), null, null)).toList();
    }

    private DerivedState state(String index) {
        return Objects.requireNonNull(indexes.derived(index));
    }

    private @Nullable RecordCounts part(DerivedState state, int entries) {
        AtomicInteger left = new AtomicInteger(entries);
        try (state) {
            return rounds.part(state, () -> left.getAndDecrement() > 0);
        }
    }

    private RecordCounts atOnce(String index) {
        try (DerivedState state = state(index)) {
            return Objects.requireNonNull(new AuditRounds().part(state, () -> true));
        }
    }

    @Test
    void partsComeRoundAndReadEachEntryOnce() {
        for (String index : List.of("works", "other", "works")) {
            RecordCounts counts = null;
            long sum = 0;
            while (counts == null) {
                int entries = 1 + random.nextInt(60);
                counts = part(state(index), entries);
                sum += entries;
                assertThat(rounds.read()).as("read so far, seed %d", seed).isEqualTo(counts == null ? sum : 0);
            }
            assertThat(counts).as("of %s, seed %d", index, seed).isEqualTo(atOnce(index));
            assertThat(sum).isBetween(rounds.entries(), rounds.entries() + 60);
        }
    }

    @Test
    void writesBetweenPartsAreNoFaultAndKeepNoRoundFromEnding() {
        RecordCounts counts = null;
        for (int i = 0; counts == null; i++) {
            assertThat(i).as("parts, seed %d", seed).isLessThan(1_000);
            counts = part(state("works"), 25);
            Objects.requireNonNull(indexes.find("works")).put(List.of(assets.asset(), assets.asset()));
            Objects.requireNonNull(indexes.find("works")).delete(List.of(assets.id()));
        }
        assertThat(counts.postings()).isPositive();
    }

    @Test
    void recordThatWasMadeAnewIsReadFromItsBeginning() {
        assertThat(part(state("other"), 40)).isNull();
        long before = rounds.record();
        indexes.delete("other");
        indexes.create("other").put(sharingOneInstanceCode());
        assertThat(part(state("other"), 10)).isNull();
        assertThat(rounds.read()).isEqualTo(10);
        assertThat(rounds.record()).isNotEqualTo(before);
    }

    /** The control: memory that differs in one bit of one code, and in one code too few. */
    @Test
    void oneCodeInMemoryThatDiffersIsFoundInThePartThatReadsItsAsset() {
        for (Change change : Change.values()) {
            int found = 0;
            RecordCounts counts = null;
            while (counts == null && rounds.read() < 1_000_000) {
                try {
                    counts = part(new Altered(state("works"), change, 17), 50);
                } catch (CodesDifferException differ) {
                    assertThat(differ).hasMessageStartingWith("the codes in memory are not those of the record: ")
                            .hasMessageContaining("_V0 has ");
                    found++;
                    if (rounds.read() == 0) {
                        break;
                    }
                }
            }
            assertThat(found).as("%s, seed %d", change, seed).isEqualTo(1);
        }
    }

    @Test
    void backendWithoutCodesInMemoryHasNoneToCompare() {
        try (StoredIndexes plain = (StoredIndexes) TestedBackend.LMDB.open(directory.resolve("lmdb"))) {
            plain.create("works").put(Stream.generate(assets::asset).limit(30).toList());
            try (DerivedState state = Objects.requireNonNull(plain.derived("works"))) {
                assertThat(state.holdsCodes()).isFalse();
                assertThat(rounds.part(state, () -> true)).isNotNull();
            }
        }
    }

    private enum Change {
        FLIPPED, MISSING
    }

    /** What is held in memory, but for one code. */
    private record Altered(DerivedState state, Change change, int at) implements DerivedState {

        @Override
        public Snapshot record() {
            return state.record();
        }

        @Override
        public boolean holdsCodes() {
            return true;
        }

        @Override
        public void visit(CodeVisitor visitor) {
            AtomicInteger number = new AtomicInteger();
            state.visit((type, id, tag, bits, w0, w1, w2, w3) -> {
                boolean altered = number.getAndIncrement() == at;
                if (!altered || change == Change.FLIPPED) {
                    visitor.code(type, id, tag, bits, altered ? w0 ^ 1L << 63 : w0, w1, w2, w3);
                }
            });
        }

        @Override
        public void close() {
            state.close();
        }
    }
}
