package io.semblance.proof.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.backend.TestedBackend;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * R12: whatever eight threads do to the same assets at the same time, there is an order of their operations that explains
 * every answer, and nobody sees a part of a batch. In {@code verify} with 100,000 operations in all, at night with 5
 * million.
 */
class LinearizableTest {

    private static final int OPERATIONS = 25_000;
    private static final int HISTORIES_AT_NIGHT = 50;

    @TempDir
    Path directory;

    private final long seed = Seeds.next();

    @ParameterizedTest
    @EnumSource(TestedBackend.class)
    void everyHistoryHasAWitnessOrderAndNoBatchIsTorn(TestedBackend backend) {
        check(backend, Rounds.of(1));
    }

    @Tag("night")
    @ParameterizedTest
    @EnumSource(TestedBackend.class)
    void everyLongHistoryHasAWitnessOrderAndNoBatchIsTorn(TestedBackend backend) {
        check(backend, Rounds.atNight("histories-of-25000-on-" + backend.told(), HISTORIES_AT_NIGHT));
    }

    private void check(TestedBackend backend, Rounds histories) {
        try (AssetIndexes indexes = backend.open(directory)) {
            while (histories.next()) {
                String name = "t" + histories.number();
                History history = History.of(indexes.create(name), OPERATIONS, seed + histories.number());
                String told = "%s, seed %d, history %d".formatted(backend, seed, histories.number());
                assertThat(history.torn()).as(told).isEmpty();
                assertThat(history.size()).as(told).isEqualTo(OPERATIONS);
                assertThat(history.unexplained()).as("%s: registers without a witness order", told).isEmpty();
                indexes.delete(name);
                Tally.add("operations-of-concurrent-histories", OPERATIONS);
            }
            Tally.add("torn-batches", 0);
            LoggerFactory.getLogger(LinearizableTest.class).warn("{}: {} histories of {} operations, seed {}", backend,
                    histories.number(), OPERATIONS, seed);
        }
    }

    /** The control: an index whose reads are now and then a write behind. */
    @Test
    void staleReadsAreCaught() {
        try (AssetIndexes indexes = TestedBackend.MEMORY.open(directory)) {
            AssetIndex stale = new BrokenIndexes.Stale(indexes.create("t"));
            assertThat(History.of(stale, 10_000, seed).unexplained()).as("seed %d", seed).isNotEmpty();
        }
    }

    /** The control: an index that writes a batch in two parts. */
    @Test
    void tornBatchesAreCaught() {
        try (AssetIndexes indexes = TestedBackend.MEMORY.open(directory)) {
            AssetIndex torn = new BrokenIndexes.Torn(indexes.create("t"));
            List<String> seen = History.of(torn, 10_000, seed).torn();
            assertThat(seen).as("seed %d", seed).isNotEmpty();
        }
    }
}
