package io.semblance.record;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a record: the writes that wait are finished, copies given up, snapshots waited for, and the files closed. Each of
 * these waits is bounded, and closing files that are still written or read would crash the process; so this may end with the
 * files open, and is then begun again where it ended.
 */
final class RecordClosing {

    private static final Logger LOG = LoggerFactory.getLogger(RecordClosing.class);

    private final String name;
    private final CommitQueue queue;
    private final GroupCommit commits;
    private final ReaderPool pool;
    private final RecordCopies copies;
    private final LmdbEnvironment environment;
    private boolean written;
    private volatile boolean closed;

    RecordClosing(String name, CommitQueue queue, GroupCommit commits, ReaderPool pool, RecordCopies copies,
            LmdbEnvironment environment) {
        this.name = name;
        this.queue = queue;
        this.commits = commits;
        this.pool = pool;
        this.copies = copies;
        this.environment = environment;
    }

    /** Whether the files are closed. */
    boolean isOver() {
        return closed;
    }

    /** False if writes or reads are still running; the files are open then. Each wait takes at most the given time. */
    boolean within(long nanos) throws InterruptedException {
        return queue.close(nanos) && closeFiles(nanos);
    }

    private synchronized boolean closeFiles(long nanos) throws InterruptedException {
        if (closed) {
            return true;
        }
        if (!written) {
            written = true;
            commits.current().close();
        }
        copies.close();
        if (!pool.awaitLent(0, nanos)) {
            LOG.warn("Record {} is closed while {} snapshots are held", name, pool.lent());
        }
        if (pool.close(nanos)) {
            environment.close();
            closed = true;
        }
        return closed;
    }
}
