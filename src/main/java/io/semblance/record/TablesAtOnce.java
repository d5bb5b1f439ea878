package io.semblance.record;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Reads the tables of a file at once, as far as there are processors: a start waits for this. Each thread takes the next
 * table when it is done with one, so they end together if the largest come first.
 */
final class TablesAtOnce {

    private final PageFile file;
    private final Reading reading;
    private final Queue<Table> left;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Reads one table. */
    @FunctionalInterface
    interface Reading {

        /**
         * Reads one table to its end.
         *
         * @param pages for the thread that calls
         */
        void table(Table table, PageFile pages) throws IOException;
    }

    private TablesAtOnce(PageFile file, List<Table> tables, Reading reading) {
        this.file = file;
        this.reading = reading;
        this.left = new ConcurrentLinkedQueue<>(tables);
    }

    /**
     * Returns when no table is read any more; throws what failed first. The other tables are not read to their end then.
     */
    static void read(PageFile file, List<Table> tables, Reading reading) throws IOException {
        new TablesAtOnce(file, tables, reading).read();
    }

    private void read() throws IOException {
        int threads = Math.min(left.size(), ForkJoinPool.getCommonPoolParallelism() + 1);
        IntStream.range(0, threads).parallel().forEach(thread -> next());
        switch (failure.get()) {
            case null -> {
            }
            case IOException unread -> throw unread;
            case RuntimeException damaged -> throw damaged;
            case Error error -> throw error;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    /** Nothing may be thrown here: the caller would go on while other threads still read, and hand on what they read. */
    private void next() {
        try {
            PageFile pages = file.forAnotherThread();
            for (Table table = left.poll(); table != null && failure.get() == null; table = left.poll()) {
                reading.table(table, pages);
            }
        } catch (IOException | RuntimeException | Error failed) {
            if (failure.compareAndSet(null, failed)) {
                end();
            }
        }
    }

    /** Ends the reading of all threads. */
    private void end() {
        try {
            file.close();
        } catch (IOException unclosed) {
            Throwable first = failure.get();
            if (first != null) {
                first.addSuppressed(unclosed);
            }
        }
    }
}
