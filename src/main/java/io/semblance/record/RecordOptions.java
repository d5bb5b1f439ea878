package io.semblance.record;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How a store behaves; {@link #defaults()} suits an index in production.
 *
 * @param initialMapBytes address space to begin with; it doubles whenever it is full
 * @param reserveBytes writes are refused while the file system has less free space than this
 * @param retainedChanges at most so many changes stay in the log
 * @param queueTasks at most so many tasks wait
 * @param queueBytes tasks wait for at most so many bytes, by their hints; a single larger one is taken when none waits
 * @param groupTasks at most so many tasks share a commit
 * @param groupBytes tasks of at most so many bytes share a commit, by their hints
 * @param maxReaders LMDB's reader slots; a snapshot takes {@link #readersPerSnapshot()} of them, so that
 *        {@link #maxSnapshots()} may be open at once
 * @param patience how long the writer waits for old snapshots to be closed before it refuses, and closing does
 * @param idle how long the writer thread outlives the last task
 * @param clock gives commits their times
 */
public record RecordOptions(long initialMapBytes, long reserveBytes, long retainedChanges, int queueTasks,
        long queueBytes, int groupTasks, long groupBytes, int maxReaders, Duration patience, Duration idle,
        InstantSource clock) {

    private static final long MIB = 1 << 20;

    /** Refuses what cannot work. */
    public RecordOptions {
        if (initialMapBytes < MIB || reserveBytes < 0 || retainedChanges < 1 || queueTasks < 1 || queueBytes < 1
                || groupTasks < 1 || groupBytes < 1 || patience.isNegative() || idle.isNegative()) {
            throw new IllegalArgumentException("a size, count or time of the record is out of range");
        }
        if (maxReaders < 3 * readersPerSnapshot()) {
            throw new IllegalArgumentException("maxReaders must be at least " + 3 * readersPerSnapshot());
        }
    }

    /**
     * 64 MiB of map and of reserve, a million changes, a queue of 4,096 tasks, or 256 MiB but at most a sixteenth of the
     * heap, groups of 512 tasks or 16 MiB, 1,024 reader slots.
     */
    public static RecordOptions defaults() {
        long queueBytes = Math.min(256 * MIB, Runtime.getRuntime().maxMemory() / 16);
        return new RecordOptions(64 * MIB, 64 * MIB, 1_000_000, 4_096, queueBytes, 512, 16 * MIB, 1_024,
                Duration.ofSeconds(10), Duration.ofSeconds(5), InstantSource.system());
    }

    /** Reader slots that one snapshot takes, so that so many threads read it at once: one per core, at most four. */
    public static int readersPerSnapshot() {
        return Math.min(4, Runtime.getRuntime().availableProcessors());
    }

    /** How many snapshots may be open at once; one snapshot's worth of slots stays spare. */
    public int maxSnapshots() {
        return maxReaders / readersPerSnapshot() - 1;
    }

    /** These with another initial map. */
    public RecordOptions withInitialMapBytes(long bytes) {
        return new RecordOptions(bytes, reserveBytes, retainedChanges, queueTasks, queueBytes, groupTasks, groupBytes,
                maxReaders, patience, idle, clock);
    }

    /** These with another reserve. */
    public RecordOptions withReserveBytes(long bytes) {
        return new RecordOptions(initialMapBytes, bytes, retainedChanges, queueTasks, queueBytes, groupTasks,
                groupBytes,
                maxReaders, patience, idle, clock);
    }

    /** These with another retention of the change log. */
    public RecordOptions withRetainedChanges(long changes) {
        return new RecordOptions(initialMapBytes, reserveBytes, changes, queueTasks, queueBytes, groupTasks, groupBytes,
                maxReaders, patience, idle, clock);
    }

    /** These with other bounds of the queue and of a group, in tasks. */
    public RecordOptions withTasks(int queue, int group) {
        return new RecordOptions(initialMapBytes, reserveBytes, retainedChanges, queue, queueBytes, group, groupBytes,
                maxReaders, patience, idle, clock);
    }

    /** These with another number of reader slots. */
    public RecordOptions withMaxReaders(int readers) {
        return new RecordOptions(initialMapBytes, reserveBytes, retainedChanges, queueTasks, queueBytes, groupTasks,
                groupBytes, readers, patience, idle, clock);
    }

    /** These with another patience and another life of the idle writer thread. */
    public RecordOptions withTimes(Duration newPatience, Duration newIdle) {
        return new RecordOptions(initialMapBytes, reserveBytes, retainedChanges, queueTasks, queueBytes, groupTasks,
                groupBytes, maxReaders, newPatience, newIdle, clock);
    }

    /** These with another clock. */
    public RecordOptions withClock(InstantSource source) {
        return new RecordOptions(initialMapBytes, reserveBytes, retainedChanges, queueTasks, queueBytes, groupTasks,
                groupBytes, maxReaders, patience, idle, source);
    }
}
