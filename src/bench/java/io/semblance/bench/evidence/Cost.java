package io.semblance.bench.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetService;
import io.semblance.asset.SearchReport;
import io.semblance.asset.evidence.Judging;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.UnitType;

/**
 * What a search costs, way by way, over the works repeated: each repetition has its codes XORed with a mask for each type, which
 * keeps all distances within it and makes it as far from the others as random codes are. The ways take turns, query by
 * query, so that other work on the machine meets all of them alike.
 */
final class Cost {

    private static final int BATCH = 2_000;
    private static final int WARM_UP = 2;
    private static final int LIMIT = 10;
    private static final long SEED = 7;

    private final Works works;
    private final AssetService service;
    private final String index;

    /**
     * Times of one way.
     *
     * @param median microseconds
     * @param p99 microseconds
     * @param codes codes compared in one search, on average
     * @param matches matches of one search, on average
     */
    record Times(long median, long p99, long codes, double matches) {
    }

    Cost(Works works, AssetService service, String index) {
        this.works = works;
        this.service = service;
        this.index = index;
    }

    /** Adds the works so many times. */
    void fill(AssetIndex target, int times) {
        for (int repetition = 0; repetition < times; repetition++) {
            List<Asset> batch = new ArrayList<>();
            for (Asset asset : works.assets) {
                batch.add(masked(asset, repetition));
                if (batch.size() == BATCH) {
                    target.put(batch);
                    batch = new ArrayList<>();
                }
            }
            target.put(batch);
        }
    }

    private static Asset masked(Asset asset, int repetition) {
        List<IsccUnit> units = asset.units().stream().map(unit -> masked(unit, repetition)).toList();
        return new Asset(new IsccId(asset.id().realm(), asset.id().body() + ((long) repetition << 12)), null, null,
                units, null, null);
    }

    private static IsccUnit masked(IsccUnit unit, int repetition) {
        if (repetition == 0) {
            return unit;
        }
        UnitType type = unit.type();
        SplittableRandom random = new SplittableRandom(SEED + 1_000L * type.key() + repetition);
        long[] mask = {random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()};
        for (int word = 0; word < mask.length; word++) {
            int here = Math.clamp(unit.bits() - 64L * word, 0, 64);
            mask[word] &= here == 0 ? 0 : -1L << (64 - here);
        }
        return new IsccUnit(type, unit.bits(), unit.w0() ^ mask[0], unit.w1() ^ mask[1], unit.w2() ^ mask[2],
                unit.w3() ^ mask[3]);
    }

    /** Times of each way, in their order. */
    List<Times> of(List<Judging> ways) {
        List<List<Long>> times = new ArrayList<>();
        long[] codes = new long[ways.size()];
        long[] matches = new long[ways.size()];
        ways.forEach(way -> times.add(new ArrayList<>()));
        for (int round = 0; round <= WARM_UP; round++) {
            for (Works.Asked asked : works.queries) {
                for (int way = 0; way < ways.size(); way++) {
                    long began = System.nanoTime();
                    SearchReport report = service.search(index, asked.draft(), LIMIT, true, ways.get(way)).result()
                            .report();
                    if (round == WARM_UP) {
                        times.get(way).add((System.nanoTime() - began) / 1_000);
                        codes[way] += report.codesScanned();
                        matches[way] += report.totalMatches();
                    }
                }
            }
        }
        List<Times> all = new ArrayList<>();
        for (int way = 0; way < ways.size(); way++) {
            List<Long> sorted = times.get(way).stream().sorted().toList();
            int count = sorted.size();
            all.add(new Times(sorted.get(count / 2), sorted.get(count * 99 / 100), codes[way] / count,
                    (double) matches[way] / count));
        }
        return all;
    }
}
