package io.semblance.asset.evidence;

import java.util.List;

/** The stored codes of one type and one length, in one state of an index, by number. */
public interface StoredCodes {

    /** Length of the codes, 8 to 256. */
    int bits();

    /** How many there are. */
    int count();

    /** One word of a code, see {@code kernel}'s CodeWords; 0 beyond its length. */
    long word(int code, int word);

    /** Codes of all lengths together. */
    static long count(List<? extends StoredCodes> lengths) {
        return lengths.stream().mapToLong(StoredCodes::count).sum();
    }
}
