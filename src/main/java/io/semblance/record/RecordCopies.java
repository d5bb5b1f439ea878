package io.semblance.record;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies of a record that are being made, while writing and reading go on. A copy holds the state that it reads. A state
 * that is held and not the newest any more keeps the map from growing, and its pages from being used again, so that the
 * file grows. So a copy makes way, and fails, where the map must grow, and where it has neither read nor written for a minute
 * while the record was written: a disk hangs then.
 *
 * <p>
 * Where the trees of a state begin stands in one of the two meta pages, by the parity of its transaction. The next commit
 * writes the other one, and the one after that this one: so what was read there is whole if the state was still the
 * newest one afterwards.
 */
final class RecordCopies {

    private static final Logger LOG = LoggerFactory.getLogger(RecordCopies.class);

    /** For so long a copy may stand still while the record is written. */
    static final Duration STANDSTILL = Duration.ofMinutes(1);

    private final String name;
    private final Path file;
    private final Set<CopiedState> held = new HashSet<>();
    private boolean closed;

    RecordCopies(String name, Path directory) {
        this.name = name;
        this.file = directory.resolve(RecordFile.NAME);
    }

    /** A state, held until its copy is written or has to make way. */
    static final class CopiedState implements CompactCopy.Hold {

        private final Snapshot snapshot;
        private volatile @Nullable String ended;
        private volatile long movedAt;

        private CopiedState(Snapshot snapshot, long nanoTime) {
            this.snapshot = snapshot;
            this.movedAt = nanoTime;
        }

        @Override
        public void check() throws IOException {
            String why = ended;
            if (why != null) {
                throw new CopyEndedException(why);
            }
            movedAt = System.nanoTime();
        }

        private void checkAfter(Exception fault) throws IOException {
            try {
                check();
            } catch (CopyEndedException ended) {
                ended.addSuppressed(fault);
                throw ended;
            }
        }
    }

    /**
     * Copies the newest state into {@code data.mdb} of an empty directory.
     *
     * @throws StoreClosedException if the record was closed before
     * @throws RecordDamagedException if it leads to pages that are none
     * @throws CopyEndedException if the copy has made way
     * @throws IOException if it cannot be written
     */
    void copy(Supplier<Snapshot> newest, Path directory) throws IOException {
        Path target = directory.resolve(RecordFile.NAME);
        boolean copied = false;
        while (!copied) {
            CopiedState state = hold(newest.get(), System.nanoTime());
            try {
                copied = copy(state, newest, target);
            } catch (RuntimeException | IOException fault) {
                // Pages that are not held may be anything: then they are no proof of damage.
                state.checkAfter(fault);
                throw fault;
            } finally {
                release(state);
            }
        }
    }

    /** False, with nothing written, if another commit came meanwhile. */
    private boolean copy(CopiedState state, Supplier<Snapshot> newest, Path target) throws IOException {
        try (PageFile pages = PageFile.open(file)) {
            MetaPage meta = metaIfNewest(pages, state.snapshot, newest);
            if (meta != null) {
                CompactCopy.write(pages, meta, target, state);
            }
            return meta != null;
        }
    }

    /** Null if another commit came meanwhile. */
    private static @Nullable MetaPage metaIfNewest(PageFile pages, Snapshot state, Supplier<Snapshot> newest)
            throws IOException {
        long transaction;
        try {
            transaction = state.read(ReadTransaction::transaction);
        } catch (StoreFailedException unreadable) {
            // The map could not grow: nothing is read through it any more, and nobody writes the file.
            return MetaPage.newest(pages);
        }
        MetaPage meta = MetaPage.inPlaceOf(pages, transaction);
        if (!isStill(newest, state)) {
            return null;
        }
        if (meta.transaction() != transaction) {
            throw new RecordDamagedException("the meta page of transaction " + transaction + " is of "
                    + meta.transaction());
        }
        return meta;
    }

    private static boolean isStill(Supplier<Snapshot> newest, Snapshot state) {
        try (Snapshot now = newest.get()) {
            return now.sequence() == state.sequence();
        }
    }

    /**
     * Takes over the caller's hold on a snapshot.
     *
     * @param nanoTime {@link System#nanoTime()}; a test gives an earlier one
     */
    synchronized CopiedState hold(Snapshot snapshot, long nanoTime) {
        if (closed) {
            snapshot.close();
            throw new StoreClosedException();
        }
        CopiedState state = new CopiedState(snapshot, nanoTime);
        held.add(state);
        return state;
    }

    synchronized void release(CopiedState state) {
        if (held.remove(state)) {
            state.snapshot.close();
        }
    }

    /** For the writer, before it makes the map larger: has those fail that keep it from that. */
    void makeWay(ReaderSet current) {
        end(copy -> copy.snapshot.readers() != current,
                "the index was written to so much meanwhile that its map had to "
                        + "grow, and writes go before a copy; see whether the disk of the snapshots is slow or hangs");
    }

    /** For the writer, at each commit: has those fail that stand still. */
    void endStandstill() {
        long now = System.nanoTime();
        end(copy -> now - copy.movedAt > STANDSTILL.toNanos(), "nothing of it was read or written for "
                + STANDSTILL.toSeconds() + " s while the index was written; see whether the disk of the "
                + "snapshots hangs");
    }

    /** Has all fail, and lets no other begin. */
    synchronized void close() {
        closed = true;
        end(copy -> true, "its index was closed");
    }

    private synchronized void end(Predicate<CopiedState> which, String why) {
        for (CopiedState copy : List.copyOf(held)) {
            if (which.test(copy)) {
                held.remove(copy);
                // In this order: what it reads once the pages may be written is not taken for its state.
                copy.ended = why;
                copy.snapshot.close();
                LOG.warn("A copy of record {} is given up: {}", name, why);
            }
        }
    }
}
