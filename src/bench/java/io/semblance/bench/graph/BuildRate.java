package io.semblance.bench.graph;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import io.semblance.graph.Graph;
import io.semblance.graph.GraphLibrary;
import io.semblance.graph.GraphOptions;
import io.semblance.graph.GraphUnavailableException;

/**
 * How many codes a second of one thread's processor time go into a graph: by a loop in C around the library, and by
 * {@link Graph#add}, with the same codes in the same order. The two take turns, since a machine is never the same twice.
 *
 * <pre>BuildRate [ROUNDS [CODES]]</pre>
 */
public final class BuildRate {

    /** Those of the service. */
    private static final GraphOptions OPTIONS = GraphOptions.hamming(ClusteredCodes.WORDS * Long.SIZE, false);
    private static final long SEED = 1;

    private BuildRate() {
    }

    /** Prints a table. */
    public static void main(String[] words) throws IOException, InterruptedException, GraphUnavailableException {
        int rounds = words.length > 0 ? Integer.parseInt(words[0]) : 3;
        int count = words.length > 1 ? Integer.parseInt(words[1]) : 1_000_000;
        ClusteredCodes codes = new ClusteredCodes(count, SEED);
        CLoop.compile();
        GraphLibrary library = GraphLibrary.open(null);
        Path file = Files.createTempFile("codes", ".bin");
        PrintStream out = System.out;
        try {
            codes.write(file);
            out.printf("| codes | C loop, codes/CPU-s | Graph.add, codes/CPU-s | ratio |%n|---|---|---|---|%n");
            for (int round = 0; round < rounds; round++) {
                double c = CLoop.rate(file, OPTIONS.connectivity(), OPTIONS.expansionAdd());
                double java = rate(library, codes);
                out.printf(Locale.ROOT, "| %,d | %,.0f | %,.0f | %.2f |%n", count, c, java, java / c);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static double rate(GraphLibrary library, ClusteredCodes codes) {
        long[] code = new long[ClusteredCodes.WORDS];
        try (Graph graph = Graph.create(library, OPTIONS)) {
            graph.reserve(codes.count());
            long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int i = 0; i < codes.count(); i++) {
                codes.read(i, code);
                graph.add(i, code);
            }
            long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
            return codes.count() * 1e9 / used;
        }
    }
}
