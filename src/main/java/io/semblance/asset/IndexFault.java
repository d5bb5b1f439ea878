package io.semblance.asset;

import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

/** Why an index cannot be created; the same words on every backend. */
public final class IndexFault {

    private IndexFault() {
    }

    /** There is one of that name. */
    public static CallerFault exists(String name) {
        return new CallerFault(ProblemType.INDEX_EXISTS,
                "Index '" + name + "' already exists. Use it, delete it first, or choose another name.");
    }

    /** It was there when the request came in. */
    public static CallerFault gone() {
        return new CallerFault(ProblemType.INDEX_NOT_FOUND,
                "Index not found: it was deleted while the request ran. Create it again if it is needed.");
    }

    /** There are as many as there may be. */
    public static CallerFault tooMany() {
        return new CallerFault(ProblemType.TOO_MANY_INDEXES,
                "There are " + Limits.INDEXES
                        + " indexes already, and no more are allowed. Delete one that is not needed.");
    }
}
