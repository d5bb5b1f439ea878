package io.semblance.migration;

/** Told how far an import is. */
@FunctionalInterface
public interface ImportProgress {

    /** So many assets of an index were read, of so many that it says it has. */
    void read(String index, long read, long expected);
}
