package io.semblance.asset;

/** What a write did to one asset. */
public enum WriteStatus {
    /** It was not there before. */
    CREATED,
    /** It replaced what was there. */
    UPDATED,
    /** It is gone now. */
    DELETED,
    /** There was nothing to delete. */
    ABSENT
}
