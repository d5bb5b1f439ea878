package io.semblance.record;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbNativeException;
import org.lmdbjava.Txn;

/**
 * Group commit: a sync of the disk costs the same for one task as for hundreds, so all tasks that wait when the last sync
 * is over share the next one. They run in their order in one transaction; each is acknowledged after the sync.
 *
 * <p>
 * Each still succeeds or fails alone. A task that throws before it has changed anything is just left out. One that throws
 * later has left changes that LMDB cannot take back singly: the transaction is aborted, what came before the task is run
 * again and committed, and what came after it forms the next group. So no task runs more than twice for the faults of
 * others, however many fail.
 *
 * <p>
 * <b>When the disk fails.</b> LMDB writes a commit in three steps: the pages of the new state to places that the last
 * state does not use, a sync, and then one root page, through to the disk. What a failure means depends on the step.
 * <ul>
 * <li>Pages found no room (or a part of them, which LMDB reports as an I/O error): the last state is whole and the new one
 * is nowhere. The write is refused as {@link StorageFullException}, and the next commit writes all of its pages anew: so
 * writing heals as soon as there is room. That would hold even if it was the sync that met the full disk, since no later
 * state can refer to a page that it has not written and synced itself.
 * <li>Any other failure of pages or their sync: the disk is not to be trusted, and after a failed sync neither is the
 * next one on this file. The store latches.
 * <li>The root page failed: which state the disk has is unknown. LMDB begins no transaction any more; the store latches,
 * and reads through the transactions of the last commit, which stay open.
 * </ul>
 */
final class GroupCommit {

    private static final int EIO = 5;
    private static final int ENOMEM = 12;
    private static final int DONE = -1;

    private final LmdbEnvironment environment;
    private final RecordOptions options;
    private final ReaderPool pool;
    private final RecordCopies copies;
    private final WriteLatch latch;
    private final FreeSpace freeSpace;
    private final MapGrowth growth;
    private final CommitListener listener;
    private final ByteBuffer keyBuffer = ByteBuffer.allocateDirect(Keys.MAX_BYTES);
    private RecordState state;
    private volatile Snapshot current;

    GroupCommit(LmdbEnvironment environment, RecordOptions options, ReaderPool pool, RecordCopies copies,
            WriteLatch latch, FreeSpace freeSpace, MapGrowth growth, CommitListener listener)
            throws InterruptedException {
        this.environment = environment;
        this.options = options;
        this.pool = pool;
        this.copies = copies;
        this.latch = latch;
        this.freeSpace = freeSpace;
        this.growth = growth;
        this.listener = listener;
        pool.reserve(0);
        ReaderSet readers = pool.take();
        readers.renew(-1);
        this.state = readers.read(RecordState::read);
        this.current = new Snapshot(state.sequence(), state.timeMicros(), readers, pool);
    }

    /** The state after the last commit, held by the store. */
    Snapshot current() {
        return current;
    }

    /** Commits tasks and completes all of them; only the writer thread calls it. */
    void commit(List<PendingWrite<?>> tasks) {
        Deque<List<PendingWrite<?>>> work = new ArrayDeque<>();
        work.add(tasks);
        while (!work.isEmpty()) {
            List<PendingWrite<?>> group = work.removeFirst();
            int culprit = group.isEmpty() ? DONE : commitOrFail(group);
            if (culprit != DONE) {
                group.get(culprit).complete();
                work.addFirst(group.subList(culprit + 1, group.size()));
                work.addFirst(group.subList(0, culprit));
            }
        }
    }

