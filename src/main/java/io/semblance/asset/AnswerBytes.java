package io.semblance.asset;

import java.util.Collection;
import java.util.List;

import io.semblance.admission.AnswerMemory;
import io.semblance.asset.evidence.MatchEvidence;
import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/**
 * What parts of an answer take in memory until it is written, as {@link AnswerMemory} reckons. Estimates: texts count by their
 * characters, of which those beyond Latin-1 take up to twice as much, and all else is a round number.
 */
public final class AnswerBytes {

    /** An asset that is found, with its scores, until it is known whether it makes the cut. */
    public static final long CANDIDATE = 600;
    /** The place of a number in sets and maps, and the part of it that they keep free or copy as they grow. */
    public static final long PLACE = 40;

    private static final int COPIES = AnswerMemory.BYTES_FOR_ONE_OF_JSON;
    /** In JSON: its id and codes, or scores, and all that is not reckoned. */
    private static final long ASSET = 500;
    /** In JSON: a simprint with its place. */
    private static final long SIMPRINT = 100;
    /** In JSON: two simprints, their place and likeness. */
    private static final long CHUNK = 220;
    /** In JSON: name of a type and its figures. */
    private static final long TYPE = 100;
    private static final long EVIDENCE = 200;
    private static final long ID = 30;

    private AnswerBytes() {
    }

    /** An asset with what it shows, without its simprints. */
    public static long withoutSimprints(Asset asset) {
        return COPIES * ASSET + metadata(asset.metadata());
    }

    /** The simprints that an asset shows. */
    public static long simprints(Asset asset) {
        return COPIES * SIMPRINT * numberOfSimprints(asset);
    }

    /** A match as a whole. */
    public static long of(GlobalMatch match) {
        return COPIES * (ASSET + TYPE * match.types().size())
                + more(match.metadata(), match.evidence(), match.versions());
    }

    /** A match in parts. */
    public static long of(ChunkMatch match) {
        long chunks = match.types().values().stream().mapToLong(type -> type.chunks().size()).sum();
        return COPIES * (ASSET + TYPE * match.types().size() + CHUNK * chunks)
                + more(match.metadata(), match.evidence(), match.versions());
    }

    /** An asset as JSON alone. */
    static long json(Asset asset) {
        Metadata metadata = asset.metadata();
        return ASSET + SIMPRINT * numberOfSimprints(asset) + (metadata == null ? 0 : metadata.json().length());
    }

    private static long more(@Nullable Metadata metadata, @Nullable MatchEvidence evidence,
            @Nullable List<IsccId> versions) {
        return metadata(metadata) + COPIES * ((evidence == null ? 0 : EVIDENCE + TYPE * evidence.types().size())
                + (versions == null ? 0 : ID * versions.size()));
    }

    /** Two texts may be kept where one is shown. */
    private static long metadata(@Nullable Metadata metadata) {
        if (metadata == null) {
            return 0;
        }
        String shown = metadata.matchJson() == null ? metadata.json() : metadata.matchJson();
        return metadata.json().length() + (COPIES - 1L) * shown.length();
    }

    private static long numberOfSimprints(Asset asset) {
        return asset.simprints() == null
                ? 0
                : asset.simprints().values().stream().map(Collection::size).mapToLong(Integer::longValue).sum();
    }
}
