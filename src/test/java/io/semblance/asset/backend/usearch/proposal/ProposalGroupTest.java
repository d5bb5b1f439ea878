package io.semblance.asset.backend.usearch.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;

import com.carrotsearch.hppc.LongHashSet;

import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.graph.TestedGraph;
import io.semblance.kernel.BlocksView;
import io.semblance.kernel.SimprintColumn;

import org.jspecify.annotations.Nullable;
import io.semblance.proof.BesideOthers;
import io.semblance.record.Quarantine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a graph, step by step, over codes that stand still but for what a test changes. */
@BesideOthers
class ProposalGroupTest {

    private static final GroupKey UNITS = GroupKey.ofUnits("CONTENT_TEXT_V0", 256);
    private static final GroupKey SIMPRINTS = GroupKey.ofSimprints("CONTENT_TEXT_V0", 128);
    private static final int ASSETS = 3_000;

    @TempDir
    Path directory;

    private final SplittableRandom random = new SplittableRandom(8);
    private @Nullable Source source;
    private @Nullable ProposalGroup group;

    @AfterEach
    void free() {
        if (group != null && source != null) {
            group.close(false);
            source.column.close();
        }
    }

    /** A state that is held keeps the record from growing: a build and a measurement may take very long. */
    @Test
    void buildingAndMeasuringHoldNoStateOfTheRecord() {
        ProposalGroup tested = filled(UNITS, 1, 0.99);
        settle(tested);
        assertThat(tested.figures().state()).isEqualTo("ready");
        assertThat(tested.figures().recall()).isGreaterThan(0.99);
        assertThat(source().statesTaken).as("states that were taken").isZero();
    }

    @Test
    void whatWaitsIsNoFaultOfTheGraph() {
        ProposalGroup tested = filled(UNITS, 1, 0.99);
        settle(tested);
        source().known = 0;
        for (int id = 1; id <= ASSETS / 3; id++) {
            replace(tested, id, 1);
        }
        settle(tested);
        GraphFigures figures = tested.figures();
        assertThat(figures.pending()).isEqualTo(ASSETS / 3);
        assertThat(figures.recall()).isGreaterThan(0.99);
        assertThat(figures.selfRecall()).isGreaterThan(0.99);
        assertThat(figures.width()).isEqualTo(GraphRules.WIDTH);
    }

    @Test
    void graphThatCannotBeSavedGoesOn() throws IOException {
        ProposalGroup tested = filled(UNITS, 1, 0.99);
        Path inTheWay = Files.createDirectories(directory.resolve(UNITS.fileName() + ".tmp").resolve("full"));
        settle(tested);
        assertThat(tested.figures().state()).isEqualTo("ready");
        assertThat(tested.figures().notice()).contains("cannot be saved");
        Files.delete(inTheWay);
        Files.delete(directory.resolve(UNITS.fileName() + ".tmp"));
        tested.saveNow();
        assertThat(tested.figures().notice()).isEmpty();
        assertThat(directory.resolve(UNITS.fileName())).isRegularFile();
    }

    /** When an index is closed its graphs end one after the other, and the work on the last may not know that yet. */
    @Test
    void graphOfAnEngineThatHasEndedKeepsTheFileThatItHas() throws IOException {
        ProposalGroup tested = filled(UNITS, 1, 0.99);
        settle(tested);
        tested.saveNow();
        byte[] saved = Files.readAllBytes(directory.resolve(UNITS.fileName()));
        replace(tested, 1, 1);
        settle(tested);
        long last = source().sequence;
        source().sequence = 0;
        tested.saveNow();
        assertThat(Files.readAllBytes(directory.resolve(UNITS.fileName()))).isEqualTo(saved);
        source().sequence = last;
        tested.saveNow();
        assertThat(Files.readAllBytes(directory.resolve(UNITS.fileName()))).as("the control").isNotEqualTo(saved);
    }

    /** A graph that cannot be as good as it is asked to be must not be built anew after each write. */
    @Test
    void graphThatFindsTooLittleIsNotBuiltAnewForOneCode() {
        ProposalGroup tested = filled(UNITS, 1, 1.0);
        settle(tested);
        assertThat(tested.figures().builds()).isEqualTo(1);
        for (int id = 1; id <= 20; id++) {
            replace(tested, id, 1);
            settle(tested);
        }
        assertThat(tested.figures().builds()).isEqualTo(1);
    }

