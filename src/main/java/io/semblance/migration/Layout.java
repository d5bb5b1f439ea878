package io.semblance.migration;

/** Which of iscc-search's backends wrote an index. */
enum Layout {
    /** {@code NAME/index.lmdb}, with simprints. */
    USEARCH,
    /** {@code NAME.lmdb}, without. */
    LMDB
}
