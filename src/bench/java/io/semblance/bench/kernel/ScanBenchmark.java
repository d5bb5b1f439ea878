package io.semblance.bench.kernel;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.semblance.kernel.PanamaKernel;
import io.semblance.kernel.ScalarKernel;

/**
 * One search of a batch over all codes. The time is that of the batch; {@link KernelReport} divides it. Before it measures,
 * each contender is checked against the plain loop.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ScanBenchmark {

    @Param({"1000000", "10000000"})
    public int codes;

    @Param({"1", "16"})
    public int batch;

    @Param({"threshold", "top10"})
    public String search = "";

    @Param({"panama", "scalar", "loop", "c", "c-whole"})
    public String contender = "";

    private Contender running = new PlainLoop(new TestSet(1, 1));
    private Search kind = Search.threshold;

    /** Fills the contender and checks its answer. */
    @Setup(Level.Trial)
    public void fill() {
        TestSet set = new TestSet(codes, batch);
        kind = Search.valueOf(search);
        running = switch (contender) {
            case "panama" -> new OurKernel(new PanamaKernel(), set);
            case "scalar" -> new OurKernel(new ScalarKernel(), set);
            case "loop" -> new PlainLoop(set);
            default -> new CKernel(set, contender.equals("c-whole"));
        };
        int[][] expected = kind.run(new PlainLoop(set), codes, batch);
        if (!Arrays.deepEquals(kind.run(running, codes, batch), expected)) {
            throw new IllegalStateException(contender + " does not find what the plain loop finds");
        }
    }

    /** Hits by distance, for each query. */
    @Benchmark
    public int[][] scan() {
        return kind.run(running, codes, batch);
    }
}
