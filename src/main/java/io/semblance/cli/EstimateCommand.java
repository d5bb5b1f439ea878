package io.semblance.cli;

import io.semblance.config.SettingsReading;
import io.semblance.doctor.Estimate;
import io.semblance.doctor.Sizes;
import io.semblance.doctor.Workload;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code estimate}: memory, disk and times of a workload. */
@Command(name = EstimateCommand.NAME, mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, description = "Says what a number of assets takes: memory, disk, time to start, time of a search.", footer = {
        "", "Sizes hold within 15 %%, times within a factor of two on a machine like the measured one:",
        "docs/how-to/size.md. Exit codes: as for every command."})
final class EstimateCommand implements Callable<Integer> {

    static final String NAME = "estimate";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--assets", required = true, paramLabel = "N", description = "Assets in the index.")
    private long assets;

    @Option(names = "--units", paramLabel = "N", defaultValue = "3", description = "Units of an asset that are compared by similarity; each has an INSTANCE unit besides. Default: ${DEFAULT-VALUE}.")
    private int units;

    @Option(names = "--unit-bits", paramLabel = "BITS", defaultValue = "256", description = "Length of each unit. Default: ${DEFAULT-VALUE}.")
    private int unitBits;

    @Option(names = "--simprints", paramLabel = "N", defaultValue = "0", description = "Simprints of an asset, all types together. Default: ${DEFAULT-VALUE}.")
    private int simprints;

    @Option(names = "--simprint-types", paramLabel = "N", defaultValue = "1", description = "Types that these are of. Default: ${DEFAULT-VALUE}.")
    private int simprintTypes;

    @Option(names = "--simprint-bits", paramLabel = "BITS", defaultValue = "256", description = "Width of each simprint. Default: ${DEFAULT-VALUE}.")
    private int simprintBits;

    @Option(names = "--metadata-bytes", paramLabel = "BYTES", defaultValue = "0", description = "Metadata of an asset as JSON. Default: ${DEFAULT-VALUE}.")
    private int metadataBytes;

    @Option(names = "--json", description = "Prints the figures as JSON.")
    private boolean json;

    @Parameters(paramLabel = "--semblance.NAME=VALUE", arity = "0..*", description = "Settings, as for serve; semblance.graph.from counts.")
    private List<String> settings = List.of();

    @Override
    public Integer call() {
        SettingsWords.check(spec, settings);
        Estimate estimate = estimate();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(estimate.figures()));
        } else {
            print(out, estimate);
        }
        return 0;
    }

    private Estimate estimate() {
        try {
            Workload load = new Workload(assets, units, unitBits, simprints, simprintTypes, simprintBits,
                    metadataBytes);
            return Estimate.of(load, SettingsReading.read(settings).settings().graph().from());
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(), "--" + outOfRange.getMessage() + ".", outOfRange);
        }
    }

    private static void print(PrintWriter out, Estimate estimate) {
        line(out, "disk", Sizes.text(estimate.diskBytes()), "the records, filled in batches of 500");
        line(out, "volume", Sizes.text(estimate.volumeBytes()), "to give: records twice, and a reserve");
        line(out, "codes", Sizes.text(estimate.codesBytes()), "off the heap");
        line(out, "directory", Sizes.text(estimate.directoryBytes()), "on the heap");
        if (estimate.graphBytes() > 0) {
            line(out, "graphs", Sizes.text(estimate.graphBytes()), "off the heap");
        }
        line(out, "heap", Sizes.text(estimate.heapBytes()), "to give as -Xmx");
        line(out, "process", Sizes.text(estimate.processBytes()), "heap, codes and what Java takes");
        line(out, "container", Sizes.text(estimate.containerBytes()),
                "to give as memory limit: the process, and cache for what searches read");
        line(out, "load", millis(estimate.timeToLoad()), "of the time to ready");
        line(out, "ready", millis(estimate.timeToReady()), "after the start of the process");
        line(out, "search by units", millis(estimate.unitSearch()), "median, one search at a time");
        if (!estimate.simprintSearch().isZero()) {
            line(out, "by simprints", millis(estimate.simprintSearch()), "with all simprints of an asset");
        }
    }

    private static void line(PrintWriter out, String name, String value, String meaning) {
        out.println(String.format(Locale.ROOT, "%-16s %10s  %s", name, value, meaning));
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, time.toMillis() < 10 ? "%.1f ms" : "%.0f ms", time.toNanos() / 1e6);
    }
}
