package io.semblance.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.Query;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.record.ChildJvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Indexes are filled, and take what the estimate says: sizes within 15 %, and at night times within a factor of two. */
class MeasuredEstimateIT {

    private static final Logger LOG = LoggerFactory.getLogger(MeasuredEstimateIT.class);
    private static final long SEED = 7;
    private static final double PERCENT = 15;
    private static final int SEARCHES = 300;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"20000,3,256,0,1,64,0", "60000,3,256,0,1,64,0", "60000,3,64,0,1,64,500", "60000,2,128,0,1,64,3000",
            "20000,3,256,10,1,64,0", "8000,3,256,50,2,256,0"})
    void recordAndMemoryAreAsEstimated(long assets, int units, int unitBits, int simprints, int types, int simprintBits,
            int metadata) throws IOException {
        Workload load = new Workload(assets, units, unitBits, simprints, types, simprintBits, metadata);
        Estimate estimate = Estimate.of(load);
        long[] took = filled(assets, units, unitBits, simprints, types, simprintBits, metadata);
        long record = took[0];
        long codes = took[1];
        long directoryBytes = took[2];
        LOG.info("{}: record {} of {} estimated, codes {} of {}, directory about {} of {}", load, record,
                estimate.diskBytes(), codes, estimate.codesBytes(), directoryBytes, estimate.directoryBytes());
        assertThat(record).as("record of %s", load).isCloseTo(estimate.diskBytes(), withinPercentage(PERCENT));
        assertThat(codes).as("codes of %s", load).isCloseTo(estimate.codesBytes(), withinPercentage(PERCENT));
        assertThat(codes + directoryBytes).as("codes and directory of %s", load).isCloseTo(
                estimate.codesBytes() + estimate.directoryBytes(), withinPercentage(PERCENT));
    }

    /** The heap of this process holds what other tests left. */
    private long[] filled(long... workload) throws IOException {
        String numbers = Arrays.stream(workload).mapToObj(Long::toString).collect(Collectors.joining(","));
        try (ChildJvm child = ChildJvm.start(FillChild.class, directory, "-Xmx1g", "-XX:+UseCompactObjectHeaders",
                "--add-modules=jdk.incubator.vector", "-D" + FillChild.WORKLOAD + "=" + numbers)) {
            return FillChild.numbers(Objects.requireNonNull(child.readLine(), "the child said nothing"));
        }
    }

    @Tag("night")
    @Test
    void timesAreAsEstimatedWithinAFactorOfTwo() {
        Workload load = new Workload(1_000_000, 3, 256, 0, 1, 256, 0);
        Estimate estimate = Estimate.of(load);
        Fill.into(directory, load, SEED).close();
        long began = System.nanoTime();
        AssetIndexes indexes = open();
        long loaded = System.nanoTime() - began;
        try (indexes) {
            long search = medianSearch(indexes, new Fill(load, SEED + 1));
            LOG.info("{}: loaded in {} ms of {} estimated, search in {} us of {}", load, loaded / 1_000_000,
                    estimate.timeToLoad().toMillis(), search / 1_000, estimate.unitSearch().toNanos() / 1_000);
            assertThat((double) loaded / estimate.timeToLoad().toNanos()).isBetween(0.5, 2.0);
            assertThat((double) search / estimate.unitSearch().toNanos()).isBetween(0.5, 2.0);
        }
    }

    private AssetIndexes open() {
        AssetIndexes indexes = Backends.open(IndexUri.parse("usearch://" + directory), BackendSettings.defaults());
        indexes.load((done, total) -> {
        });
        return indexes;
    }

    private static long medianSearch(AssetIndexes indexes, Fill strangers) {
        AssetIndex index = Objects.requireNonNull(indexes.find(Fill.INDEX));
        long[] nanos = new long[SEARCHES];
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < SEARCHES; i++) {
                Asset asset = strangers.asset(i);
                long began = System.nanoTime();
                index.search(new Query(asset.units(), Map.of(), null), 10);
                nanos[i] = System.nanoTime() - began;
            }
        }
        Arrays.sort(nanos);
        return nanos[SEARCHES / 2];
    }
}
