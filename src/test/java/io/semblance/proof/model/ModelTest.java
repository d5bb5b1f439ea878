package io.semblance.proof.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.semblance.asset.AssetIndex;
import io.semblance.asset.backend.TestedBackend;
import io.semblance.proof.Artefacts;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * R11: random operations on every backend and on its model, with restarts, snapshots, restores and renames among them; every
 * answer is the model's. In {@code verify} 3,000 operations a backend, at night a million; {@code -Dmodel.operations=N} and
 * {@code -Dmodel.seed=S} say otherwise.
 */
class ModelTest {

    private static final int OPERATIONS = 3_000;
    private static final int OPERATIONS_AT_NIGHT = 1_000_000;

    @TempDir
    Path directory;

    private final long seed = Seeds.of("model.seed");

    @ParameterizedTest
    @EnumSource(TestedBackend.class)
    void everyAnswerIsThatOfTheModel(TestedBackend backend) throws IOException {
        check(backend, Rounds.of(Integer.getInteger("model.operations", OPERATIONS)));
    }

    @Tag("night")
    @ParameterizedTest
    @EnumSource(TestedBackend.class)
    void everyAnswerIsThatOfTheModelAllNight(TestedBackend backend) throws IOException {
        check(backend, Rounds.atNight("model-operations-of-" + backend.told(), OPERATIONS_AT_NIGHT));
    }

    private void check(TestedBackend backend, Rounds operations) throws IOException {
        Path work = Files.createDirectories(directory.resolve("work"));
        Steps steps = new Steps(backend, work, seed, UnaryOperator.identity());
        try (steps) {
            while (operations.next()) {
                steps.next();
            }
            steps.compareAll();
        } catch (AssertionError | RuntimeException wrong) {
            throw Artefacts.kept("ModelTest-" + backend, seed, "operation " + steps.count() + ", " + steps.last(), work,
                    wrong);
        }
        Tally.add("model-operations", operations.number());
        Tally.add("model-restarts", steps.restarts());
        Tally.add("snapshots", steps.snapshots());
        LoggerFactory.getLogger(ModelTest.class).warn("{}: {} operations, {} restarts, {} snapshots, seed {}", backend,
                operations.number(), steps.restarts(), steps.snapshots(), seed);
    }

    static Stream<Arguments> faults() {
        return Stream.of(Arguments.of("lost tail", (UnaryOperator<AssetIndex>) BrokenIndexes.LostTail::new),
                Arguments.of("dropped posting", (UnaryOperator<AssetIndex>) BrokenIndexes.DroppedPosting::new),
                Arguments.of("swapped scores", (UnaryOperator<AssetIndex>) BrokenIndexes.SwappedScores::new));
    }

    /** The control: an index with a fault is found out. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void faultIsFound(String name, UnaryOperator<AssetIndex> fault) {
        try (Steps steps = new Steps(TestedBackend.MEMORY, directory, seed, fault)) {
            assertThatThrownBy(() -> {
                for (int i = 0; i < OPERATIONS; i++) {
                    steps.next();
                }
            }).as("%s, seed %d", name, seed).isInstanceOf(AssertionError.class);
        }
    }
}
