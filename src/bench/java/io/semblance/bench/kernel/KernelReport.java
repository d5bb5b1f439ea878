package io.semblance.bench.kernel;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link ScanBenchmark} in rounds, each contender once a round, and prints a table: the best time of a query over all
 * rounds, and the ratio to the faster of the two C variants. The best, because other work on the machine only adds.
 * Arguments: number of rounds (3), number of codes (1000000 and 10000000).
 */
public final class KernelReport {

    private static final List<String> OURS = List.of("panama", "scalar", "loop");
    private static final List<String> C = List.of("c", "c-whole");

    private final Map<String, Map<String, Double>> best = new TreeMap<>();
    private final PrintStream out = System.out;

    private KernelReport() {
    }

    public static void main(String[] arguments) throws RunnerException, IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        String[] codes = arguments.length > 1 ? new String[]{arguments[1]} : new String[]{"1000000", "10000000"};
        new KernelReport().run(rounds, codes);
    }

    private void run(int rounds, String[] codes) throws RunnerException, IOException {
        Optional<String> obstacle = CLibrary.obstacle();
        obstacle.ifPresent(reason -> out.println("C kernel skipped: " + reason));
        out.println(machine());
        for (int round = 1; round <= rounds; round++) {
            for (String contender : OURS) {
                measure(contender, codes);
            }
            if (obstacle.isEmpty()) {
                for (String contender : C) {
                    measure(contender, codes);
                }
            }
            out.println("round " + round + " of " + rounds + ", load " + first(Path.of("/proc/loadavg")));
        }
        table();
    }

    private void measure(String contender, String[] codes) throws RunnerException {
        var options = new OptionsBuilder().include(ScanBenchmark.class.getName() + ".scan")
                .param("contender", contender)
                .param("codes", codes).forks(1).warmupIterations(3).warmupTime(TimeValue.seconds(1))
                .measurementIterations(3).measurementTime(TimeValue.seconds(1)).verbosity(VerboseMode.SILENT).build();
        for (RunResult result : new Runner(options).run()) {
            String batch = result.getParams().getParam("batch");
            String row = "%9s | %5s | %9s".formatted(result.getParams().getParam("codes"), batch,
                    result.getParams().getParam("search"));
            double time = result.getPrimaryResult().getStatistics().getMin() / Integer.parseInt(batch);
            best.computeIfAbsent(row, key -> new TreeMap<>()).merge(contender, time, Math::min);
        }
    }

    private void table() {
        out.println("best ms a query");
        out.println("    codes | batch |    search |  panama |  scalar |    loop |       c | c-whole | c / panama");
        best.forEach((row, times) -> {
            double c = C.stream().mapToDouble(name -> times.getOrDefault(name, Double.NaN)).min().orElse(Double.NaN);
            out.println(
                    row + " | " + cell(times, "panama") + " | " + cell(times, "scalar") + " | " + cell(times, "loop")
                            + " | " + cell(times, "c") + " | " + cell(times, "c-whole") + " | "
                            + "%.2f".formatted(c / times.getOrDefault("panama", Double.NaN)));
        });
    }

    private static String cell(Map<String, Double> times, String contender) {
        return "%7.4f".formatted(times.getOrDefault(contender, Double.NaN));
    }

    private static String machine() throws IOException {
        String model = Files.isReadable(Path.of("/proc/cpuinfo"))
                ? Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                        .filter(line -> line.startsWith("model name")).findFirst().orElse("unknown")
                : "unknown";
        return model.substring(model.indexOf(':') + 1).strip() + ", " + Runtime.getRuntime().availableProcessors()
                + " cores, " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + Runtime.version() + ", load " + first(Path.of("/proc/loadavg"));
    }

    private static String first(Path file) throws IOException {
        return Files.isReadable(file) ? Files.readString(file).split(" ")[0] : "unknown";
    }
}
