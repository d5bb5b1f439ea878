package io.semblance.proof.history;

/**
 * One operation on a register: assets that are only ever written and deleted together. It took effect at some instant
 * between its begin and its end.
 *
 * @param kind what it did
 * @param version what it wrote or saw; 0 stands for no asset
 * @param wasThere of a write or deletion: whether the answer said that the assets had been there
 * @param began a time before it was called
 * @param ended a time after it returned
 */
record Operation(Kind kind, long version, boolean wasThere, long began, long ended) {

    /** The state in which there is no asset. */
    static final long ABSENT = 0;

    /** A state that no operation leads to. */
    static final long IMPOSSIBLE = -1;

    enum Kind {
        WRITE, DELETE, READ
    }

    /** The state after it, if it can have come in this one with the answer it gave; else {@link #IMPOSSIBLE}. */
    long after(long state) {
        boolean fits = kind == Kind.READ ? version == state : wasThere == (state != ABSENT);
        return fits ? version : IMPOSSIBLE;
    }
}
