package io.semblance.proof.api;

import java.util.List;

/**
 * What the service takes though it does not fit the description, each with its reason: routes of iscc-search read as
 * leniently as it does (docs/reference/compatibility.md).
 */
final class Leniency {

    private static final List<String> MEANT = List.of(
            // Of a request for an index just the name counts; the other members are those of its answer.
            "POST /indexes/(assets|size|sizes)\\b.*",
            // An integer may be written as a truth value, as a text of digits, or with a fraction of zero.
            "POST /indexes/\\{name}/(assets|search)/\\S*simprints/\\S+/(offset|size) is BOOLEAN.*",
            // A member that is null is one that is left out.
            "POST /(snapshots|api)\\S*/[a-z]+ is NULL.*");

    private Leniency() {
    }

    static boolean isMeant(String accepted) {
        return MEANT.stream().anyMatch(accepted::matches);
    }
}
