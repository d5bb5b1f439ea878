package io.semblance.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.semblance.asset.Scoring;
import io.semblance.asset.backend.audit.WitnessRules;

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
 * @param simprintThreshold least similarity of a simprint that made a match in the witness answers
 * @param complete whether all indexes were to be in it; those of format 1 are taken for complete, since they do not say
 * @param indexes what is in it, by name
 */
public record Manifest(int format, String version, Instant created, String backend, double threshold, int exponent,
        double simprintThreshold, boolean complete, List<IndexSnapshot> indexes) {

    /** The layout that this version writes, and the newest that it reads; {@link EarlierManifest} reads the others. */
    public static final int FORMAT = 2;

    private static final Set<String> BACKENDS = Set.of("usearch", "lmdb");

    /** Refuses two indexes of one name and a backend that there is not. */
    public Manifest {
        indexes = List.copyOf(indexes);
        if (!BACKENDS.contains(backend)) {
            throw new IllegalArgumentException("the backend is none that keeps records");
        }
        if (names(indexes).size() != indexes.size()) {
            throw new IllegalArgumentException("two indexes have one name");
        }
    }

    /** By what the witness answers were found. */
    WitnessRules rules() {
        return new WitnessRules(new Scoring(threshold, exponent), simprintThreshold);
    }

    /** Names of the indexes in it. */
    Set<String> names() {
        return names(indexes);
    }

    private static Set<String> names(List<IndexSnapshot> indexes) {
        return indexes.stream().map(IndexSnapshot::name).collect(Collectors.toUnmodifiableSet());
    }

    /** The index of that name, or null. */
    @Nullable
    IndexSnapshot index(String name) {
        return indexes.stream().filter(index -> index.name().equals(name)).findFirst().orElse(null);
    }

    /**
     * The index of that name.
     *
     * @throws SnapshotException if there is none
     */
    IndexSnapshot described(String name) {
        IndexSnapshot described = index(name);
        if (described == null) {
            throw SnapshotException.refused("The snapshot holds no index '" + name + "'. It holds "
                    + indexes.stream().map(IndexSnapshot::name).toList() + ".");
        }
        return described;
    }

    /** Bytes of all files. */
    public long bytes() {
        return indexes.stream().mapToLong(index -> index.file().bytes()).sum();
    }
}
