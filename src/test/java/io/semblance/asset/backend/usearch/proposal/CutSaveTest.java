package io.semblance.asset.backend.usearch.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.semblance.asset.Asset;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Query;
import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.UnitType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A stop whose time is over between two graphs of one index. */
class CutSaveTest {

    private static final List<String> GRAPHS = List.of("CONTENT_TEXT_V0-256", "META_NONE_V0-256");
    private static final int FIRST = 200;
    private static final int LATER = 50;

    @TempDir
    Path directory;

    private final SplittableRandom random = new SplittableRandom(7);
    private final List<Asset> assets = new ArrayList<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(GroupFile.class);
    private final Interrupting interrupting = new Interrupting();
    private @Nullable Level level;

    /** What IndexSaver does when the time is over, in the moment after a graph was saved. */
    private static final class Interrupting extends AppenderBase<ILoggingEvent> {

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getFormattedMessage().startsWith("Saved ")) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @BeforeEach
    void listen() {
        level = log.getLevel();
        log.setLevel(Level.INFO);
        interrupting.start();
    }

    @AfterEach
    void leave() {
        log.detachAppender(interrupting);
        log.setLevel(level);
    }

    @Test
    void theGraphThatWasNotBegunStaysAsItWasAndIsCaughtUp() throws IOException, InterruptedException {
        List<byte[]> before;
        try (Graphs graphs = Graphs.open(directory, 100)) {
            graphs.create("t");
            put(graphs, FIRST);
            graphs.save();
            before = files();
            put(graphs, LATER);
            log.addAppender(interrupting);
            Thread saving = new Thread(graphs::save);
            saving.start();
            saving.join();
            assertThat(changed(before)).as("graphs that were saved before the interrupt").isEqualTo(1);
        }
        log.detachAppender(interrupting);
        try (Graphs graphs = Graphs.open(directory, 100)) {
            for (String graph : GRAPHS) {
                assertThat(graphs.await("t", graph).builds()).as(graph).isZero();
                assertThat(graphs.figures("t", graph).codes()).as(graph).isEqualTo(FIRST + LATER);
            }
            for (Asset asset : assets) {
                for (IsccUnit unit : asset.units()) {
                    assertThat(graphs.index("t").search(new Query(List.of(unit), Map.of(), null), 10).globalMatches())
                            .extracting(GlobalMatch::id).contains(asset.id());
                }
            }
            graphs.save();
            assertThat(changed(before)).as("the control: without an interrupt both are saved").isEqualTo(2);
        }
    }

    private void put(Graphs graphs, int number) throws InterruptedException {
        List<Asset> batch = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            batch.add(Graphs.asset(assets.size() + batch.size() + 1L,
                    List.of(unit(Graphs.CONTENT), unit(new UnitType(MainType.META, 0, 0)))));
        }
        graphs.index("t").put(batch);
        assets.addAll(batch);
        for (String graph : GRAPHS) {
            graphs.await("t", graph);
        }
    }

    private IsccUnit unit(UnitType type) {
        return new IsccUnit(type, 256, random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private List<byte[]> files() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String graph : GRAPHS) {
            files.add(Files.readAllBytes(directory.resolve("indexes/t/" + graph + ".graph")));
        }
        return files;
    }

    private int changed(List<byte[]> before) throws IOException {
        List<byte[]> now = files();
        int changed = 0;
        for (int i = 0; i < now.size(); i++) {
            changed += Arrays.equals(now.get(i), before.get(i)) ? 0 : 1;
        }
        return changed;
    }
}
