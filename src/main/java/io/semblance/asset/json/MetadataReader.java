package io.semblance.asset.json;

import java.nio.charset.StandardCharsets;

import io.semblance.asset.Limits;
import io.semblance.asset.Metadata;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.jspecify.annotations.Nullable;

/**
 * Reads metadata: keeps the object as compact JSON and makes, once, the form that search answers show, in which
 * {@code source} is a normalised URL.
 */
final class MetadataReader {

    /** Keeps the last of several members of one name. */
    private static final JsonMapper LAST_WINS = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

    private MetadataReader() {
    }

    /** The metadata at hand, or null if it is JSON null or a fault. */
    static @Nullable Metadata read(JsonReading json) {
        if (json.isNull() || !json.object("dict_type", "An object is expected here.")) {
            return null;
        }
        CompactJson compact = new CompactJson(json.parser());
        switch (compact.copyObject()) {
            case TOO_DEEP -> json.fault("too_deep",
                    "Metadata may be nested at most " + Limits.METADATA_DEPTH + " levels deep.");
            case TOO_LONG -> json.fault("too_long",
                    "Metadata may take at most " + Limits.METADATA_BYTES + " bytes as compact JSON.");
            case REPEATED_NAMES -> {
                return readAgain(compact.json());
            }
            case COPIED -> {
                return metadata(compact);
            }
        }
        return null;
    }

    /** Rare enough to be done by a tree: the text is bounded by now. */
    private static Metadata readAgain(String json) {
        byte[] lastOnly = LAST_WINS.writeValueAsString(LAST_WINS.readTree(json)).getBytes(StandardCharsets.UTF_8);
        return JsonText.read(lastOnly, 0, lastOnly.length, new Faults(), again -> {
            CompactJson compact = new CompactJson(again.parser());
            compact.copyObject();
            return metadata(compact);
        });
    }

    private static Metadata metadata(CompactJson compact) {
        String json = compact.json();
        String source = compact.source();
        String normalised = source == null ? null : SourceUrl.normalise(source);
        if (normalised == null || normalised.equals(source)) {
            return new Metadata(json, null, normalised);
        }
        return new Metadata(json, compact.withSource(normalised), normalised);
    }
}
