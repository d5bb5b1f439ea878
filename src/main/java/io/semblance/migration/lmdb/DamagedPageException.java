package io.semblance.migration.lmdb;

import java.io.IOException;

/** A page does not hold what the tree says that it holds. */
final class DamagedPageException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedPageException(long page, String what) {
        super("page " + page + ": " + what);
    }
}
