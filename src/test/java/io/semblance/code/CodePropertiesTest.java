package io.semblance.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for all values, tried on many. */
class CodePropertiesTest {

    private static final int ROUND_TRIPS = 1_000_000;

    @Test
    void oneMillionRandomValuesComeBackFromTheirText() {
        long seed = 20_240_501;
        RandomCodes random = new RandomCodes(seed);
        for (int i = 0; i < ROUND_TRIPS; i++) {
            switch (i % 4) {
                case 0, 1 -> {
                    IsccUnit unit = random.unit();
                    String text = unit.text();
                    IsccUnit back = IsccUnit.parse(text);
                    check(back.equals(unit) && back.text().equals(text), seed, unit);
                }
                case 2 -> {
                    IsccId id = random.id();
                    String text = id.text();
                    IsccId back = IsccId.parse(text);
                    check(back.equals(id) && back.text().equals(text), seed, id);
                }
                default -> {
                    Simprint simprint = random.simprint();
                    String text = simprint.text();
                    Simprint back = Simprint.parse(text);
                    check(back.equals(simprint) && back.text().equals(text), seed, simprint);
                }
            }
        }
    }

    /** A plain check: a million fluent assertions take longer than what they assert. */
    private static void check(boolean holds, long seed, Object value) {
        if (!holds) {
            throw new AssertionError("seed " + seed + ": " + value + " does not come back from its text");
        }
    }

    @Test
    void composingAndDecomposingAreInverseUpToTheLengthThatACodeKeeps() {
        long seed = 20_240_502;
        RandomCodes random = new RandomCodes(seed);
        Random order = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            List<IsccUnit> units = composable(random);
            List<IsccUnit> shuffled = new ArrayList<>(units);
            Collections.shuffle(shuffled, order);
            String code = IsccCode.compose(shuffled).orElseThrow();
            List<IsccUnit> parts = IsccCode.decompose(code);
            assertThat(IsccCode.compose(parts)).describedAs("seed %d, %s", seed, units).contains(code);
            assertThat(parts).extracting(IsccUnit::type).isEqualTo(units.stream().map(IsccUnit::type).toList());
            int kept = units.size() == 2 && shortest(units) >= 128 ? 128 : 64;
            for (int u = 0; u < units.size(); u++) {
                assertThat(parts.get(u).bits()).isEqualTo(kept);
                assertThat(units.get(u).body()).startsWith(parts.get(u).body());
            }
        }
    }

    private static int shortest(List<IsccUnit> units) {
        return units.stream().map(IsccUnit::bits).min(Comparator.naturalOrder()).orElseThrow();
    }

    private static List<IsccUnit> composable(RandomCodes random) {
        int media = random.below(5);
        List<IsccUnit> units = new ArrayList<>();
        if (random.below(2) == 0) {
            units.add(long64(random, UnitType.of(0, 0, 0)));
        }
        if (random.below(2) == 0) {
            units.add(long64(random, UnitType.of(1, media, 0)));
        }
        if (random.below(2) == 0) {
            units.add(long64(random, UnitType.of(2, media, 0)));
        }
        units.add(long64(random, UnitType.of(3, 0, 0)));
        units.add(long64(random, UnitType.of(4, 0, 0)));
        return units;
    }

    private static IsccUnit long64(RandomCodes random, UnitType type) {
        return IsccUnit.ofBody(type, random.bytes(8 + 4 * random.below(7)));
    }

    @Test
    void orderOfIdsIsThatOfTheirBodiesBytes() {
        long seed = 20_240_503;
        RandomCodes random = new RandomCodes(seed);
        for (int i = 0; i < 100_000; i++) {
            IsccId a = random.id();
            IsccId b = new IsccId(a.realm(), random.id().body());
            int byHex = "%016x".formatted(a.body()).compareTo("%016x".formatted(b.body()));
            assertThat(Integer.signum(a.compareTo(b))).describedAs("seed %d, %s and %s", seed, a, b)
                    .isEqualTo(Integer.signum(byHex));
        }
    }
}
