package io.semblance.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void graphsTakeMemoryWhereThereAreSomeAndNowhereElse() {
        assertThat(Estimate.of(new Workload(1_999_999, 3, 256, 0, 1, 256, 0)).graphBytes()).isZero();
        assertThat(Estimate.of(new Workload(2_000_000, 3, 256, 0, 1, 256, 0)).graphBytes())
                .isEqualTo(3 * 2_000_000L * (370 + 32));
        assertThat(Estimate.of(new Workload(100_000, 3, 256, 320, 2, 128, 0)).graphBytes())
                .isEqualTo(2 * 16_000_000L * (370 + 16));
    }

    @Test
    void graphsAreCountedFromWhereTheSettingHasThem() {
        Workload load = new Workload(100_000, 3, 256, 20, 2, 128, 0);
        long units = 3 * 100_000L * (370 + 32);
        long simprints = 2 * 1_000_000L * (370 + 16);
        assertThat(Estimate.of(load, 100_000).graphBytes()).isEqualTo(units + simprints);
        assertThat(Estimate.of(load, 100_001).graphBytes()).isEqualTo(simprints);
        assertThat(Estimate.of(load, 125_000).graphBytes()).as("simprints from eight times as many")
                .isEqualTo(simprints);
        assertThat(Estimate.of(load, 125_001).graphBytes()).isZero();
    }

    @Test
    void moreOfAnythingTakesNoLess() {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            Workload load = random(random);
            Estimate one = Estimate.of(load);
            Estimate more = Estimate.of(new Workload(load.assets() * 2, load.units(), load.unitBits(),
                    load.simprints(), load.simprintTypes(), load.simprintBits(), load.metadataBytes() + 100));
            assertThat(more.diskBytes()).describedAs("seed %d, %s", seed, load).isGreaterThan(one.diskBytes());
            assertThat(more.containerBytes()).describedAs("seed %d, %s", seed, load)
                    .isGreaterThanOrEqualTo(one.containerBytes());
            assertThat(more.timeToReady()).isGreaterThanOrEqualTo(one.timeToReady());
        }
    }

    /** The doctor sees the record only, and bounds the codes by it. */
    @Test
    void codesAreNeverMoreThanTheBoundThatTheRecordGives() {
        long seed = 12;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            Workload load = random(random);
            Estimate estimate = Estimate.of(load);
            if (load.assets() >= 10_000) {
                assertThat(estimate.codesBytes()).describedAs("seed %d, %s", seed, load)
                        .isLessThanOrEqualTo(Estimate.mostCodesOf(estimate.diskBytes()));
            }
        }
    }

    @Test
    void impossibleWorkloadsAreRefusedWithTheirRange() {
        assertThatThrownBy(() -> new Workload(0, 3, 256, 0, 1, 256, 0))
                .hasMessage("assets must be 1 to 10000000000, not 0");
        assertThatThrownBy(() -> new Workload(1, 32, 256, 0, 1, 256, 0)).hasMessageContaining("units must be 0 to 31");
        assertThatThrownBy(() -> new Workload(1, 3, 250, 0, 1, 256, 0)).hasMessageContaining("steps of 32");
        assertThatThrownBy(() -> new Workload(1, 3, 256, -1, 1, 256, 0)).hasMessageContaining("simprints");
    }

    private static Workload random(SplittableRandom random) {
        return new Workload(1L << random.nextInt(33), random.nextInt(32), 32 * (1 + random.nextInt(8)),
                random.nextInt(3) == 0 ? 0 : random.nextInt(1, 2_000), 1 + random.nextInt(16),
                8 * (1 + random.nextInt(32)), random.nextInt(5_000));
    }
}