    @Test
    void replacedSimprintsWearAGraphOutByTheirNumber() {
        ProposalGroup tested = filled(SIMPRINTS, 20, 0.5);
        settle(tested);
        assertThat(tested.figures().builds()).isEqualTo(1);
        for (int id = 1; id <= ASSETS / 4; id++) {
            replace(tested, id, 20);
        }
        settle(tested);
        assertThat(tested.figures().builds()).isEqualTo(2);
    }

    @Test
    void oneThatFailedForgetsWhatChangesAndIsBuiltAgain() {
        ProposalGroup tested = filled(UNITS, 1, 0.99);
        source().failing = true;
        settle(tested);
        assertThat(tested.figures().state()).isEqualTo("failed");
        assertThat(tested.figures().notice()).contains("there is no memory, say");
        replace(tested, 1, 1);
        assertThat(tested.figures().pending()).isZero();
        source().failing = false;
        settle(tested);
        assertThat(tested.figures().state()).isEqualTo("ready");
        assertThat(tested.figures().codes()).isEqualTo(ASSETS);
        assertThat(tested.figures().notice()).as("of a fault that is over").isEmpty();
    }

    /** The library reaches but a part of a set of equal codes. */
    @Test
    void ofManyEqualCodesTheScanHasToTell() {
        long[] code = {1, 2, 3, 4};
        ProposalGroup tested = open(UNITS, 0.99);
        for (int id = 1; id <= ASSETS; id++) {
            source().column.replace(id, code);
        }
        settle(tested);
        synchronized (source()) {
            try (ProposalView view = Objects.requireNonNull(tested.view())) {
                assertThat(view.propose(code, 64, ASSETS, new LongHashSet())).isEqualTo(ProposalView.GAVE_UP);
                assertThat(view.propose(code, 64, 10, new LongHashSet())).isEqualTo(ProposalView.GAVE_UP);
            }
        }
    }

    private ProposalGroup filled(GroupKey key, int codes, double minRecall) {
        ProposalGroup opened = open(key, minRecall);
        for (int id = 1; id <= ASSETS; id++) {
            source().column.replace(id, codes(key, codes));
        }
        return opened;
    }

    private ProposalGroup open(GroupKey key, double minRecall) {
        source = new Source(key.bits());
        GraphRules rules = new GraphRules(1_000, minRecall, Duration.ofHours(1), Long.MAX_VALUE, Duration.ofMillis(1));
        group = new ProposalGroup("t", key, rules, TestedGraph.require(), source, directory,
                Quarantine.open(directory), key.bits() / 4);
        return group;
    }

    private Source source() {
        return Objects.requireNonNull(source);
    }

    private void replace(ProposalGroup tested, long id, int codes) {
        long[] now = codes(tested.key(), codes);
        Source of = source();
        synchronized (of) {
            of.column.replace(id, now);
            of.sequence++;
            tested.changed(id, now, of.sequence);
        }
    }

    /** Works until there is nothing more to add and the last measurement is over. */
    private void settle(ProposalGroup tested) {
        for (int step = 0; step < 3 * RecallProbe.SAMPLES || (tested.figures().pending() > 0 && source().known > 0)
                || tested.figures().state().equals("building")
                || (tested.figures().state().equals("failed") && !source().failing); step++) {
            tested.step();
        }
    }

    private long[] codes(GroupKey key, int number) {
        return random.longs((long) number * key.bits() / Long.SIZE).toArray();
    }

    /** Codes in a column; a search that looks at an old state keeps {@link #known} back. */
    private static final class Source implements GroupSource {

        private final SimprintColumn column;
        private long sequence = 1;
        private long known = Long.MAX_VALUE;
        private int statesTaken;
        private boolean failing;

        Source(int bits) {
            column = new SimprintColumn(bits);
        }

        @Override
        public Object lock() {
            return this;
        }

        @Override
        public void republish() {
        }

        @Override
        public synchronized long sequence() {
            return sequence;
        }

        @Override
        public synchronized long known() {
            return known;
        }

        @Override
        public @Nullable State acquire() {
            statesTaken++;
            return null;
        }

        @Override
        public synchronized Codes codes() {
            if (failing) {
                throw new IllegalStateException("there is no memory, say");
            }
            return new Held(sequence, column.view());
        }

        private record Held(long sequence, BlocksView blocks) implements Codes {

            @Override
            public void close() {
                blocks.close();
            }
        }
    }
}
