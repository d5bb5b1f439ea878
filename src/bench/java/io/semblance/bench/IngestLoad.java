package io.semblance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code ingest}: how many assets a second are acknowledged, in batches of a given size from a given number of writers.
 * A 2xx counts as an acknowledgement of the whole batch, anything else as none.
 * <p>
 * With {@code --acknowledged FILE} the batches that were acknowledged are written down ("first line, lines"), and the
 * tool stops at the first connection that fails: that is how the kill test learns what the service owes.
 */
final class IngestLoad {

    private static final Set<String> OPTIONS = Set.of("assets", "from", "count", "batch", "writers", "create",
            "acknowledged", "progress");

    private final Target target;
    private final List<byte[]> lines;
    private final int batch;
    private final boolean stopAtFault;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final int from;
    private final int progress;

    private IngestLoad(Options options, List<byte[]> lines) {
        this.target = options.target();
        this.lines = lines;
        this.batch = options.count("batch", 500);
        this.from = options.count("from", 0);
        this.progress = options.count("progress", 0);
        this.stopAtFault = options.has("acknowledged");
    }

    static boolean run(String[] args) throws Exception {
        var options = new Options(args, OPTIONS);
        int writers = options.count("writers", 1);
        var file = new AssetFile(Path.of(options.required("assets")));
        var load = new IngestLoad(options,
                file.bytes(options.count("from", 0), options.count("count", Integer.MAX_VALUE)));
        if (!options.text("create", "yes").equals("no")) {
            create(load.target);
        }
        CpuUse before = CpuUse.now(options);
        long start = System.nanoTime();
        Tally tally = Connections.run(load.target, writers,
                (number, connection, own) -> load.write(start, connection, own));
        double seconds = (System.nanoTime() - start) / 1e9;
        int assets = load.acknowledged.stream()
                .mapToInt(entry -> Integer.parseInt(entry.substring(entry.indexOf(' ') + 1)))
                .sum();
        if (options.has("acknowledged")) {
            Files.write(Path.of(options.required("acknowledged")), load.acknowledged);
        }
        var result = new Measurement("ingest", options);
        result.put("batch", load.batch);
        result.put("writers", writers);
        result.put("assets", assets);
        result.put("seconds", Math.round(seconds * 1e3) / 1e3);
        result.put("per_s", Math.round(10 * assets / seconds) / 10.0);
        tally.describe(result);
        CpuUse.now(options).describe(before, assets, result);
        result.print(options);
        return assets > 0 && (load.stopAtFault || tally.faults() == 0);
    }

    private static void create(Target target) throws IOException {
        try (var connection = new HttpConnection(target)) {
            ResponseReader response = connection.exchange(target.createIndex());
            if (!response.ok()) {
                throw new IOException("creating the index answered " + response.status() + ": " + response.text());
            }
        }
    }

    private void write(long start, HttpConnection connection, Tally tally) {
        var always = new Span(start, Long.MAX_VALUE / 2 + start);
        while (!stopped.get()) {
            int first = next.getAndAdd(batch);
            if (first >= lines.size()) {
                return;
            }
            int last = Math.min(first + batch, lines.size());
            byte[] request = target.add(lines.subList(first, last));
            long answers = tally.answers();
            Connections.ask(connection, request, System.nanoTime(), always, tally);
            if (tally.answers() > answers) {
                acknowledged.add((from + first) + " " + (last - first));
            } else if (stopAtFault) {
                stopped.set(true);
            }
            if (progress > 0 && last / progress > first / progress) {
                System.err.printf("%d assets, %.0f/s%n", last, last * 1e9 / (System.nanoTime() - start));
            }
        }
    }
}
