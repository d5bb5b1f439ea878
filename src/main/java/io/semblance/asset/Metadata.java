package io.semblance.asset;

import org.jspecify.annotations.Nullable;

/**
 * Metadata of an asset: a JSON object that the service keeps and gives back, and of which it understands only
 * {@code source}. Search answers show {@code source} as a normalised URL; that form is made once, when the asset comes
 * in, so that answering is copying.
 *
 * @param json the object as compact JSON, as the client sent it but for NaN and infinities, which are null
 * @param matchJson the same with {@code source} normalised (WHATWG URL); null if that changes nothing
 * @param source the normalised {@code source}; null if there is none or it is no absolute URL
 */
public record Metadata(String json, @Nullable String matchJson, @Nullable String source) {

    /** The object as search answers show it; null for an empty one, as iscc-search does. */
    public @Nullable String inMatches() {
        if ("{}".equals(json)) {
            return null;
        }
        return matchJson == null ? json : matchJson;
    }
}
