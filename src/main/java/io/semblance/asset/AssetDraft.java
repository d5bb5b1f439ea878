package io.semblance.asset;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An asset as a client sends it: it fits the schema, its codes are not parsed yet. All members are optional at this
 * stage; {@link AssetService} says what is missing.
 *
 * @param isccId ISCC-ID text
 * @param isccCode ISCC-CODE text
 * @param units unit texts
 * @param simprints by type name
 * @param metadata what else is known
 */
public record AssetDraft(@Nullable String isccId, @Nullable String isccCode, @Nullable List<String> units,
        @Nullable Map<String, List<SimprintDraft>> simprints, @Nullable Metadata metadata) {

    /**
     * A simprint as a client sends it.
     *
     * @param simprint base64 text
     * @param offset first byte, 0 to 4294967295
     * @param size bytes, 0 to 4294967295
     */
    public record SimprintDraft(String simprint, long offset, long size) {
    }
}
