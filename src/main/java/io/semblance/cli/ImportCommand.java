package io.semblance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import io.semblance.problem.RefusedException;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.config.SettingsReading;
import io.semblance.migration.IndexReport;
import io.semblance.migration.IsccSearchDirectory;
import io.semblance.migration.IsccSearchDirectory.Unread;
import io.semblance.migration.IsccSearchImport;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code import}: brings the assets of a stopped iscc-search into a data directory that no service holds. */
@Command(name = "import", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Brings the assets of a stopped iscc-search 0.3 into a data directory of Semblance.",
        "Nothing is changed in DIR. Run again, it changes nothing in the target either."}, footer = {"",
                "Exit codes: 0 everything was brought over; 1 the import was refused or could not be finished;",
                "2 the words were not understood; 3 it was finished, and the report lists what could not be",
                "brought over."})
final class ImportCommand implements Callable<Integer> {

    private static final int INCOMPLETE = 3;

    @Option(names = "--from-iscc-search", required = true, paramLabel = "DIR", description = "Data directory of iscc-search, as its ISCC_SEARCH_INDEX_URI names it.")
    private Path source = Path.of("");

    @Option(names = "--to", paramLabel = "URI", description = "Where to, such as usearch:///var/lib/semblance/data. Default: the setting semblance.index-uri.")
    private @Nullable String target;

    @Option(names = "--index", paramLabel = "NAME", description = "Only this index; may be given several times. Default: all.")
    private Set<String> names = Set.of();

    @Option(names = "--dry-run", description = "Read and check everything, report, and write nothing.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        IsccSearchDirectory directory = IsccSearchDirectory.at(source);
        directory.skipped().forEach(file -> err.println("Skipped, since no index can have its name: " + file));
        IsccSearchImport bringing = new IsccSearchImport(directory, names);
        List<IndexReport> reports = dryRun
                ? bringing.dryRun((index, read, all) -> progress(err, index, read, all))
                : store(bringing, err);
        reports.forEach(report -> ImportReportText.print(report, dryRun, out));
        List<Unread> unread = directory.unread(names);
        unread.forEach(one -> out.println("index " + one.name() + ": not read: " + one.reason()));
        return exitCode(reports, unread.isEmpty());
    }

    private List<IndexReport> store(IsccSearchImport bringing, PrintWriter err) {
        SettingsReading reading = SettingsReading.read(List.of());
        IndexUri uri = uri(target == null ? reading.settings().indexUri() : target);
        err.println("Into " + uri.directory());
        try (AssetIndexes indexes = Backends.open(uri, BackendSettings.defaults())) {
            indexes.load((done, all) -> {
            });
            return bringing.run(indexes, (index, read, all) -> progress(err, index, read, all));
        }
    }

    private static IndexUri uri(String text) {
        IndexUri uri = IndexUri.parse(text);
        if (uri.directory() == null) {
            throw new RefusedException("memory:// forgets everything when the import ends.",
                    "Name a directory, such as --to usearch:///var/lib/semblance/data.");
        }
        return uri;
    }

    private static void progress(PrintWriter err, String index, long read, long all) {
        err.println("index " + index + ": " + read + " of " + all + " assets read");
    }

    private static int exitCode(List<IndexReport> reports, boolean allSeen) {
        if (!reports.stream().allMatch(IndexReport::isFinished)) {
            return 1;
        }
        return allSeen && reports.stream().allMatch(IndexReport::isComplete) ? 0 : INCOMPLETE;
    }
}
