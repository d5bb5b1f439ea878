package io.semblance.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.Simprint;
import io.semblance.code.UnitType;

/**
 * A client that remembers what was acknowledged. It owns a range of ids, so that only its own requests change them. A
 * request without an answer leaves its assets in one of two states, the old or the new one, and all of them in the same.
 */
final class AcknowledgedAssets {

    private static final int IDS = 150;

    private final int owner;
    private final RandomGenerator random;
    private final TreeMap<Long, Map<String, Object>> assets = new TreeMap<>();
    private int version;

    AcknowledgedAssets(int owner, RandomGenerator random) {
        this.owner = owner;
        this.random = random;
    }

    /** What is stored for certain, by id. */
    Map<Long, Map<String, Object>> assets() {
        return assets;
    }

    /** A batch to write; ids in it differ. Each asset is the JSON that reading it back must give. */
    Map<Long, Map<String, Object>> nextBatch() {
        Map<Long, Map<String, Object>> batch = new LinkedHashMap<>();
        version++;
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            long id = (owner * (long) IDS + random.nextInt(IDS) + 1) << 12;
            batch.put(id, asset(id));
        }
        return batch;
    }

    /** Ids to delete. */
    List<Long> nextDeletion() {
        List<Long> ids = new ArrayList<>();
        for (Long id : assets.keySet()) {
            if (random.nextInt(50) == 0) {
                ids.add(id);
            }
        }
        return ids;
    }

    void acknowledge(Map<Long, Map<String, Object>> batch) {
        batch.forEach(assets::put);
    }

    void acknowledgeDeletion(List<Long> ids) {
        ids.forEach(assets::remove);
    }

    private Map<String, Object> asset(long id) {
        Map<String, Object> asset = new LinkedHashMap<>();
        asset.put("iscc_id", new IsccId(0, id).text());
        asset.put("units", List.of(unit(MainType.META), unit(MainType.CONTENT), unit(MainType.INSTANCE)));
        asset.put("simprints", simprints());
        asset.put("metadata",
                Map.of("owner", owner, "version", version, "text", "Ünïcode \u0001 " + random.nextLong()));
        return asset;
    }

    private String unit(MainType type) {
        return new IsccUnit(new UnitType(type, 0, 0), 256, random.nextLong(), random.nextLong(), random.nextLong(),
                random.nextLong()).text();
    }

    /** Every write names the type, so that what is read back is what was written last. */
    private Map<String, Object> simprints() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            Simprint simprint = new Simprint(128, random.nextLong(), random.nextLong(), 0, 0);
            list.add(Map.of("simprint", simprint.text(), "offset", random.nextInt(1000), "size", random.nextInt(1000)));
        }
        return Map.of("CONTENT_TEXT_V0", list);
    }

    /** The id as text. */
    static String text(long id) {
        return new IsccId(0, id).text();
    }
}
