package io.semblance.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs one worker per connection, each with a connection and a tally of its own, and adds the tallies up.
 */
final class Connections {

    /** After a fault a worker waits this long, so that a dead server does not take the machine down with it. */
    private static final long PAUSE_AFTER_FAULT_NANOS = 10_000_000;

    /** What one connection does until its time is over. */
    interface Worker {
        void run(int number, HttpConnection connection, Tally tally) throws IOException;
    }

    private Connections() {
    }

    static Tally run(Target target, int count, Worker worker) throws InterruptedException, ExecutionException {
        var total = new Tally();
        try (var threads = Executors.newFixedThreadPool(count)) {
            List<Future<Tally>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                running.add(threads.submit(() -> one(target, number, worker)));
            }
            for (Future<Tally> each : running) {
                total.add(each.get());
            }
        }
        return total;
    }

    private static Tally one(Target target, int number, Worker worker) throws IOException {
        var tally = new Tally();
        try (var connection = new HttpConnection(target)) {
            worker.run(number, connection, tally);
            tally.reconnected(connection.reconnects());
        }
        return tally;
    }

    /**
     * Sends one request and counts what comes of it, where its start lies in the span.
     *
     * @param due the instant from which the latency counts
     */
    static void ask(HttpConnection connection, byte[] request, long due, Span span, Tally tally) {
        boolean counted = span.contains(due);
        try {
            ResponseReader response = connection.exchange(request);
            long now = System.nanoTime();
            if (response.ok() && span.contains(now)) {
                tally.finished();
            }
            if (!counted) {
                return;
            }
            if (response.ok()) {
                tally.answer(now - due, response.bodyLength());
            } else {
                tally.refuse(response.status());
            }
        } catch (IOException fault) {
            if (counted) {
                tally.fail();
            }
            LockSupport.parkNanos(PAUSE_AFTER_FAULT_NANOS);
        }
    }
}
