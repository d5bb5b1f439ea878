package io.semblance.asset.backend.memory;

import java.util.HashMap;
import java.util.Map;

import io.semblance.code.Simprint;

/** In how many assets each simprint occurs. */
final class Frequencies {

    private final Map<Simprint, Long> counts = new HashMap<>();

    void add(Simprint simprint) {
        counts.merge(simprint, 1L, Long::sum);
    }

    long get(Simprint simprint) {
        return counts.getOrDefault(simprint, 0L);
    }
}
