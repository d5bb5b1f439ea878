package io.semblance.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Requests that share one pass over memory. A pass is planned by one thread; then all threads take units of the scan, a
 * range of chunks for all queries of a group at once; then all threads take requests to finish. Whoever ends the last unit
 * opens the finishing, whoever ends the last request releases the views.
 */
final class ScanPass {

    private static final System.Logger LOG = System.getLogger(ScanPass.class.getName());

    /** Work in bytes, memory times queries, below which a second thread is not worth its waking. */
    private static final long ALONE = 512 << 10;
    /** Work of one unit, large against the cost of taking it and small against a pass. */
    private static final long UNIT = 1 << 20;

    private record Unit(ScanGroup group, int fromChunk, int toChunk) {
    }

    private final ScanKernel kernel;
    private final List<ScanTicket<?, ?>> tickets;
    private final List<Runnable> releases = new ArrayList<>();
    private final List<ScanGroup> groups = new ArrayList<>();
    private final List<Unit> units = new ArrayList<>();
    private final AtomicInteger unitsTaken = new AtomicInteger();
    private final AtomicInteger unitsDone = new AtomicInteger();
    private final AtomicInteger ticketsTaken = new AtomicInteger();
    private final AtomicInteger ticketsDone = new AtomicInteger();
    private final LongAdder nanos = new LongAdder();
    private final long started = System.nanoTime();
    private volatile long scanned;
    private boolean alone;

    ScanPass(ScanKernel kernel, List<ScanTicket<?, ?>> tickets) {
        this.kernel = kernel;
        this.tickets = tickets;
    }

    int requests() {
        return tickets.size();
    }

    /** When it was begun, by {@link System#nanoTime()}. */
    long started() {
        return started;
    }

    /** Acquires one view for each source, asks the requests what to scan, and cuts that into units. */
    void plan() {
        try {
            planAll();
        } catch (RuntimeException | Error e) {
            // Whatever it was (memory, most likely), the requests of this pass pay for it, and the pool goes on.
            tickets.forEach(ticket -> ticket.fail(e));
            units.clear();
        }
        if (units.isEmpty()) {
            scanned = System.nanoTime();
        }
    }

    private void planAll() {
        IdentityHashMap<ScanSource<?>, Object> views = new IdentityHashMap<>();
        Map<BlocksView, ScanGroup> byBlocks = new HashMap<>();
        for (ScanTicket<?, ?> ticket : tickets) {
            plan(ticket, views, byBlocks);
        }
        long work = groups.stream().mapToLong(ScanGroup::work).sum();
        alone = work <= ALONE;
        groups.forEach(this::cut);
    }

    /** True if more than one thread should scan. */
    boolean isShared() {
        return !alone && units.size() > 1;
    }

    boolean hasUnits() {
        return unitsTaken.get() < units.size();
    }

    /** Takes and scans units until none is left. True if this was the thread that ended the scan. */
    boolean scan() {
        Map<ScanGroup, ScanQuery[]> mine = new HashMap<>();
        int done = 0;
        long began = System.nanoTime();
        for (int i = unitsTaken.getAndIncrement(); i < units.size(); i = unitsTaken.getAndIncrement()) {
            Unit unit = units.get(i);
            ScanQuery[] queries = mine.computeIfAbsent(unit.group, ScanGroup::queries);
            unit.group.scan(kernel, unit.fromChunk, unit.toChunk, queries);
            done++;
        }
        nanos.add(done > 0 ? System.nanoTime() - began : 0);
        return done > 0 && ended(mine, done);
    }

    boolean isScanned() {
        return unitsDone.get() == units.size();
    }

    boolean hasTickets() {
        return isScanned() && ticketsTaken.get() < tickets.size();
    }

    /** Takes and finishes requests until none is left. True if this was the thread that ended the pass. */
    boolean finish() {
        boolean last = false;
        for (int i = ticketsTaken.getAndIncrement(); i < tickets.size(); i = ticketsTaken.getAndIncrement()) {
            tickets.get(i).finish(tickets.size(), started, scanned);
            last = ticketsDone.incrementAndGet() == tickets.size();
        }
        if (last) {
            releases.forEach(ScanPass::release);
        }
        return last;
    }

    /** Fails what is not finished; for a pool that has to end. */
    void abandon(Throwable cause) {
        tickets.forEach(ticket -> ticket.future.completeExceptionally(cause));
    }

    long codes() {
        return tickets.stream().mapToLong(ticket -> ticket.codes.sum()).sum();
    }

    long bytes() {
        return tickets.stream().mapToLong(ticket -> ticket.bytes.sum()).sum();
    }

    /** Time in which threads compared, of all threads together. */
    long nanos() {
        return nanos.sum();
    }

    private boolean ended(Map<ScanGroup, ScanQuery[]> mine, int done) {
        mine.forEach(ScanGroup::merge);
        scanned = System.nanoTime();
        return unitsDone.addAndGet(done) == units.size();
    }

    private static void release(Runnable release) {
        try {
            release.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "A view of an index could not be released; its memory stays in use", e);
        }
    }

    private <V> void plan(ScanTicket<V, ?> ticket, IdentityHashMap<ScanSource<?>, Object> views,
            Map<BlocksView, ScanGroup> byBlocks) {
        V view;
        try {
            view = view(ticket.source, views);
        } catch (RuntimeException | Error e) {
            ticket.fail(e);
            return;
        }
        for (ScanPart part : ticket.plan(view)) {
            if (!part.isEmpty()) {
                byBlocks.computeIfAbsent(part.blocks(), this::group).add(ticket, part);
            }
        }
    }

    @SuppressWarnings("unchecked") // the map holds for each source what that source gave
    private <V> V view(ScanSource<V> source, IdentityHashMap<ScanSource<?>, Object> views) {
        Object known = views.get(source);
        if (known != null) {
            return (V) known;
        }
        V view = source.acquire();
        releases.add(() -> source.release(view));
        views.put(source, view);
        return view;
    }

    private ScanGroup group(BlocksView view) {
        ScanGroup group = new ScanGroup(view);
        groups.add(group);
        return group;
    }

    private void cut(ScanGroup group) {
        BlocksView view = group.view;
        long perChunk = Math.max(1, group.work() / view.chunks());
        int step = alone ? view.chunks() : (int) Math.max(1, UNIT / perChunk);
        for (int from = 0; from < view.chunks(); from += step) {
            units.add(new Unit(group, from, Math.min(view.chunks(), from + step)));
        }
    }
}
