package io.semblance.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.semblance.config.StartRefusedException;
import io.semblance.record.DataDirectoryException;
import io.semblance.snapshot.Restoration;
import io.semblance.snapshot.SnapshotException;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restore}: makes a data directory from a snapshot. */
@Command(name = "restore", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Makes a data directory from a snapshot. Nothing is ever restored over data.",
        "What was restored has been read back when this ends; if it fails, DIR is empty again."}, footer = {"",
                "Exit codes: 0 restored, 1 and 2 as for every command, 3 the snapshot is damaged."})
final class RestoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SNAPSHOT", description = SnapshotPlace.DESCRIPTION)
    private String snapshot = "";

    @Option(names = "--into", required = true, paramLabel = "DIR", description = "Directory that does not exist or is empty; it becomes a data directory.")
    private Path into = Path.of("");

    @Option(names = "--index", paramLabel = "NAME", description = "Only this index. Default: all.")
    private @Nullable String index;

    @Option(names = "--as", paramLabel = "OTHER", description = "Another name for that index.")
    private @Nullable String as;

    @Override
    public Integer call() throws IOException {
        if (as != null && index == null) {
            throw new ParameterException(spec.commandLine(), "--as renames one index: name it with --index.");
        }
        try {
            return new SnapshotPlace(snapshot).open(directory -> restore(Restoration.of(directory)),
                    archive -> restore(Restoration.of(archive)));
        } catch (SnapshotException refused) {
            return VerifyCommand.told(refused, spec);
        } catch (DataDirectoryException refused) {
            throw new StartRefusedException(refused.problem(), refused.action(), refused);
        }
    }

    private int restore(Restoration restoration) throws IOException {
        List<String> restored = restoration.into(into, index, as);
        spec.commandLine().getOut().println("Restored " + String.join(", ", restored) + " into " + into
                + ". Serve them with --semblance.index-uri=" + restoration.manifest().backend() + "://"
                + into.toRealPath());
        return 0;
    }
}
