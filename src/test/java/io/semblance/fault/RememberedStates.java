package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.semblance.proof.Losses;
import io.semblance.snapshot.SnapshotCheck;

/**
 * Which indexes and snapshots there were and what they held, with the times of the monotonic clock. So at any time it is
 * known which there must be: those after the last request that was answered until then, or those after the one that was
 * under way.
 */
final class RememberedStates {

    /**
     * How things are after a request.
     *
     * @param indexes what they hold as an export has it, by name
     * @param snapshots their manifests, by id
     */
    record State(Map<String, String> indexes, Map<String, String> snapshots) {

        State without(String name) {
            Map<String, String> fewer = new TreeMap<>(indexes);
            fewer.remove(name);
            return new State(fewer, snapshots);
        }

        State with(String name, String content) {
            Map<String, String> more = new TreeMap<>(indexes);
            more.put(name, content);
            return new State(more, snapshots);
        }
    }

    private record Step(long sent, long answered, State after) {
    }

    /** How a data directory is looked into. */
    interface Reader {

        /** Names of the indexes that are served. */
        List<String> names() throws IOException, InterruptedException;

        /** What an index holds, in this reader's own form. */
        Object content(String name) throws IOException, InterruptedException;

        /** The form of what has been exported so. */
        Object formOfAll(String export);

        /** The snapshots that are listed, and whether as sound, by id. */
        Map<String, Boolean> snapshots() throws IOException, InterruptedException;
    }

    private final char letter;
    private final List<Step> steps = new ArrayList<>();

    /** @param letter with which the names of the indexes begin that are meant */
    RememberedStates(char letter) {
        this.letter = letter;
        steps.add(new Step(Long.MIN_VALUE, Long.MIN_VALUE, new State(Map.of(), Map.of())));
    }

    /** How things are after the last request. */
    State now() {
        return steps.getLast().after();
    }

    /** How many requests led to it. */
    int number() {
        return steps.size() - 1;
    }

    /** How things are after another request. */
    void add(long sent, long answered, State after) {
        steps.add(new Step(sent, answered, after));
    }

    private static boolean isAnswered(Step step, long time) {
        return step.answered() == Long.MIN_VALUE || step.answered() - time <= 0;
    }

    private List<State> possibleAt(long time) {
        List<State> possible = new ArrayList<>();
        for (Step step : steps) {
            if (isAnswered(step, time)) {
                possible.clear();
                possible.add(step.after());
            } else if (step.sent() - time <= 0) {
                possible.add(step.after());
            }
        }
        return possible;
    }

    /**
     * Compares what is there with what must have been at a time.
     *
     * @return how many indexes were compared
     */
    int verify(Reader reader, long time) throws IOException, InterruptedException {
        List<State> possible = possibleAt(time);
        List<String> there = reader.names().stream().filter(name -> name.charAt(0) == letter).sorted().toList();
        assertThat(there).as("the indexes, " + Losses.ALTERED)
                .isIn(possible.stream().map(state -> List.copyOf(state.indexes().keySet())).toList());
        for (String name : there) {
            assertThat(reader.content(name)).as("index %s, " + Losses.ALTERED, name)
                    .isIn(possible.stream().filter(state -> state.indexes().containsKey(name))
                            .map(state -> reader.formOfAll(String.valueOf(state.indexes().get(name)))).toList());
        }
        return there.size();
    }

    /** The snapshots that there must be at a time: their manifests, by id. */
    Map<String, String> snapshotsAt(long time) {
        List<State> possible = possibleAt(time);
        Map<String, String> certain = new TreeMap<>(possible.getFirst().snapshots());
        possible.forEach(state -> certain.keySet().retainAll(state.snapshots().keySet()));
        return certain;
    }

    /**
     * Compares the snapshots: those that must be there are listed as sound and are what they were, those that were deleted
     * are not, and none is called sound that is not.
     */
    int verifySnapshots(Reader reader, Path from, long time) throws IOException, InterruptedException {
        List<State> possible = possibleAt(time);
        Map<String, Boolean> listed = reader.snapshots();
        Map<String, String> certain = snapshotsAt(time);
        for (Map.Entry<String, String> one : certain.entrySet()) {
            assertThat(listed).as("snapshot %s, listed as sound " + Losses.ALTERED, one.getKey())
                    .containsEntry(one.getKey(), true);
            assertThat(from.resolve(one.getKey()).resolve("manifest.json")).as(Losses.ALTERED)
                    .hasContent(one.getValue());
        }
        for (Map.Entry<String, Boolean> one : listed.entrySet()) {
            if (one.getValue()) {
                assertThat(SnapshotCheck.faults(from.resolve(one.getKey()))).as("snapshot %s", one.getKey()).isEmpty();
            }
        }
        Set<String> deleted = new TreeSet<>();
        steps.stream().filter(step -> isAnswered(step, time))
                .forEach(step -> deleted.addAll(step.after().snapshots().keySet()));
        possible.forEach(state -> deleted.removeAll(state.snapshots().keySet()));
        assertThat(listed.keySet().stream().filter(deleted::contains)).as("deleted snapshots").isEmpty();
        return certain.size();
    }
}
