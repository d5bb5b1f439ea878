package io.semblance.migration;

import java.util.List;

/**
 * What became of one index.
 *
 * @param name of the index
 * @param read assets that were found
 * @param created that are new
 * @param updated that replaced another state of the same asset
 * @param unchanged that were there already, just so
 * @param refused how many things could not be brought over
 * @param refusals the first {@value #MOST_LISTED} of them
 * @param damage what of the file could not be read, or is not known
 * @param stopped why it ended early; empty if it did not
 */
public record IndexReport(String name, long read, long created, long updated, long unchanged, long refused,
        List<Refusal> refusals, List<String> damage, String stopped) {

    /** More than anybody reads, few enough to be kept. */
    static final int MOST_LISTED = 10_000;

    /**
     * Something that could not be brought over.
     *
     * @param id its ISCC-ID; where it has none its key, or a hyphen
     * @param reason a sentence
     */
    public record Refusal(String id, String reason) {
    }

    /** Whether everything that the index holds is in the target now. */
    public boolean isComplete() {
        return refused == 0 && damage.isEmpty() && stopped.isEmpty();
    }

    /** Whether it was read to its end, whatever was refused. */
    public boolean isFinished() {
        return stopped.isEmpty();
    }
}
