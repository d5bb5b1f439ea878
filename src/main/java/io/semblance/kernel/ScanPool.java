package io.semblance.kernel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * The threads that scan, and the queue before them. A scan is bound by memory, so requests that arrive together share a
 * pass: each chunk is read once and compared with all queries while it is in the cache.
 *
 * <p>
 * <b>How a pass comes about.</b> A free thread takes all waiting requests, at most {@value #PASS}, acquires one view for
 * each source, and plans the pass; small ones it scans alone, for others it wakes its colleagues. While units of a pass are
 * still to be taken nobody starts another one, so that new requests gather; {@link Gathering} says when the first free thread
 * starts the next pass, without waiting for the others to end theirs. Finishing goes before scanning: it ends a
 * request and frees a view. Threads sleep on a condition and are woken at once; nothing polls.
 */
public final class ScanPool implements AutoCloseable {

    /** The most requests of one pass: beyond it the queries themselves no longer fit the cache. */
    private static final int PASS = 64;
    /** How long {@link #close()} waits for what was accepted. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final ScanKernel kernel;
    private final int capacity;
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder passes = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder codes = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /** Guards all below. */
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final ArrayDeque<ScanTicket<?, ?>> queue = new ArrayDeque<>();
    private final Gathering gathering = new Gathering(PASS);
    private final List<ScanPass> live = new ArrayList<>();
    /** The pass whose units are being taken or, while it is planned, will be. */
    private @Nullable ScanPass scanning;
    private boolean planning;
    private boolean closed;

    /** A pool of as many threads as there are processors, on the kernel of this process. */
    public ScanPool(int queueCapacity) {
        this(Kernels.active(), Runtime.getRuntime().availableProcessors(), queueCapacity);
    }

    /**
     * A pool of {@code threads} daemon threads named {@code scan-0} and so on.
     *
     * @param queueCapacity number of requests that may wait for a pass; one more is refused
     */
    public ScanPool(ScanKernel kernel, int threads, int queueCapacity) {
        if (threads < 1 || queueCapacity < 1) {
            throw new IllegalArgumentException("a pool needs at least one thread and room for one request");
        }
        this.kernel = kernel;
        this.capacity = queueCapacity;
        for (int i = 0; i < threads; i++) {
            this.threads.add(Thread.ofPlatform().daemon().name("scan-" + i).start(this::run));
        }
    }

    /**
     * Queues a request. The future completes on a thread of the pool, so what is chained to it should be short.
     *
     * @throws ScanRefusedException if the queue is full or the pool is closed
     */
    public <V, R> CompletableFuture<R> submit(ScanSource<V> source, ScanRequest<V, R> request) {
        ScanTicket<V, R> ticket = new ScanTicket<>(source, request);
        lock.lock();
        try {
            if (closed || queue.size() >= capacity) {
                refused.increment();
                throw new ScanRefusedException(closed ? "the scan pool is closed" : capacity + " searches wait already",
                        closed);
            }
            queue.add(ticket);
            // The first one makes a thread wait for the others, which need not wake it until there are enough.
            if (queue.size() == 1 || gathering.isOver(queue.size())) {
                work.signal();
            }
        } finally {
            lock.unlock();
        }
        return ticket.future;
    }

    /** Whether the next request is refused, which is then counted as if it had come. */
    public boolean refuses() {
        lock.lock();
        try {
            boolean full = queue.size() >= capacity;
            if (full) {
                refused.increment();
            }
            return full;
        } finally {
            lock.unlock();
        }
    }

    /** Totals so far. */
    public ScanCounters counters() {
        return new ScanCounters(passes.sum(), requests.sum(), refused.sum(), codes.sum(), bytes.sum(), nanos.sum(),
                queued());
    }

    /** Takes nothing more, finishes what was accepted within ten seconds, fails the rest, and ends the threads. */
    @Override
    public void close() {
        close(CLOSING);
    }

    void close(Duration patience) {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        abandon();
    }

    private void abandon() {
        lock.lock();
        try {
            ScanRefusedException cause = new ScanRefusedException("the scan pool was closed before this search ended",
                    true);
            live.forEach(pass -> pass.abandon(cause));
            queue.forEach(ticket -> ticket.future.completeExceptionally(cause));
            queue.clear();
        } finally {
            lock.unlock();
        }
    }

    private int queued() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (ScanPass pass = next(); pass != null; pass = next()) {
            if (pass.scan() && pass.requests() > 1) {
                wakeAll();
            }
            if (pass.isScanned() && pass.finish()) {
                ended(pass);
            }
        }
    }

    /** The pass to work on; waits for one. Null when the pool is closed and everything is done. */
    private @Nullable ScanPass next() {
        ScanPass fresh;
        lock.lock();
        try {
            ScanPass known = await();
            if (known != null || queue.isEmpty()) {
                return known;
            }
            fresh = gather();
        } finally {
            lock.unlock();
        }
        fresh.plan();
        planned(fresh);
        return fresh;
    }

    /** A pass that needs a hand; null if there are requests to gather, or if it is all over. */
    private @Nullable ScanPass await() {
        while (true) {
            for (ScanPass pass : live) {
                if (pass != scanning && pass.hasTickets()) {
                    return pass;
                }
            }
            if (scanning != null && !planning) {
                if (scanning.hasUnits()) {
                    return scanning;
                }
                gathering.begin(scanning.started(), scanning.requests(), queue.size());
                scanning = null;
            }
            if (closed && queue.isEmpty() && live.isEmpty()) {
                return null;
            }
            if (scanning != null || queue.isEmpty()) {
                work.awaitUninterruptibly();
            } else if (closed || gathering.isOver(queue.size())) {
                return null;
            } else if (!signalled(gathering.left())) {
                gathering.end();
            }
        }
    }

    /** Waits for a signal; false if the time is over, or if somebody wants the thread to end. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private boolean signalled(long nanos) {
        try {
            return work.awaitNanos(nanos) > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ScanPass gather() {
        List<ScanTicket<?, ?>> taken = new ArrayList<>(Math.min(PASS, queue.size()));
        while (taken.size() < PASS && !queue.isEmpty()) {
            taken.add(queue.remove());
        }
        ScanPass pass = new ScanPass(kernel, taken);
        live.add(pass);
        scanning = pass;
        planning = true;
        return pass;
    }

    private void planned(ScanPass pass) {
        lock.lock();
        try {
            planning = false;
            if (pass.isShared()) {
                work.signalAll();
            } else {
                scanning = null;
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void wakeAll() {
        lock.lock();
        try {
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void ended(ScanPass pass) {
        passes.increment();
        requests.add(pass.requests());
        codes.add(pass.codes());
        bytes.add(pass.bytes());
        nanos.add(pass.nanos());
        lock.lock();
        try {
            live.remove(pass);
            if (closed) {
                work.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
