package io.semblance.snapshot;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a snapshot says of itself.
 *
 * @param format version of the layout
 * @param version of Semblance that made it
 * @param created when its making began
 * @param backend scheme of the backend that laid out the records
 * @param threshold least score of a unit type that made a match in the witness answers
 * @param exponent of the asset score in the witness answers
 * @param indexes what is in it, by name
 */
public record Manifest(int format, String version, Instant created, String backend, double threshold, int exponent,
        List<IndexSnapshot> indexes) {

    /** The layout that this version writes, and the newest that it reads. */
    public static final int FORMAT = 1;

    private static final Set<String> BACKENDS = Set.of("usearch", "lmdb");

    /** Refuses two indexes of one name and a backend that there is not. */
    public Manifest {
        indexes = List.copyOf(indexes);
        if (!BACKENDS.contains(backend)) {
            throw new IllegalArgumentException("the backend is none that keeps records");
        }
        Set<String> names = new HashSet<>();
        indexes.forEach(index -> names.add(index.name()));
        if (names.size() != indexes.size()) {
            throw new IllegalArgumentException("two indexes have one name");
        }
    }

    /** The index of that name, or null. */
    @Nullable
    IndexSnapshot index(String name) {
        return indexes.stream().filter(index -> index.name().equals(name)).findFirst().orElse(null);
    }

    /** Bytes of all files. */
    public long bytes() {
        return indexes.stream().mapToLong(index -> index.file().bytes()).sum();
    }
}
