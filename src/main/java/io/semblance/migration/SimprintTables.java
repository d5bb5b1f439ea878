package io.semblance.migration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.semblance.asset.AssetDraft.SimprintDraft;
import io.semblance.migration.lmdb.LmdbFile;

/**
 * The simprints of an index. iscc-search keeps them by simprint, not by asset, so that those of one asset lie all over the
 * table: they are gathered for a range of assets at a time, with one pass over the tables for each range.
 */
final class SimprintTables {

    private static final String DATA = "__sp_";
    private static final String MARKS = "__sp_assets_";
    private static final String END = "__";
    private static final int ID_BYTES = 8;
    private static final int PLACE_BYTES = 16;
    private static final Comparator<SimprintDraft> BY_PLACE = Comparator.comparingLong(SimprintDraft::offset)
            .thenComparingLong(SimprintDraft::size).thenComparing(SimprintDraft::simprint);

    private final LmdbFile file;
    private final List<String> types;

    SimprintTables(LmdbFile file) {
        this.file = file;
        this.types = file.tables().stream().filter(this::isData)
                .map(table -> table.substring(DATA.length(), table.length() - END.length())).toList();
    }

    /** Whether a table is one of these. */
    boolean isKnown(String table) {
        return isData(table) || types.stream().anyMatch(type -> table.equals(MARKS + type + END));
    }

    /** A type may be called assets_X; only tables of simprints have several values for a key. */
    private boolean isData(String table) {
        return table.startsWith(DATA) && table.endsWith(END) && table.length() > DATA.length() + END.length()
                && file.hasSeveralValues(table);
    }

    /** Simprints that the index says it has. */
    long total() {
        return types.stream().mapToLong(type -> file.entries(DATA + type + END)).sum();
    }

    /**
     * Gathers the simprints of some assets.
     *
     * @param ids the bodies of their ids, which are all that there are in the range
     */
    Gathered gather(Range range, Set<Long> ids) throws IOException {
        Gathered gathered = new Gathered();
        for (String type : types) {
            file.scan(DATA + type + END, (simprint, place) -> {
                long id = id(place);
                if (range.contains(id)) {
                    gathered.add(type, simprint, place, ids.contains(id));
                }
            });
            file.scan(MARKS + type + END, (key, fingerprint) -> {
                long id = id(key);
                if (range.contains(id) && ids.contains(id) && !gathered.of(id).containsKey(type)) {
                    gathered.lost.computeIfAbsent(id, any -> new ArrayList<>()).add(type);
                }
            });
        }
        return gathered;
    }

    /** A row that is too short belongs to no asset, and so to the first range. */
    private static long id(byte[] bytes) {
        return bytes.length < ID_BYTES ? 0 : ByteBuffer.wrap(bytes).getLong();
    }

    /**
     * Ids as unsigned numbers.
     *
     * @param first lowest
     * @param last highest
     */
    record Range(long first, long last) {

        boolean contains(long id) {
            return Long.compareUnsigned(id, first) >= 0 && Long.compareUnsigned(id, last) <= 0;
        }
    }

    /** The simprints of some assets, and what is wrong with those of their range. */
    static final class Gathered {

        private final Map<Long, Map<String, List<SimprintDraft>>> byAsset = new HashMap<>();
        private final Map<Long, List<String>> lost = new HashMap<>();
        private long withoutAsset;
        private long malformed;

        private void add(String type, byte[] simprint, byte[] place, boolean known) {
            if (place.length != PLACE_BYTES) {
                malformed++;
            } else if (!known) {
                withoutAsset++;
            } else {
                ByteBuffer fields = ByteBuffer.wrap(place);
                byAsset.computeIfAbsent(fields.getLong(), id -> new TreeMap<>())
                        .computeIfAbsent(type, any -> new ArrayList<>())
                        .add(new SimprintDraft(Base64.getUrlEncoder().withoutPadding().encodeToString(simprint),
                                fields.getInt() & 0xFFFF_FFFFL, fields.getInt() & 0xFFFF_FFFFL));
            }
        }

        /** The simprints of an asset by type, ascending by place; none if it has none. */
        Map<String, List<SimprintDraft>> of(long id) {
            return byAsset.getOrDefault(id, Map.of());
        }

        void sort() {
            byAsset.values().forEach(types -> types.values().forEach(list -> list.sort(BY_PLACE)));
        }

        /** Types of which the index says that the asset has simprints, and of which none is there. */
        List<String> lostTypes(long id) {
            return lost.getOrDefault(id, List.of());
        }

        /** Simprints whose asset is not stored. */
        long withoutAsset() {
            return withoutAsset;
        }

        /** Rows that do not say of which asset and where they are. */
        long malformed() {
            return malformed;
        }
    }
}