    /** Returns the place of a task that failed after having written, with nothing committed; else all are completed. */
    private int commitOrFail(List<PendingWrite<?>> group) {
        long before = state.sequence();
        try {
            latch.check();
            freeSpace.check();
            copies.endStandstill();
            pool.reserve(options.patience().toNanos());
            return attemptUntilItFits(group);
        } catch (InterruptedException e) {
            failAll(group, new StoreBusyException("the writer was interrupted while it waited", e));
        } catch (StoreException e) {
            failAll(group, e);
        } catch (OutOfMemoryError e) {
            // Of memory beside the heap; a full heap ends the process.
            failAll(group, state.sequence() == before ? noMemory(e) : latch.shut("writing failed", e));
        } catch (RuntimeException | Error e) {
            failAll(group, latch.shut("writing failed", e));
        }
        return DONE;
    }

    private static StoreBusyException noMemory(Throwable cause) {
        return new StoreBusyException("there is not enough memory beside the heap for it", cause);
    }

    private static void failAll(List<PendingWrite<?>> group, StoreException cause) {
        group.forEach(write -> write.fail(cause));
    }

    private int attemptUntilItFits(List<PendingWrite<?>> group) throws InterruptedException {
        growth.growIfAsked(current.readers());
        while (true) {
            try {
                return attempt(group);
            } catch (Env.MapFullException e) {
                growth.grow(current.readers());
            }
        }
    }

    private int attempt(List<PendingWrite<?>> group) {
        long began = System.nanoTime();
        try (Txn<ByteBuffer> txn = environment.beginWrite()) {
            WriteTransaction tx = new WriteTransaction(environment, txn, keyBuffer, state.sequence() + 1, nextTime());
            for (int i = 0; i < group.size(); i++) {
                long before = tx.operations();
                boolean succeeded = group.get(i).run(tx);
                tx.throwFailure();
                if (!succeeded && tx.operations() != before) {
                    return i;
                }
            }
            if (tx.operations() > 0) {
                RecordState after = ChangeLog.append(tx, state, options.retainedChanges());
                tx.end();
                long transactionId = txn.getId();
                sync(txn);
                freeSpace.written(tx.bytes());
                publish(after, transactionId, System.nanoTime() - began, group);
            }
            group.forEach(PendingWrite::complete);
            return DONE;
        } catch (Env.MapFullException e) {
            throw e;
        } catch (LmdbNativeException e) {
            throw failed("writing failed", e);
        }
    }

    private long nextTime() {
        Instant now = options.clock().instant();
        long micros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
        return Math.max(state.timeMicros(), micros);
    }

    private void sync(Txn<ByteBuffer> txn) {
        try {
            txn.commit();
        } catch (Env.MapFullException e) {
            // The list of free pages found no room: LMDB stores it before it writes anything to the file.
            throw e;
        } catch (LmdbNativeException e) {
            throw failed("a commit failed", e);
        }
    }

    /** LMDB asks for memory before it writes anything to the file. */
    private StoreException failed(String what, LmdbNativeException cause) {
        if (cause.getResultCode() == ENOMEM && !environment.isGivenUp()) {
            return noMemory(cause);
        }
        boolean noRoom = NoRoom.isMeant(cause) || (cause.getResultCode() == EIO && freeSpace.isShort());
        if (noRoom && !environment.isGivenUp()) {
            return new StorageFullException("the file system is full", cause);
        }
        return latch.shut(what, cause);
    }

    /** From here on the commit is on disk: what fails now cannot take it back, and latches. */
    private void publish(RecordState after, long transactionId, long nanos, List<PendingWrite<?>> group) {
        state = after;
        try {
            ReaderSet readers = pool.take();
            readers.renew(transactionId);
            Snapshot superseded = current;
            Snapshot next = new Snapshot(after.sequence(), after.timeMicros(), readers, pool);
            current = next;
            superseded.close();
            listener.committed(new Commit(after.sequence(), after.timeMicros(), nanos, results(group), next));
        } catch (RuntimeException | Error e) {
            throw latch.shut("commit " + after.sequence() + " is on disk but could not be published", e);
        }
    }

    private static List<?> results(List<PendingWrite<?>> group) {
        return Collections.unmodifiableList(
                group.stream().filter(write -> !write.failed()).map(PendingWrite::result).toList());
    }
}
