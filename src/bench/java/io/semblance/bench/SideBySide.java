package io.semblance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code report}: puts the measurements of a result file side by side, one row for each thing that was measured, and says
 * for each mark whether it is met. A row or mark for which one side was not measured shows a dash, never a guess.
 */
final class SideBySide {

    private static final String THEIRS = "iscc-search";
    private static final String OURS = "semblance";

    /** What tells one measurement from another of its kind; the rest of its fields are figures. */
    private static final List<String> CONDITIONS = List.of("loop", "limit", "connections", "batch", "writers");
    /** The figures shown of each kind of measurement. */
    private static final Map<String, List<String>> FIGURES = Map.of( //
            "search", List.of("due_per_s", "per_s", "p50_ms", "p99_ms", "max_ms", "server_cpu_us", "other_cores"), //
            "ingest", List.of("per_s", "p50_ms", "p99_ms", "server_cpu_us", "other_cores"), //
            "fill", List.of("assets", "per_s"), //
            "recall", List.of("recall", "wrong_scores", "false_matches", "identical"), //
            "survivors", List.of("acknowledged", "asked", "readable", "found"), //
            "start", List.of("ready_s", "empty_s", "beyond_empty_s", "first_search_s"), //
            "memory", List.of("xmx", "rss_anon_mb", "rss_file_mb", "anon_bytes_per_asset"));

    private final Map<String, Map<String, Map<?, ?>>> rows = new LinkedHashMap<>();

    static boolean run(String[] args) throws IOException {
        var options = new Options(args, Set.of());
        var report = new SideBySide();
        Files.readAllLines(Path.of(options.required("json"))).forEach(report::add);
        report.printRows();
        report.printLoad();
        return report.printMarks();
    }

    /** A later measurement of the same thing replaces an earlier one, so that a part can be measured again. */
    private void add(String line) {
        Map<?, ?> measurement = JsonText.object(line);
        var name = new StringBuilder(text(measurement, "measure"));
        if (measurement.containsKey("stored")) {
            name.append(' ').append(text(measurement, "stored"));
        }
        for (String condition : CONDITIONS) {
            // The rate of an open loop is half of each service's own maximum, so it is a figure and not a condition.
            if (measurement.containsKey(condition)) {
                name.append(' ').append(condition).append('=').append(text(measurement, condition));
            }
        }
        rows.computeIfAbsent(name.toString(), key -> new TreeMap<>()).put(text(measurement, "service"), measurement);
    }

    private void printRows() {
        System.out.printf("%-62s %-15s %14s %14s %9s%n", "measured", "figure", THEIRS, OURS, "ratio");
        rows.forEach((name, services) -> {
            Map<?, ?> theirs = services.getOrDefault(THEIRS, Map.of());
            Map<?, ?> ours = services.getOrDefault(OURS, Map.of());
            for (String figure : FIGURES.getOrDefault(text(theirs.isEmpty() ? ours : theirs, "measure"), List.of())) {
                boolean closed = figure.equals("due_per_s")
                        && "closed".equals(text(theirs.isEmpty() ? ours : theirs, "loop"));
                if (!closed) {
                    System.out.printf("%-62s %-15s %14s %14s %9s%n", name, figure, text(theirs, figure),
                            text(ours, figure),
                            ratio(number(theirs, figure), number(ours, figure)));
                }
            }
        });
    }

    /** Figures taken beside other work are lower than those of a quiet machine; client and server alone make about 2. */
    private void printLoad() {
        System.out.println();
        for (String service : List.of(THEIRS, OURS)) {
            rows.values().stream().flatMap(services -> Stream.ofNullable(services.get(service)))
                    .map(each -> Double.valueOf(text(each, "load"))).max(Double::compare)
                    .ifPresent(load -> System.out.printf("highest load average while measuring %s: %.2f%n", service,
                            load));
        }
    }

    private boolean printMarks() {
        boolean met = true;
        System.out.println();
        for (int limit : new int[]{10, 100}) {
            met &= mark("search rate, 100000 assets, limit " + limit, searches(THEIRS, 100_000, limit),
                    searches(OURS, 100_000, limit), 30);
            met &= mark("search rate, 1000000 assets, limit " + limit, searches(THEIRS, 1_000_000, limit),
                    searches(OURS, 1_000_000, limit), 6);
        }
        met &= mark("ingest rate, batches of 500", ingest(THEIRS), ingest(OURS), 25);
        for (Map<?, ?> recall : of("recall", OURS)) {
            boolean full = number(recall, "recall").orElse(0.0) == 1.0;
            met &= full;
            System.out.printf("%-46s %s at %s assets, limit %s%n", "recall 1.0: " + (full ? "met" : "MISSED"),
                    text(recall, "recall"), text(recall, "stored"), text(recall, "limit"));
        }
        return met;
    }

    private static boolean mark(String name, Optional<Double> theirs, Optional<Double> ours, int atLeast) {
        if (theirs.isEmpty() || ours.isEmpty()) {
            System.out.printf("%-46s not measured on both sides%n", name);
            return true;
        }
        double ratio = ours.get() / theirs.get();
        boolean met = ratio >= atLeast;
        System.out.printf("%-46s %10.1f /s against %10.1f /s = %6.1f times, mark %d: %s%n", name, ours.get(),
                theirs.get(),
                ratio, atLeast, met ? "met" : "MISSED");
        return met;
    }

    /** The best closed-loop rate over all numbers of connections: each service at what suits it best. */
    private Optional<Double> searches(String service, int stored, int limit) {
        return of("search", service).stream()
                .filter(each -> "closed".equals(text(each, "loop")) && number(each, "stored").orElse(0.0) == stored
                        && number(each, "limit").orElse(0.0) == limit)
                .flatMap(each -> number(each, "per_s").stream()).max(Double::compare);
    }

    private Optional<Double> ingest(String service) {
        return of("ingest", service).stream().filter(each -> number(each, "batch").orElse(0.0) == 500)
                .flatMap(each -> number(each, "per_s").stream()).max(Double::compare);
    }

    private List<Map<?, ?>> of(String kind, String service) {
        var found = new ArrayList<Map<?, ?>>();
        for (Map<String, Map<?, ?>> services : rows.values()) {
            Map<?, ?> measurement = services.getOrDefault(service, Map.of());
            if (kind.equals(measurement.get("measure"))) {
                found.add(measurement);
            }
        }
        return found;
    }

    private static String ratio(Optional<Double> theirs, Optional<Double> ours) {
        if (theirs.isEmpty() || ours.isEmpty() || theirs.get() == 0) {
            return "-";
        }
        return String.format(Locale.ROOT, "%.2f", ours.get() / theirs.get());
    }

    private static Optional<Double> number(Map<?, ?> measurement, String name) {
        return measurement.get(name) instanceof Double value ? Optional.of(value) : Optional.empty();
    }

    private static String text(Map<?, ?> measurement, String name) {
        if (!measurement.containsKey(name)) {
            return "-";
        }
        if (measurement.get(name) instanceof Double value) {
            return value == Math.rint(value) ? Long.toString(value.longValue()) : value.toString();
        }
        return String.valueOf(measurement.get(name));
    }
}
