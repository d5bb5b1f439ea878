package io.semblance.bench.graph;

import io.semblance.graph.Graph;
import io.semblance.graph.GraphLibrary;
import io.semblance.graph.GraphOptions;
import io.semblance.graph.Neighbours;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Builds a graph of {@link ClusteredCodes}, asks for {@value #QUERIES} more of the same make, and prints recall@10 against the
 * time of a query for several search widths beside the exact scan, and what building, saving and opening cost. A hit counts
 * if it is no farther than the tenth nearest code, so that ties are hits. With a folder as second argument, the built graph
 * is left there for the next run, and codes, with the queries behind them, and tenth distances for other_engine.py, which
 * measures the other engine. Run by src/bench/graph/graph.sh.
 */
public final class GraphReport {

    static final int WANTED = 10;
    private static final int QUERIES = 1000;
    private static final int SHARED = 16;
    /** A tenth distance that only members of a cluster have; of strangers it is above 80. */
    private static final int NEAR = 70;
    private static final long SEED = 7;
    /** Of so many codes one was replaced since the graph was saved, as the change log tells a start. */
    private static final int CAUGHT_UP = 100;
    private static final int[] WIDTHS = {32, 64, 128, 256, 512};

    private final PrintStream out = System.out;
    private final ClusteredCodes all;
    private final long[][] codes;
    private final long[][] queries;
    private final int[] farthest = new int[QUERIES];

    private GraphReport(int count) {
        all = new ClusteredCodes(count + QUERIES, SEED);
        codes = slice(0, count);
        queries = slice(count, count + QUERIES);
    }

    private long[][] slice(int from, int to) {
        long[][] slice = new long[to - from][ClusteredCodes.WORDS];
        for (int i = from; i < to; i++) {
            all.read(i, slice[i - from]);
        }
        return slice;
    }

    public static void main(String[] arguments) throws Exception {
        int codes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        Path folder = arguments.length > 1
                ? Path.of(arguments[1])
                : Files.createTempDirectory("semblance-bench-graph-");
        Files.createDirectories(folder);
        new GraphReport(codes).run(folder);
    }

    private void run(Path folder) throws Exception {
        GraphLibrary library = GraphLibrary.open(null);
        print("%d codes of 256 bits, %d queries, USearch %s, Java %s, load %s%n", codes.length, QUERIES,
                library.version(), Runtime.version(), load());
        print("| engine | width | recall@10 | with a cluster | CPU us | p50 us | p99 us |%n|---|---|---|---|---|---|---|%n");
        scan();
        leaveFor(folder);
        GraphOptions options = GraphOptions.hamming(256, false);
        Path file = folder.resolve("semblance.usearch");
        Path cost = folder.resolve("semblance.cost");
        if (!Files.exists(cost)) {
            Files.writeString(cost, build(library, options, file));
        }
        long start = System.nanoTime();
        try (Graph graph = Graph.load(library, options, file)) {
            double loaded = since(start);
            for (int width : WIDTHS) {
                graph.searchWidth(width);
                search(graph, width);
            }
            print("%nSemblance: %s, loaded in %.0f ms, %d codes caught up in %.0f ms, ", Files.readString(cost), loaded,
                    codes.length / CAUGHT_UP, catchUp(graph));
        }
        start = System.nanoTime();
        Graph.view(library, options, file).close();
        print("viewed in %.0f ms%n", since(start));
    }

    private String build(GraphLibrary library, GraphOptions options, Path file) throws IOException {
        try (Graph graph = Graph.create(library, options)) {
            double cpu = cpu();
            for (int i = 0; i < codes.length; i++) {
                graph.add(i, codes[i]);
            }
            double build = cpu() - cpu;
            long start = System.nanoTime();
            graph.save(file);
            return String.format(Locale.ROOT,
                    "%.0f codes per CPU second built, memory %.1f MB, file %.1f MB, saved in %.0f ms",
                    codes.length / build, graph.memoryBytes() / 1e6, Files.size(file) / 1e6, since(start));
        }
    }

    /** As a start does with the codes that have changed; by now the graph is warm. Milliseconds. */
    private double catchUp(Graph graph) {
        long start = System.nanoTime();
        for (int i = 0; i < codes.length / CAUGHT_UP; i++) {
            int key = i * CAUGHT_UP;
            graph.remove(key);
            graph.add(key, codes[codes.length - 1 - key]);
        }
        return since(start);
    }

    /** All at once for the truth, then as single queries and as batches that share a pass. */
    private void scan() {
        ExactScan scan = new ExactScan(codes, WANTED);
        for (int batch : new int[]{1, SHARED}) {
            for (int warm = 0; warm < 2; warm++) {
                long[] times = new long[QUERIES / batch];
                double cpu = cpu();
                for (int i = 0; i < times.length; i++) {
                    long start = System.nanoTime();
                    int[] found = scan.farthest(Arrays.copyOfRange(queries, i * batch, (i + 1) * batch));
                    times[i] = System.nanoTime() - start;
                    System.arraycopy(found, 0, farthest, i * batch, batch);
                }
                if (warm == 1) {
                    row(batch == 1 ? "scan" : "scan, " + batch + " at once (p: of all)", "", 1, 1,
                            (cpu() - cpu) / (times.length * batch), times);
                }
            }
        }
    }

    private void search(Graph graph, int width) {
        for (int warm = 0; warm < 2; warm++) {
            long[] times = new long[QUERIES];
            int[] hits = new int[2];
            double cpu = cpu();
            for (int i = 0; i < QUERIES; i++) {
                long start = System.nanoTime();
                Neighbours found = graph.search(queries[i], WANTED);
                times[i] = System.nanoTime() - start;
                for (float distance : found.distances()) {
                    if (distance <= farthest[i]) {
                        hits[farthest[i] <= NEAR ? 0 : 1]++;
                    }
                }
            }
            if (warm == 1) {
                row("Semblance", Integer.toString(width), (hits[0] + hits[1]) / (double) (WANTED * QUERIES),
                        hits[0] / (double) (WANTED * Arrays.stream(farthest).filter(d -> d <= NEAR).count()),
                        (cpu() - cpu) / QUERIES, times);
            }
        }
    }

    private void leaveFor(Path folder) throws IOException {
        all.write(folder.resolve("codes"));
        ByteBuffer tenth = ByteBuffer.allocate(QUERIES * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        tenth.asIntBuffer().put(farthest);
        Files.write(folder.resolve("farthest"), tenth.array());
    }

    private void row(String engine, String width, double recall, double near, double cpuSeconds, long[] nanos) {
        Arrays.sort(nanos);
        print("| %s | %s | %.3f | %.3f | %.0f | %.0f | %.0f |%n", engine, width, recall, near, cpuSeconds * 1e6,
                nanos[nanos.length / 2] / 1e3, nanos[(int) (nanos.length * 0.99)] / 1e3);
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }

    private static double cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.isReadable(file) ? Files.readString(file).split(" ", -1)[0] : "unknown";
    }
}
