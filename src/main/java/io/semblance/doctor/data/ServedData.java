package io.semblance.doctor.data;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.backend.stored.StoredIndexes;

import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a running service: every value is parsed and compared with what is said of it elsewhere, the codes in
 * memory among that, in one state of each index. It rests as long as it reads, so it takes half a processor at most, and it
 * lets go of a state after a time: one that is held for longer would keep the record's map from growing. The indexes are read
 * in turns, and each look goes on where the last one ended, so that looks come round to all. Of graphs it tells what was
 * measured last, and whether the saved file is sound. Form and sum of a record's file are checked at every start, and by
 * {@link DataDoctor}; not here, while LMDB writes it.
 */
public final class ServedData {

    private static final Duration FOR_A_STATE = Duration.ofSeconds(5);
    private static final Duration IN_ALL = Duration.ofSeconds(30);

    private final @Nullable StoredIndexes indexes;
    private final LongSupplier clock;
    private final LongConsumer rest;
    /** Whose turn is next comes first. */
    private List<IndexRound> rounds = List.of();

    /** @param records what is served; null where data is in memory */
    public ServedData(@Nullable IndexRecords records) {
        this(records, System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * @param clock nanoseconds as those of {@link System#nanoTime()}
     * @param rest waits for so many of them
     */
    ServedData(@Nullable IndexRecords records, LongSupplier clock, LongConsumer rest) {
        this.indexes = records instanceof StoredIndexes stored ? stored : null;
        this.clock = clock;
        this.rest = rest;
    }

    /** What was found; takes half a minute, or as long as all of it takes if that is less. */
    public synchronized List<DataFinding> findings() {
        StoredIndexes served = indexes;
        if (served == null) {
            return List.of(DataFinding.information("data", "is in memory: there is no record to look at", ""));
        }
        List<DataFinding> findings = new ArrayList<>();
        long began = clock.getAsLong();
        look(served, began + IN_ALL.toNanos());
        long now = clock.getAsLong();
        rounds.stream().sorted(Comparator.comparing(IndexRound::name)).forEach(round -> {
            findings.add(round.finding(began, now));
            findings.addAll(round.graphs().findings());
        });
        served.readOnlyIndexes().forEach((name, why) -> findings.add(DataFinding.error("writes " + name,
                "are refused until a restart: " + why, "Look at the disk (docs/runbooks/read-only-index.md).")));
        served.graphs().forEach((name, graphs) -> graphs.forEach(graph -> findings.add(graph(name, graph))));
        served.failedIndexes().forEach((name, why) -> findings.add(DataFinding.error("index " + name,
                "could not be opened: " + why, "Mend the cause and restart (docs/runbooks/read-only-index.md).")));
        served.setAside().forEach(entry -> {
            String what = "quarantine " + entry.id();
            String found = entry.what() + ": " + entry.why();
            findings.add(entry.blocking()
                    ? DataFinding.error(what, found, entry.toDo())
                    : DataFinding.warning(what, found, entry.toDo()));
        });
        return findings;
    }

    static DataFinding graph(String index, GraphFigures graph) {
        String what = "graph " + index + "/" + graph.name();
        String found = String.format(Locale.ROOT, "%s, %d codes, %d changes yet to follow, %s", graph.state(),
                graph.codes(), graph.pending(), Double.isNaN(graph.recall())
                        ? "not measured yet"
                        : String.format(Locale.ROOT, "finds %.4f of what it should", graph.recall()));
        if (graph.state().equals("failed")) {
            return DataFinding.warning(what, found + ": " + graph.notice(),
                    "Searches compare all codes instead, which is exact and slower. Look into the log.");
        }
        return graph.notice().isEmpty()
                ? DataFinding.fine(what, found)
                : DataFinding.information(what, found + ": " + graph.notice(), "");
    }

    /** Who was not read to its end this time is first the next time. */
    private void look(StoredIndexes served, long end) {
        Map<String, IndexRound> known = new LinkedHashMap<>();
        rounds.forEach(round -> known.put(round.name(), round));
        List<String> names = served.names();
        known.keySet().retainAll(names);
        names.forEach(name -> known.computeIfAbsent(name, IndexRound::new));
        known.values().forEach(IndexRound::begin);
        Deque<IndexRound> left = new ArrayDeque<>(known.values());
        List<IndexRound> done = new ArrayList<>();
        for (long now = clock.getAsLong(); now < end && !left.isEmpty()
                && !Thread.currentThread().isInterrupted(); now = clock.getAsLong()) {
            IndexRound round = left.remove();
            if (round.part(served, step -> pace(end, step), now)) {
                done.add(round);
            } else {
                left.add(round);
            }
        }
        rounds = Stream.concat(left.stream(), done.stream()).toList();
    }

    private Pace pace(long endOfAll, int step) {
        return new Pace(Math.min(endOfAll, clock.getAsLong() + FOR_A_STATE.toNanos()), step, clock, rest);
    }
}
