package io.semblance.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.semblance.proof.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeColumnTest {

    private record Code(int bits, List<Long> words) {
    }

    /** A view that is kept open, and what it held when it was taken. */
    private record Held(ColumnView view, Map<Long, Code> content) {
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 3000, 9000})
    void eachViewAnswersWhatItHeldWhenItWasTaken(int ids) {
        long seed = Seeds.next();
        Random random = new Random(seed);
        Map<Long, Code> model = new HashMap<>();
        List<Held> held = new ArrayList<>();
        CodeColumn column = new CodeColumn();
        for (int step = 0; step < 30_000; step++) {
            change(random, column, model, ids, seed);
            if (random.nextInt(300) == 0) {
                held.add(new Held(column.view(), Map.copyOf(model)));
            }
            if (held.size() > 25) {
                verifyAndClose(held.remove(random.nextInt(held.size())), seed);
            }
        }
        column.close();
        assertThat(column.bytes()).describedAs("open views keep memory").isPositive();
        held.forEach(view -> verifyAndClose(view, seed));
        assertThat(column.bytes()).describedAs("seed %d", seed).isZero();
    }

    /** Ids as an asset with two units of one type would give them, lengths and all; and the column goes on as any other. */
    @Test
    void columnThatWasFilledHoldsTheLastCodeOfEachId() {
        long seed = Seeds.next();
        Random random = new Random(seed);
        Map<Long, Code> model = new HashMap<>();
        CodeColumn column = new CodeColumn();
        for (long id = 0; id < 5_000; id++) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                int bits = 32 * (1 + random.nextInt(8));
                long[] code = Codes.random(random, bits);
                column.fill(id, bits, code[0], code[1], code[2], code[3]);
                model.put(id, new Code(bits, Codes.list(code)));
            }
        }
        assertThat(column.count()).isEqualTo(model.size());
        for (int step = 0; step < 20_000; step++) {
            change(random, column, model, 6_000, seed);
        }
        verifyAndClose(new Held(column.view(), model), seed);
        column.close();
        assertThat(column.bytes()).describedAs("seed %d", seed).isZero();
    }

    @Test
    void putSaysWhetherItChangedAnything() {
        try (CodeColumn column = new CodeColumn()) {
            assertThat(column.put(7, 64, 5, 0, 0, 0)).isTrue();
            assertThat(column.put(7, 64, 5, 0, 0, 0)).isFalse();
            assertThat(column.put(7, 128, 5, 0, 0, 0)).isTrue();
            assertThat(column.remove(7)).isTrue();
            assertThat(column.remove(7)).isFalse();
            assertThat(column.count()).isZero();
        }
    }

    @Test
    void lengthsThatNoUnitHasAreRefusedAndChangeNothing() {
        try (CodeColumn column = new CodeColumn()) {
            column.put(7, 64, 5, 0, 0, 0);
            for (int bits : new int[]{-32, 0, 8, 72, 288}) {
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> column.put(7, bits, 0, 0, 0, 0));
            }
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> column.put(7, 32, 1, 0, 0, 0));
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> column.put(7, 128, 1, 0, 1, 0));
            try (ColumnView view = column.view()) {
                assertThat(content(view)).isEqualTo(Map.of(7L, new Code(64, List.of(5L, 0L, 0L, 0L))));
            }
        }
    }

    @Test
    void partsLeaveOutLengthsWithoutCodesOrWithNegativeLimit() {
        try (CodeColumn column = new CodeColumn()) {
            column.put(1, 64, 0, 0, 0, 0);
            column.put(2, 128, 0, 0, 0, 0);
            column.put(3, 256, 0, 0, 0, 0);
            column.put(1, 32, 0, 0, 0, 0);
            try (ColumnView view = column.view()) {
                List<ScanPart> parts = view.parts(new long[4], 192, compared -> compared == 128 ? -1 : compared / 4);
                assertThat(parts).extracting(ScanPart::comparedBits).containsExactly(32, 192);
                assertThat(view.count()).isEqualTo(3);
            }
        }
    }

    private static void change(Random random, CodeColumn column, Map<Long, Code> model, int ids, long seed) {
        long id = random.nextLong(ids) - ids / 2;
        String what = "seed " + seed + ", id " + id;
        if (random.nextInt(3) == 0) {
            assertThat(column.remove(id)).describedAs(what).isEqualTo(model.remove(id) != null);
        } else {
            int bits = 32 * (1 + random.nextInt(8));
            long[] code = Codes.random(random, bits);
            Code now = new Code(bits, Codes.list(code));
            assertThat(column.put(id, bits, code[0], code[1], code[2], code[3])).describedAs(what)
                    .isEqualTo(!now.equals(model.put(id, now)));
        }
        assertThat(column.count()).describedAs(what).isEqualTo(model.size());
    }

    private static void verifyAndClose(Held held, long seed) {
        assertThat(content(held.view)).describedAs("seed %d", seed).isEqualTo(held.content);
        held.view.close();
    }

    private static Map<Long, Code> content(ColumnView view) {
        Map<Long, Code> content = new HashMap<>();
        for (BlocksView blocks : view.blocks()) {
            for (Codes.Stored stored : Codes.stored(blocks)) {
                assertThat(content.put(stored.id(), new Code(blocks.bits(), stored.words()))).isNull();
            }
        }
        return content;
    }
}
