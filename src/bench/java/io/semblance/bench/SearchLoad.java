package io.semblance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code search}: how many searches a second, and how long each takes.
 * <p>
 * Closed loop: every connection asks again as soon as it has its answer; that finds the highest rate. Its latencies
 * belong to that overload and to no other.
 * <p>
 * Open loop ({@code --rate}): requests are due at fixed instants whether or not earlier ones have been answered, as they
 * are when they come from many users, and the latency counts from the instant a request was due. A server that stalls
 * for a second so gets the second counted in every request that had to wait, not in one of them only ("coordinated
 * omission").
 * <p>
 * With {@code --late drop} what is due while every connection waits for an answer is not sent at all, as by callers who
 * have given up; that measures overload, where a backlog would only grow.
 */
final class SearchLoad {

    private static final Set<String> OPTIONS = Set.of("bodies", "limit", "connections", "seconds", "warmup", "rate",
            "late");

    private final Target target;
    private final List<byte[]> requests;
    private final Span span;

    private SearchLoad(Target target, List<byte[]> requests, Span span) {
        this.target = target;
        this.requests = requests;
        this.span = span;
    }

    static boolean run(String[] args) throws Exception {
        var options = new Options(args, OPTIONS);
        int limit = options.count("limit", 10);
        double rate = options.number("rate", 0);
        int connections = options.count("connections", rate > 0 ? 32 : 8);
        Target target = options.target();
        List<byte[]> requests = Files.readAllLines(Path.of(options.required("bodies"))).stream()
                .map(body -> target.search(body, limit)).toList();
        var load = new SearchLoad(target, requests,
                Span.after(options.number("warmup", 5), options.number("seconds", 10)));
        var start = new FutureTask<>(() -> atStartOf(load.span, options));
        Thread.ofPlatform().daemon().start(start);
        boolean drops = options.text("late", "keep").equals("drop");
        Tally tally = rate > 0 ? load.open(connections, rate, drops) : load.closed(connections);
        CpuUse end = CpuUse.now(options);
        var result = new Measurement("search", options);
        result.put("loop", rate > 0 ? "open" : "closed");
        result.put("limit", limit);
        result.put("connections", connections);
        result.put("due_per_s", rate);
        result.put("per_s", Math.round(10 * tally.finishedInTime() / load.span.seconds()) / 10.0);
        tally.describe(result);
        end.describe(start.get(), tally.answers(), result);
        result.print(options);
        return tally.answers() > 0 && tally.faults() == 0;
    }

    private Tally closed(int connections) throws Exception {
        return Connections.run(target, connections, (number, connection, tally) -> {
            // Each connection starts at another body, so that they do not all ask the same at once.
            int next = (int) ((long) requests.size() * number / connections);
            for (long now = System.nanoTime(); !span.over(now); now = System.nanoTime()) {
                Connections.ask(connection, requests.get(next), now, span, tally);
                next = (next + 1) % requests.size();
            }
        });
    }

    private Tally open(int connections, double rate, boolean drops) throws Exception {
        long first = System.nanoTime();
        var taken = new AtomicLong();
        return Connections.run(target, connections, (number, connection, tally) -> {
            while (true) {
                long k = drops
                        ? taken.getAndUpdate(next -> Math.max(next, dueBy(first, rate)) + 1)
                        : taken.getAndIncrement();
                long due = first + (long) (k * 1e9 / rate);
                if (span.over(due)) {
                    return;
                }
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                Connections.ask(connection, requests.get((int) (k % requests.size())), due, span, tally);
            }
        });
    }

    /** How many requests have been due until now. */
    private static long dueBy(long first, double rate) {
        return (long) ((System.nanoTime() - first) * rate / 1e9);
    }

    /** Both sides are warm when the span starts, so that is from when their processor time counts. */
    private static CpuUse atStartOf(Span span, Options options) throws IOException {
        while (!span.contains(System.nanoTime())) {
            LockSupport.parkNanos(1_000_000);
        }
        return CpuUse.now(options);
    }
}
