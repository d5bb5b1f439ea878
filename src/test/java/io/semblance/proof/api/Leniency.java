package io.semblance.proof.api;

import java.util.List;

/**
 * What the service takes though it does not fit the description, each with its reason: routes of iscc-search read as
 * leniently as it does (docs/reference/compatibility.md).
 */
final class Leniency {

    private static final List<String> MEANT = List.of();

    private Leniency() {
    }

    static boolean isMeant(String accepted) {
        return MEANT.stream().anyMatch(accepted::matches);
    }
}
