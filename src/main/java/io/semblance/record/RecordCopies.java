package io.semblance.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The copies of a record that are being made, while writing and reading go on. A copy holds the state that it reads, and a
 * state that is held keeps the map from growing: so a copy makes way where the room is needed, and fails.
 *
 * <p>
 * Where the trees of a state begin stands in one of the two meta pages, by the parity of its transaction. The next commit
 * writes the other one, and the one after that this one: so what was read there is whole if the state was still the
 * newest one afterwards.
 */
final class RecordCopies {

    private final Path file;
    private final Set<Held> held = new HashSet<>();
    private boolean closed;

    RecordCopies(Path directory) {
        this.file = directory.resolve(RecordFile.NAME);
    }

    /** A state until its copy is written, or until the record needs the room. */
    static final class Held implements CompactCopy.Hold {

        private final Snapshot snapshot;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @Nullable String ended;

        Held(Snapshot snapshot) {
            this.snapshot = snapshot;
        }

        void end(String why) {
            ended = why;
            close();
        }

        @Override
        public void check() throws IOException {
            String why = ended;
            if (why != null) {
                throw new IOException(why);
            }
        }

        void close() {
            if (over.compareAndSet(false, true)) {
                snapshot.close();
            }
        }
    }

    /**
     * Copies the newest state into {@code data.mdb} of an empty directory.
     *
     * @throws StoreClosedException if the record was closed before
     * @throws RecordDamagedException if it leads to pages that are none
     * @throws IOException if the copy cannot be written, or has made way
     */
    void copy(Supplier<Snapshot> newest, Path directory) throws IOException {
        Path target = directory.resolve(RecordFile.NAME);
        boolean copied = false;
        while (!copied) {
            Held state = hold(newest.get());
            try (PageFile pages = PageFile.open(file)) {
                MetaPage meta = metaIfNewest(pages, state.snapshot, newest);
                if (meta != null) {
                    CompactCopy.write(pages, meta, target, state);
                    copied = true;
                }
            } finally {
                release(state);
            }
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

    /** Takes over the caller's hold on a snapshot. */
    synchronized Held hold(Snapshot snapshot) {
        if (closed) {
            snapshot.close();
            throw new StoreClosedException();
        }
        Held state = new Held(snapshot);
        held.add(state);
        return state;
    }

    synchronized void release(Held state) {
        held.remove(state);
        state.close();
    }

    /** Has the copies that are being made fail, and what they held is free; false if there were none. */
    synchronized boolean end(String why) {
        List<Held> ending = List.copyOf(held);
        held.clear();
        ending.forEach(state -> state.end(why));
        return !ending.isEmpty();
    }

    /** Ends them, and lets no other begin. */
    synchronized void close() {
        closed = true;
        end("its index was closed");
    }
}
