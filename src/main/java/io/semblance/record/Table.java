package io.semblance.record;

/** The tables of a record; keys and values are laid out in the package's description. */
public enum Table {
    /** Single values by ASCII name; names that start with {@code record.} are the record's own. */
    META(false),
    /** Id to asset. */
    ASSETS(false),
    /** Id to packed units. */
    UNITS(false),
    /** Unit type and body to the ids that have the unit: several 8-byte values under one key, in order. */
    POSTINGS(true),
    /** Id to packed simprints. */
    SIMPRINTS(false),
    /** Type name and simprint to the number of assets that have it. */
    SIMPRINT_COUNTS(false),
    /** The change log; only the record writes it. */
    LOG(false);

    private final boolean duplicates;

    Table(boolean duplicates) {
        this.duplicates = duplicates;
    }

    /** True if a key may have several values, each of 8 bytes. */
    public boolean duplicates() {
        return duplicates;
    }
}
