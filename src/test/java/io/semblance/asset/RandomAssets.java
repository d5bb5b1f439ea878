package io.semblance.asset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.Simprint;
import io.semblance.code.UnitType;

/**
 * Assets whose codes lie in few clusters, so that small indexes have near-duplicates, ties and prefixes of all lengths.
 */
public final class RandomAssets {

    private static final List<UnitType> TYPES = List.of(new UnitType(MainType.META, 0, 0),
            new UnitType(MainType.CONTENT, 0, 0), new UnitType(MainType.CONTENT, 1, 0),
            new UnitType(MainType.DATA, 0, 0),
            new UnitType(MainType.INSTANCE, 0, 0));
    private static final int[] LENGTHS = {32, 64, 64, 96, 128, 160, 192, 224, 256, 256, 256};
    private static final int CLUSTERS = 6;

    private final RandomGenerator random;
    private final int ids;

    /**
     * @param random where all choices come from
     * @param ids number of different ids that are drawn
     */
    public RandomAssets(RandomGenerator random, int ids) {
        this.random = random;
        this.ids = ids;
    }

    /** One of the ids; some of them are negative as signed numbers. */
    public IsccId id() {
        long number = random.nextInt(ids);
        return new IsccId(0, (number % 3 == 0 ? Long.MIN_VALUE : 0) | number << 12 | 1);
    }

    /** An asset with some of all members. */
    public Asset asset() {
        List<IsccUnit> units = new ArrayList<>();
        for (UnitType type : TYPES) {
            if (random.nextInt(4) > 0) {
                units.add(unit(type));
            }
        }
        return new Asset(id(), null, random.nextBoolean() ? null : units.stream().map(IsccUnit::text).toList(), units,
                random.nextBoolean() ? null : simprints(), metadata());
    }

    /** Up to three units to search for, sometimes two of one type. */
    public List<IsccUnit> query() {
        List<IsccUnit> units = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            units.add(unit(TYPES.get(random.nextInt(TYPES.size()))));
        }
        return units;
    }

    /** Base64 texts by type name, an unknown type now and then. */
    public Map<String, List<String>> simprintQuery() {
        Map<String, List<String>> query = new LinkedHashMap<>();
        simprints().forEach((type, list) -> {
            if (!list.isEmpty()) {
                query.put(type, list.stream().map(placed -> placed.simprint().text()).toList());
            }
        });
        if (random.nextInt(5) == 0) {
            query.put("UNKNOWN", List.of("AAAA"));
        }
        return query;
    }

    private Map<String, List<PlacedSimprint>> simprints() {
        Map<String, List<PlacedSimprint>> simprints = new LinkedHashMap<>();
        for (String type : List.of("CONTENT_TEXT_V0", "SEMANTIC_TEXT_V0")) {
            if (random.nextBoolean()) {
                List<PlacedSimprint> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    long[] words = near(40);
                    Simprint simprint = type.startsWith("C")
                            ? new Simprint(256, words[0], words[1], words[2], words[3])
                            : new Simprint(128, words[0], words[1], 0, 0);
                    list.add(new PlacedSimprint(simprint, random.nextInt(3), random.nextInt(2)));
                }
                simprints.put(type, list);
            }
        }
        return simprints;
    }

    private IsccUnit unit(UnitType type) {
        int bits = LENGTHS[random.nextInt(LENGTHS.length)];
        long[] words = near(type.isInstance() ? 0 : 70);
        long[] cut = new long[4];
        for (int word = 0; word < 4; word++) {
            int left = Math.clamp(bits - 64 * word, 0, 64);
            cut[word] = left == 0 ? 0 : words[word] & (-1L << (64 - left));
        }
        return new IsccUnit(type, bits, cut[0], cut[1], cut[2], cut[3]);
    }

    /** The code of a cluster with up to {@code flips} bits flipped. */
    private long[] near(int flips) {
        long cluster = random.nextInt(CLUSTERS);
        long[] words = {mix(cluster), mix(cluster + 100), mix(cluster + 200), mix(cluster + 300)};
        for (int i = flips == 0 ? 0 : random.nextInt(flips); i > 0; i--) {
            int bit = random.nextInt(256);
            words[bit / 64] ^= 1L << bit % 64;
        }
        return words;
    }

    /** Three units of 256 random bits, of META, DATA and CONTENT, as the field {@code units} of a request has them. */
    public static String units(RandomGenerator random) {
        List<String> texts = new ArrayList<>();
        for (MainType type : List.of(MainType.META, MainType.DATA, MainType.CONTENT)) {
            texts.add("\"" + new IsccUnit(new UnitType(type, 0, 0), 256, random.nextLong(), random.nextLong(),
                    random.nextLong(), random.nextLong()).text() + "\"");
        }
        return texts.toString();
    }

    private static long mix(long value) {
        long mixed = (value + 1) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }

    private Metadata metadata() {
        return new Metadata("{\"v\":" + random.nextInt(1000) + ",\"name\":\"Größe\"}", null,
                random.nextBoolean() ? null : "https://example.com/" + random.nextInt(10));
    }
}
