package io.semblance.doctor;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.Metadata;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.Simprint;
import io.semblance.code.UnitType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * Fills an index as a registry does: ids in the order of their time, random codes, batches of 500. What {@link Estimate}
 * says is compared with what this takes.
 */
final class Fill {

    static final String INDEX = "filled";

    private static final int BATCH = 500;
    private static final List<UnitType> SIMILAR = UnitType.all().stream().filter(type -> !type.isInstance()).toList();
    private static final UnitType INSTANCE = UnitType.all().stream().filter(UnitType::isInstance).findFirst()
            .orElseThrow();

    private final Workload workload;
    private final SplittableRandom random;

    Fill(Workload workload, long seed) {
        this.workload = workload;
        this.random = new SplittableRandom(seed);
    }

    /** Opens an empty directory and fills an index in it; to be closed by the caller. */
    static AssetIndexes into(Path directory, Workload workload, long seed) {
        AssetIndexes indexes = Backends.open(IndexUri.parse("usearch://" + directory), BackendSettings.defaults());
        indexes.load((done, total) -> {
        });
        new Fill(workload, seed).fill(indexes.create(INDEX));
        return indexes;
    }

    private void fill(AssetIndex index) {
        List<Asset> batch = new ArrayList<>(BATCH);
        for (long number = 0; number < workload.assets(); number++) {
            batch.add(asset(number));
            if (batch.size() == BATCH || number == workload.assets() - 1) {
                index.put(batch);
                batch.clear();
            }
        }
    }

    Asset asset(long number) {
        List<IsccUnit> units = new ArrayList<>();
        for (int i = 0; i < workload.units(); i++) {
            units.add(unit(SIMILAR.get(i % SIMILAR.size())));
        }
        units.add(unit(INSTANCE));
        return new Asset(new IsccId(0, (1_700_000_000_000_000L + number * 1_000) << 12 | 1), null,
                units.stream().map(IsccUnit::text).toList(), units, simprints(), metadata());
    }

    private IsccUnit unit(UnitType type) {
        long[] words = words(workload.unitBits());
        return new IsccUnit(type, workload.unitBits(), words[0], words[1], words[2], words[3]);
    }

    private Map<String, List<PlacedSimprint>> simprints() {
        Map<String, List<PlacedSimprint>> simprints = new LinkedHashMap<>();
        for (int i = 0; i < workload.simprints(); i++) {
            long[] words = words(workload.simprintBits());
            simprints.computeIfAbsent("CONTENT_TEXT_V" + i % workload.simprintTypes(), type -> new ArrayList<>())
                    .add(new PlacedSimprint(
                            new Simprint(workload.simprintBits(), words[0], words[1], words[2], words[3]),
                            1_000L * i, 1_000));
        }
        return simprints;
    }

    private long[] words(int bits) {
        long[] words = new long[4];
        for (int word = 0; word < 4; word++) {
            int left = Math.clamp(bits - 64L * word, 0, 64);
            words[word] = left == 0 ? 0 : random.nextLong() & (-1L << (64 - left));
        }
        return words;
    }

    private @Nullable Metadata metadata() {
        int bytes = workload.metadataBytes();
        return bytes < 8 ? null : new Metadata("{\"n\":\"" + "x".repeat(bytes - 8) + "\"}", null, null);
    }
}
