package io.semblance.kernel;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/** A request on its way through the pool. */
final class ScanTicket<V, R> {

    final ScanSource<V> source;
    final CompletableFuture<R> future = new CompletableFuture<>();
    final LongAdder codes = new LongAdder();
    final LongAdder bytes = new LongAdder();
    private final ScanRequest<V, R> request;
    private final long submitted = System.nanoTime();
    private @Nullable V view;
    private List<ScanPart> parts = List.of();
    private volatile @Nullable Throwable failure;

    ScanTicket(ScanSource<V> source, ScanRequest<V, R> request) {
        this.source = source;
        this.request = request;
    }

    /** The parts to scan; none if the plan fails, or if nobody waits for the answer any more. */
    List<ScanPart> plan(V acquired) {
        view = acquired;
        if (future.isCancelled()) {
            return parts;
        }
        try {
            parts = List.copyOf(request.plan(acquired));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
        return parts;
    }

    void fail(Throwable cause) {
        failure = cause;
    }

    /** Completes the future, one way or the other. */
    void finish(int requests, long passStarted, long scanned) {
        Throwable cause = failure;
        V held = view;
        if (future.isCancelled()) {
            return;
        }
        if (cause == null && held != null) {
            try {
                future.complete(request.finish(held, parts, new ScanWork(codes.sum(), bytes.sum(), requests,
                        passStarted - submitted, scanned - passStarted)));
                return;
            } catch (RuntimeException | Error e) {
                cause = e;
            }
        }
        future.completeExceptionally(cause == null ? new IllegalStateException("the source gave no view") : cause);
    }
}
