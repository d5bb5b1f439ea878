package io.semblance.asset.json;

import java.util.List;

import io.semblance.asset.Limits;

import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a bulk delete. It refuses members it does not know, unlike the readers for iscc-search's routes: who
 * misspells a member of a deletion should be told.
 */
public final class IdsReader {

    private static final String MEMBER = "iscc_ids";

    private IdsReader() {
    }

    public static List<String> read(JsonReading json) {
        List<String> ids = null;
        boolean given = false;
        if (!Models.isObject(json)) {
            return List.of();
        }
        while (json.nextMember()) {
            if (json.name().equals(MEMBER)) {
                ids = json.texts(TextRule.ISCC_ID, 0, Limits.BATCH_IDS);
                given = true;
            } else {
                json.fault("extra_forbidden", "Only the member " + MEMBER + " is known here.");
                json.skip();
            }
        }
        if (!given) {
            json.missing(MEMBER);
        }
        return orEmpty(ids);
    }

    private static List<String> orEmpty(@Nullable List<String> ids) {
        return ids == null ? List.of() : ids;
    }
}
