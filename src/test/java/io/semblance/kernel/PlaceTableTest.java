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

class PlaceTableTest {

    private final long seed = Seeds.next();
    private final Random random = new Random(seed);
    private final Map<Integer, Long> ids = new HashMap<>();
    private final PlaceTable table = new PlaceTable(place -> ids.get(place), 0);
    private final Map<Long, Integer> model = new HashMap<>();

    /** Ids as they are: times with a counter, near each other, so that many begin to be looked for at one spot. */
    private long someId(int range) {
        return (1_700_000_000_000_000L + random.nextInt(range)) << 12;
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 100, 5000})
    void answersAreThoseOfAMap(int range) {
        int fresh = 0;
        for (int step = 0; step < 40_000; step++) {
            long id = someId(range);
            Integer known = model.get(id);
            if (known == null) {
                int place = fresh++;
                ids.put(place, id);
                table.add(id, place);
                model.put(id, place);
            } else if (random.nextBoolean()) {
                table.remove(id, known);
                model.remove(id);
                ids.remove(known);
            } else {
                int place = fresh++;
                ids.put(place, id);
                table.move(id, known, place);
                model.put(id, place);
                ids.remove(known);
            }
            assertThat(table.size()).isEqualTo(model.size());
        }
        for (int i = 0; i < range; i++) {
            long id = (1_700_000_000_000_000L + i) << 12;
            assertThat(table.find(id)).describedAs("seed %d", seed).isEqualTo(model.getOrDefault(id, PlaceTable.NONE));
        }
    }

    @Test
    void everyPlaceButNoneCanBeHeld() {
        List<Integer> places = List.of(0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -2);
        List<Long> held = new ArrayList<>();
        for (int place : places) {
            long id = random.nextLong();
            ids.put(place, id);
            table.add(id, place);
            held.add(id);
        }
        for (int i = 0; i < places.size(); i++) {
            assertThat(table.find(held.get(i))).describedAs("seed %d", seed).isEqualTo(places.get(i));
        }
    }

    @Test
    void whatIsNotHeldCannotBeMoved() {
        ids.put(3, 7L);
        table.add(7, 3);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> table.move(7, 4, 5));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> table.remove(8, 3));
    }
}
