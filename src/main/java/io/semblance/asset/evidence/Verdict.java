package io.semblance.asset.evidence;

/** What a match is, where that is certain. The rules stand in {@link VerdictRules}. */
public enum Verdict {

    /** The bytes are the same. */
    IDENTICAL("identical"),

    /** What is read, seen or heard is the same; the bytes may differ. */
    SAME_CONTENT("same content"),

    /** Large parts are the same. */
    NEAR_DUPLICATE("near-duplicate"),

    /** The title is the same or nearly so, and neither content nor bytes are alike. */
    SAME_TITLE_ONLY("same title only");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** As an answer says it. */
    public String words() {
        return words;
    }
}
