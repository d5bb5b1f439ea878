package io.semblance.snapshot;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.semblance.asset.IndexName;
import io.semblance.asset.backend.audit.RecordCounts;
import io.semblance.asset.backend.audit.SimprintWitness;
import io.semblance.asset.backend.audit.Witness;

/**
 * What a manifest says of one index.
 *
 * @param name of the index
 * @param sequence number of the last commit that is in the copy
 * @param committed time of that commit; the epoch before the first
 * @param counts how much the copy holds
 * @param file its only file, the record
 * @param witnesses searches and the answers that the copy gave when it was made
 * @param simprintWitnesses the same for parts of assets; none in format 1
 */
public record IndexSnapshot(String name, long sequence, Instant committed, RecordCounts counts, SnapshotFile file,
        List<Witness> witnesses, List<SimprintWitness> simprintWitnesses) {

    /** How many witnesses there are, if there are so many assets with units. */
    static final int WITNESSES = 16;

    /** The same of those for parts, of which each is compared with every simprint of the index. */
    static final int SIMPRINT_WITNESSES = 8;

    private static final int MOST_WITNESSES = 1_000;
    private static final int MOST_SIMPRINT_WITNESSES = 64;

    /** Refuses what no index can be called: the name becomes part of paths. */
    public IndexSnapshot {
        if (!IndexName.isPossible(name)) {
            throw new IllegalArgumentException("no index can have the name that stands in the manifest");
        }
        if (sequence < 0 || witnesses.size() > MOST_WITNESSES
                || simprintWitnesses.size() > MOST_SIMPRINT_WITNESSES) {
            throw new IllegalArgumentException("a number of index " + name + " is out of range");
        }
        witnesses = List.copyOf(witnesses);
        simprintWitnesses = List.copyOf(simprintWitnesses);
    }

    /** The same in microseconds since the epoch. */
    long committedMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, committed);
    }

    /** Assets in the copy. */
    public long assets() {
        return counts.assets();
    }

    /** Units of all of them. */
    public long units() {
        return counts.units();
    }

    /** Simprints of all of them. */
    public long simprints() {
        return counts.simprints();
    }
}
