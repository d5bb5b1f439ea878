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

    /** All parts together. */
    public long totalBytes() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }
}
