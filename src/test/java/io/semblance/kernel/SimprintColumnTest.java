package io.semblance.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.semblance.proof.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimprintColumnTest {

    /** A view that is kept open, and what it held when it was taken. */
    private record Held(BlocksView view, Map<Long, List<List<Long>>> content) {
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 64, 96, 128, 256})
    void eachViewAnswersWhatItHeldWhenItWasTaken(int bits) {
        long seed = Seeds.next();
        Random random = new Random(seed);
        Map<Long, List<List<Long>>> model = new HashMap<>();
        List<Held> held = new ArrayList<>();
        SimprintColumn column = new SimprintColumn(bits);
        for (int step = 0; step < 4_000; step++) {
            change(random, column, model, seed);
            if (random.nextInt(80) == 0) {
                held.add(new Held(column.view(), Map.copyOf(model)));
            }
            if (held.size() > 12) {
                verifyAndClose(held.remove(random.nextInt(held.size())), seed);
            }
        }
        column.close();
        held.forEach(view -> verifyAndClose(view, seed));
        assertThat(column.bytes()).describedAs("seed %d", seed).isZero();
    }

    @Test
    void anEqualReplacementChangesNothing() {
        try (SimprintColumn column = new SimprintColumn(128)) {
            assertThat(column.replace(5, new long[]{1, 2, 3, 4})).isTrue();
            assertThat(column.replace(5, new long[]{1, 2, 3, 4})).isFalse();
            assertThat(column.replace(5, new long[]{1, 2})).isTrue();
            assertThat(column.replace(5, new long[0])).isTrue();
            assertThat(column.replace(5, new long[0])).isFalse();
            assertThat(column.remove(5)).isFalse();
        }
    }

    @Test
    void brokenSimprintsAreRefusedAndChangeNothing() {
        try (SimprintColumn column = new SimprintColumn(96)) {
            column.replace(5, new long[]{1, 2L << 32});
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> column.replace(5, new long[]{1, 0, 3}));
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> column.replace(5, new long[]{7, 0, 7, 1}));
            try (BlocksView view = column.view()) {
                assertThat(Codes.stored(view)).containsExactly(new Codes.Stored(5, 0, List.of(1L, 2L << 32, 0L, 0L)));
            }
        }
    }

    private static void change(Random random, SimprintColumn column, Map<Long, List<List<Long>>> model, long seed) {
        long id = random.nextInt(60);
        List<List<Long>> old = model.getOrDefault(id, List.of());
        if (random.nextInt(5) == 0) {
            assertThat(column.remove(id)).describedAs("seed %d", seed).isEqualTo(!old.isEmpty());
            model.remove(id);
            return;
        }
        List<List<Long>> now = new ArrayList<>();
        int count = random.nextInt(120);
        for (int tag = 0; tag < count; tag++) {
            boolean keep = tag < old.size() && random.nextInt(10) > 0;
            now.add(keep ? old.get(tag) : Codes.list(Codes.random(random, column.bits())));
        }
        long[] codes = now.stream().flatMap(code -> code.stream().limit(column.words())).mapToLong(Long::longValue)
                .toArray();
        assertThat(column.replace(id, codes)).describedAs("seed %d", seed).isEqualTo(!now.equals(old));
        if (now.isEmpty()) {
            model.remove(id);
        } else {
            model.put(id, List.copyOf(now));
        }
    }

    private static void verifyAndClose(Held held, long seed) {
        Map<Long, TreeMap<Integer, List<Long>>> found = new HashMap<>();
        for (Codes.Stored stored : Codes.stored(held.view)) {
            assertThat(found.computeIfAbsent(stored.id(), id -> new TreeMap<>()).put(stored.tag(), stored.words()))
                    .isNull();
        }
        Map<Long, List<List<Long>>> content = new HashMap<>();
        found.forEach((id, codes) -> {
            assertThat(codes.lastKey()).describedAs("seed %d", seed).isEqualTo(codes.size() - 1);
            content.put(id, List.copyOf(codes.values()));
        });
        assertThat(content).describedAs("seed %d", seed).isEqualTo(held.content);
        held.view.close();
    }
}
