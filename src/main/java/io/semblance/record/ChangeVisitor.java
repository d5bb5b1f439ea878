package io.semblance.record;

/** Takes changes one by one, in the order in which they were committed. */
@FunctionalInterface
public interface ChangeVisitor {

    /**
     * Takes one change.
     *
     * @return false to stop
     */
    boolean visit(Change change);
}
