package io.semblance.asset;

import java.util.Map;

/**
 * What an index holds.
 *
 * @param name its name
 * @param assets stored assets
 * @param bytes bytes by part: {@code lmdb}, unit types, {@code SIMPRINT_<type>}
 * @param sequence sequence number of the last commit
 */
public record IndexFigures(String name, long assets, Map<String, Long> bytes, long sequence) {

    /** Those of an index that was just created; its files are not counted yet. */
    static IndexFigures ofNew(String name) {
        return new IndexFigures(name, 0, Map.of(), 0);
    }

    /** All parts together. */
    public long totalBytes() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }
}
