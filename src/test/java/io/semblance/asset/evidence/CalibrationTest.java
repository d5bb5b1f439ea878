package io.semblance.asset.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.Nphd;
import io.semblance.code.UnitType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes of known dependence: what is estimated of them, and whether what is said to be rare is as rare. */
class CalibrationTest {

    private static final UnitType TYPE = new UnitType(MainType.META, 0, 0);
    private static final int CODES = 4_000;
    private static final int PAIRS = 4_000_000;

    private record Codes(List<IsccUnit> units) implements StoredCodes {

        @Override
        public int bits() {
            return 256;
        }

        @Override
        public int count() {
            return units.size();
        }

        @Override
        public long word(int code, int word) {
            IsccUnit unit = units.get(code);
            return switch (word) {
                case 0 -> unit.w0();
                case 1 -> unit.w1();
                case 2 -> unit.w2();
                default -> unit.w3();
            };
        }
    }

    /** Each bit but the first of its word repeats the one before with a probability, so bits depend on their neighbours. */
    private static List<IsccUnit> dependent(SplittableRandom random, double repeats) {
        List<IsccUnit> units = new ArrayList<>();
        for (int i = 0; i < CODES; i++) {
            long[] words = new long[4];
            for (int word = 0; word < 4; word++) {
                boolean bit = random.nextBoolean();
                for (int at = 0; at < 64; at++) {
                    bit = (at > 0 && random.nextDouble() < repeats) ? bit : random.nextBoolean();
                    words[word] |= bit ? 1L << at : 0;
                }
            }
            units.add(new IsccUnit(TYPE, 256, words[0], words[1], words[2], words[3]));
        }
        return units;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.6})
    void whatIsSaidToBeRareIsAsRareWithinAFactorOfThreeOverFourDecades(double repeats) {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        List<IsccUnit> units = dependent(random, repeats);
        TypeModels models = TypeModels.ofUnits(TYPE.name(), List.of(new Codes(units)));
        long[] below = new long[5];
        for (int i = 0; i < PAIRS; i++) {
            int a = random.nextInt(CODES);
            int b = random.nextInt(CODES);
            if (a != b) {
                double decades = models.bits(Nphd.differing(units.get(a), units.get(b)), 256) * Math.log10(2);
                for (int decade = 1; decade <= 4 && decades >= decade; decade++) {
                    below[decade]++;
                }
            }
        }
        for (int decade = 1; decade <= 4; decade++) {
            assertThat(below[decade] * Math.pow(10, decade) / PAIRS)
                    .as("seed %d, repeats %s, effective bits %s, decade %d", seed, repeats,
                            models.at(256).effectiveBits(), decade)
                    .isBetween(1 / 3.0, 3.0);
        }
    }

    /** Copies among the codes must not pass for the scatter of unrelated ones: a control shows that they would. */
    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void relatedCodesAmongThemDoNotSpoilTheEstimate(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<IsccUnit> plain = dependent(random, 0);
        List<IsccUnit> copied = new ArrayList<>(plain);
        for (int i = 0; i < CODES / 10; i++) {
            copied.set(i, plain.getLast());
        }
        assertThat(TypeModels.ofUnits(TYPE.name(), List.of(new Codes(copied))).at(256).effectiveBits())
                .as("seed %d", seed).isCloseTo(TypeModels.ofUnits(TYPE.name(), List.of(new Codes(plain))).at(256)
                        .effectiveBits(), within(10.0));
        long[] pairs = new long[257];
        for (IsccUnit unit : copied) {
            pairs[Nphd.differing(unit, copied.get(random.nextInt(CODES)))]++;
        }
        DistanceModel naive = DistanceModel.of(pairs, 0, CODES);
        assertThat(Objects.requireNonNull(naive).effectiveBits()).as("with copies, seed %d", seed).isLessThan(120);
    }

    @Test
    void fewCodesAreMixedWithWhatIsAssumedAndMoveOverSmoothly() {
        SplittableRandom random = new SplittableRandom(7);
        List<IsccUnit> units = dependent(random, 0);
        double before = AssumedModels.of(TYPE.name(), 256).effectiveBits();
        for (int count : new int[]{2, 8, 32, 128, 512, 2_000, CODES}) {
            double bits = TypeModels.ofUnits(TYPE.name(), List.of(new Codes(units.subList(0, count)))).at(256)
                    .effectiveBits();
            assertThat(bits).as("%d codes", count).isBetween(before - 2, before + 45);
            before = bits;
        }
        assertThat(before).isGreaterThan(225);
    }
}
