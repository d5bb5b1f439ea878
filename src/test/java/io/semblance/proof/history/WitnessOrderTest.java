package io.semblance.proof.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.semblance.proof.history.Operation.Kind;

import org.junit.jupiter.api.Test;

/** The checker of histories: what it must accept, and what it must not. */
class WitnessOrderTest {

    private static Operation write(long version, boolean wasThere, long began, long ended) {
        return new Operation(Kind.WRITE, version, wasThere, began, ended);
    }

    private static Operation delete(boolean wasThere, long began, long ended) {
        return new Operation(Kind.DELETE, Operation.ABSENT, wasThere, began, ended);
    }

    private static Operation read(long version, long began, long ended) {
        return new Operation(Kind.READ, version, false, began, ended);
    }

    @Test
    void operationsThatOverlapMayComeInAnyOrder() {
        assertThat(WitnessOrder.exists(List.of(write(1, false, 0, 10), read(0, 1, 9), read(1, 2, 8), read(0, 3, 4))))
                .isTrue();
        assertThat(WitnessOrder.exists(List.of(write(1, true, 0, 10), write(2, false, 0, 10), read(1, 11, 12))))
                .isTrue();
    }

    @Test
    void staleReadIsRefused() {
        assertThat(WitnessOrder.exists(List.of(write(1, false, 0, 1), write(2, true, 2, 3), read(1, 4, 5)))).isFalse();
        assertThat(WitnessOrder.exists(List.of(write(1, false, 0, 1), read(0, 2, 3)))).isFalse();
    }

    @Test
    void twoReadersWhoSawTwoWritesInDifferentOrderAreRefused() {
        assertThat(WitnessOrder.exists(List.of(write(1, false, 0, 20), write(2, true, 0, 20), read(2, 1, 2),
                read(1, 3, 4)))).isFalse();
        assertThat(WitnessOrder.exists(List.of(write(1, false, 0, 20), write(2, true, 0, 20), read(1, 1, 2),
                read(2, 3, 4)))).isTrue();
    }

    @Test
    void lostUpdateAndResurrectionAreRefused() {
        assertThat(WitnessOrder.exists(List.of(write(1, false, 0, 1), delete(true, 2, 3), read(1, 4, 5)))).isFalse();
        assertThat(WitnessOrder.exists(List.of(write(1, false, 0, 1), write(2, true, 2, 3), delete(false, 4, 5))))
                .isFalse();
        assertThat(WitnessOrder.exists(List.of(write(1, false, 0, 1), write(2, false, 2, 3)))).isFalse();
    }

    /** Histories made from an order are accepted, whatever of them overlaps; with one answer changed they are refused. */
    @Test
    void historiesMadeFromAnOrderAreAcceptedAndWithAStaleAnswerRefused() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Operation> sound = fromAnOrder(random, 60);
            assertThat(WitnessOrder.exists(sound)).as("seed %d, round %d", seed, round).isTrue();
            List<Operation> spoilt = new ArrayList<>(sound);
            spoilt.add(read(1_000_000, 200, 201));
            assertThat(WitnessOrder.exists(spoilt)).as("seed %d, round %d", seed, round).isFalse();
        }
    }

    private static List<Operation> fromAnOrder(Random random, int count) {
        List<Operation> operations = new ArrayList<>();
        long state = Operation.ABSENT;
        for (int i = 1; i <= count; i++) {
            long at = i * 10L;
            long began = at - random.nextInt(60);
            long ended = at + random.nextInt(60);
            boolean wasThere = state != Operation.ABSENT;
            int kind = random.nextInt(4);
            if (kind == 0) {
                state = i;
                operations.add(write(i, wasThere, began, ended));
            } else if (kind == 1) {
                state = Operation.ABSENT;
                operations.add(delete(wasThere, began, ended));
            } else {
                operations.add(read(state, began, ended));
            }
        }
        Collections.shuffle(operations, random);
        return operations;
    }
}
