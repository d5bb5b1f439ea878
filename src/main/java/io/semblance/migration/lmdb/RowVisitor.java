package io.semblance.migration.lmdb;

import java.io.IOException;

/** Is shown the rows of a table in their order. */
@FunctionalInterface
public interface RowVisitor {

    /** One row; the arrays are the visitor's own. A table with several values of one key shows a row for each. */
    void row(byte[] key, byte[] value) throws IOException;
}
