package io.semblance.asset.backend.stored;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.semblance.asset.PlacedSimprint;
import io.semblance.code.Simprint;
import io.semblance.record.Keys;
import io.semblance.record.ReadTransaction;
import io.semblance.record.Table;
import io.semblance.record.WriteTransaction;

/**
 * Tables {@code simprints} and {@code simprint_counts}: the simprints of each asset, and in how many assets each simprint
 * occurs. An update costs the simprints of the asset that is updated, not those of the type.
 */
public final class SimprintTables {

    private SimprintTables() {
    }

    /** Number of assets that contain exactly this simprint. */
    public static long frequency(ReadTransaction tx, String type, Simprint simprint) {
        ByteBuffer count = tx.get(Table.SIMPRINT_COUNTS, Keys.simprint(type, simprint.bytes()));
        return count == null ? 0 : count.getInt();
    }

    /**
     * Replaces the simprints of the types that are named and keeps the others.
     *
     * @return the types that are different now, with all they hold
     */
    static Map<String, List<PlacedSimprint>> update(WriteTransaction tx, long id,
            Map<String, List<PlacedSimprint>> named) {
        byte[] key = Keys.id(id);
        Map<String, List<PlacedSimprint>> stored = PackedSimprints.decode(tx.get(Table.SIMPRINTS, key));
        Map<String, List<PlacedSimprint>> changed = new LinkedHashMap<>();
        named.forEach((type, now) -> {
            List<PlacedSimprint> before = stored.getOrDefault(type, List.of());
            if (!before.equals(now)) {
                count(tx, type, before, now);
                changed.put(type, now);
            }
        });
        if (!changed.isEmpty()) {
            stored.putAll(changed);
            stored.values().removeIf(List::isEmpty);
            if (stored.isEmpty()) {
                tx.delete(Table.SIMPRINTS, key);
            } else {
                tx.put(Table.SIMPRINTS, key, PackedSimprints.encode(stored));
            }
        }
        return changed;
    }

    /** Removes all simprints of an asset; returns the types it had, each with an empty list. */
    static Map<String, List<PlacedSimprint>> remove(WriteTransaction tx, long id) {
        Map<String, List<PlacedSimprint>> none = new LinkedHashMap<>();
        PackedSimprints.decode(tx.get(Table.SIMPRINTS, Keys.id(id))).keySet()
                .forEach(type -> none.put(type, List.of()));
        return none.isEmpty() ? none : update(tx, id, none);
    }

    private static void count(WriteTransaction tx, String type, List<PlacedSimprint> before, List<PlacedSimprint> now) {
        Set<Simprint> old = distinct(before);
        Set<Simprint> fresh = distinct(now);
        for (Simprint simprint : old) {
            if (!fresh.contains(simprint)) {
                add(tx, type, simprint, -1);
            }
        }
        for (Simprint simprint : fresh) {
            if (!old.contains(simprint)) {
                add(tx, type, simprint, 1);
            }
        }
        int bits = (now.isEmpty() ? before : now).getFirst().simprint().bits();
        long number = IndexMeta.simprints(tx, type) + now.size() - before.size();
        IndexMeta.putSimprints(tx, type, bits, number);
    }

    private static void add(WriteTransaction tx, String type, Simprint simprint, int by) {
        byte[] key = Keys.simprint(type, simprint.bytes());
        ByteBuffer stored = tx.get(Table.SIMPRINT_COUNTS, key);
        int count = (stored == null ? 0 : stored.getInt()) + by;
        if (count == 0) {
            tx.delete(Table.SIMPRINT_COUNTS, key);
        } else {
            tx.put(Table.SIMPRINT_COUNTS, key, ByteBuffer.allocate(4).putInt(count).array());
        }
    }

    private static Set<Simprint> distinct(List<PlacedSimprint> placed) {
        Set<Simprint> distinct = new HashSet<>();
        for (PlacedSimprint simprint : placed) {
            distinct.add(simprint.simprint());
        }
        return distinct;
    }
}
