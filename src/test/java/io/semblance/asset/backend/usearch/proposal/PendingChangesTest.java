package io.semblance.asset.backend.usearch.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.semblance.kernel.BlocksView;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingChangesTest {

    /** Random histories against a plain map of what the graph lacks. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatTheGraphLacksWaitsAndNothingElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Long, long[]> lacking = new LinkedHashMap<>();
        Map<Long, Long> firstLacked = new HashMap<>();
        Map<Long, Long> lastLacked = new HashMap<>();
        try (PendingChanges pending = new PendingChanges(128)) {
            List<PendingChanges.Change> taken = List.of();
            for (long sequence = 1; sequence < 2_000; sequence++) {
                long id = random.nextInt(40);
                long[] codes = new long[2 * random.nextInt(4)];
                Arrays.setAll(codes, i -> random.nextLong());
                pending.put(id, codes, sequence);
                lacking.put(id, codes);
                firstLacked.putIfAbsent(id, sequence);
                lastLacked.put(id, sequence);
                if (random.nextInt(5) == 0 && taken.isEmpty()) {
                    taken = pending.first(1 + random.nextInt(10), sequence - random.nextInt(3));
                } else if (random.nextInt(5) == 0) {
                    for (PendingChanges.Change change : taken) {
                        if (lastLacked.getOrDefault(change.id(), 0L) == change.sequence()) {
                            lacking.remove(change.id());
                            firstLacked.remove(change.id());
                        }
                    }
                    pending.absorbed(taken);
                    taken = List.of();
                }
                if (random.nextInt(300) == 0 && taken.isEmpty()) {
                    pending.dropUpTo(sequence);
                    lacking.clear();
                    firstLacked.clear();
                }
                assertThat(pending.size()).as("seed %d, commit %d", seed, sequence).isEqualTo(lacking.size());
                assertThat(pending.complete(sequence)).as("seed %d, commit %d", seed, sequence)
                        .isLessThanOrEqualTo(firstLacked.values().stream().mapToLong(first -> first - 1).min()
                                .orElse(sequence));
                assertThat(codes(pending)).as("seed %d, commit %d", seed, sequence).isEqualTo(codes(lacking));
            }
        }
    }

    @Test
    void idThatChangesWhileItIsAddedGoesOnWaiting() {
        try (PendingChanges pending = new PendingChanges(64)) {
            pending.put(7, new long[]{1}, 3);
            pending.put(8, new long[]{2}, 4);
            List<PendingChanges.Change> taken = pending.first(10, 100);
            pending.put(7, new long[]{5}, 6);
            pending.absorbed(taken);
            assertThat(pending.first(10, 100)).extracting(PendingChanges.Change::id, PendingChanges.Change::sequence)
                    .containsExactly(tuple(7L, 6L));
            assertThat(pending.complete(9)).as("the graph lacks what commit 6 did").isLessThan(6);
        }
    }

    private static List<String> codes(PendingChanges pending) {
        List<String> codes = new ArrayList<>();
        try (BlocksView view = pending.view()) {
            for (int slot = 0; slot < view.count(); slot++) {
                codes.add(view.id(slot) + " " + view.tag(slot) + " " + view.word(slot, 0) + " " + view.word(slot, 1));
            }
        }
        codes.sort(null);
        return codes;
    }

    private static List<String> codes(Map<Long, long[]> lacking) {
        List<String> codes = new ArrayList<>();
        lacking.forEach((id, words) -> {
            for (int at = 0; at < words.length; at += 2) {
                codes.add(id + " " + at / 2 + " " + words[at] + " " + words[at + 1]);
            }
        });
        codes.sort(null);
        return codes;
    }
}
