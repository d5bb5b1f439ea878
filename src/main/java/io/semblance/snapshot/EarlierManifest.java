package io.semblance.snapshot;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A manifest of format 1 in the shape of today's. It knew no witnesses for parts of assets, and did not say whether all
 * indexes were to be in it.
 */
final class EarlierManifest {

    static final int FORMAT = 1;

    private static final double SIMPRINT_THRESHOLD = 0.75;

    private EarlierManifest() {
    }

    /** Adds what format 1 lacks; throws a {@link SnapshotException} where that is there already. */
    static JsonNode today(JsonNode manifest) {
        if (manifest instanceof ObjectNode members) {
            requireLacks(members, "simprint_threshold");
            requireLacks(members, "complete");
            members.put("simprint_threshold", SIMPRINT_THRESHOLD).put("complete", true);
            for (JsonNode index : members.path("indexes")) {
                if (index instanceof ObjectNode ofIndex) {
                    requireLacks(ofIndex, "simprint_witnesses");
                    ofIndex.putArray("simprint_witnesses");
                }
            }
        }
        return manifest;
    }

    private static void requireLacks(ObjectNode members, String name) {
        if (members.has(name)) {
            throw SnapshotException.damaged(
                    SnapshotFiles.MANIFEST + " cannot be read (format " + FORMAT + " has no member " + name + ")");
        }
    }
}
