package io.semblance.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.config.StartRefusedException;
import io.semblance.record.DataDirectoryException;
import io.semblance.snapshot.IndexSnapshot;
import io.semblance.snapshot.PointInTime;
import io.semblance.snapshot.Replay;
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
        "What was restored has been read back when this ends; if it fails, DIR is empty again.",
        "If it is killed, its mark RESTORING stays in DIR, and no service starts on that."}, footer = {"",
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

    @Option(names = "--until", paramLabel = "TIME", description = "Then replays the changes that were shipped beside the snapshot, up to the last commit that is not later, such as 2026-11-26T09:30:00Z; latest for all of them.")
    private @Nullable String until;

    @Option(names = "--until-sequence", paramLabel = "N", description = "The same up to commit N of the index that --index names, exactly.")
    private @Nullable Long untilSequence;

    @Override
    public Integer call() throws IOException {
        if (as != null && index == null) {
            throw new ParameterException(spec.commandLine(), "--as renames one index: name it with --index.");
        }
        if (untilSequence != null && index == null) {
            throw new ParameterException(spec.commandLine(),
                    "Each index counts its own commits: name it with --index.");
        }
        PointInTime point = point();
        try {
            return new SnapshotPlace(snapshot).open(directory -> restore(directory, point), archive -> {
                if (point != null) {
                    throw new ParameterException(spec.commandLine(),
                            "Changes lie beside the directory of a snapshot; an archive has none.");
                }
                return restore(Restoration.of(archive));
            });
        } catch (SnapshotException refused) {
            return VerifyCommand.told(refused, spec);
        } catch (DataDirectoryException refused) {
            throw new StartRefusedException(refused.problem(), refused.action(), refused);
        }
    }

    private int restore(Restoration restoration) throws IOException {
        return told(restoration, restoration.into(into, index, as));
    }

    private int told(Restoration restoration, List<String> restored) throws IOException {
        spec.commandLine().getOut().println("Restored " + String.join(", ", restored) + " into " + into
                + ". Serve them with --semblance.index-uri=" + restoration.manifest().backend() + "://"
                + into.toRealPath());
        return 0;
    }

    private @Nullable PointInTime point() {
        if (until == null && untilSequence == null) {
            return null;
        }
        try {
            return new PointInTime(untilSequence,
                    until == null || until.equals("latest") ? null : Instant.parse(until));
        } catch (DateTimeParseException noTime) {
            throw new ParameterException(spec.commandLine(),
                    "--until takes a time such as 2026-11-26T09:30:00Z, or latest.", noTime);
        }
    }

    /** What cannot be reached is refused before anything is restored. */
    private int restore(Path directory, @Nullable PointInTime point) throws IOException {
        Restoration restoration = Restoration.of(directory);
        if (point == null) {
            return restore(restoration);
        }
        List<String> names = index == null
                ? restoration.manifest().indexes().stream().map(IndexSnapshot::name).toList()
                : List.of(index);
        names.forEach(name -> Replay.of(directory, name, point).reachable());
        return told(restoration, restoration.into(into, index, as,
                () -> replay(directory, restoration.manifest().backend(), names, point)));
    }

    private void replay(Path directory, String backend, List<String> names, PointInTime point) throws IOException {
        try (AssetIndexes indexes = Backends.open(IndexUri.parse(backend + "://" + into.toRealPath()),
                BackendSettings.defaults())) {
            indexes.load((done, total) -> {
            });
            for (String name : names) {
                AssetIndex restored = Objects.requireNonNull(indexes.find(as == null ? name : as));
                Replay.Reached reached = Replay.of(directory, name, point).onto(restored);
                spec.commandLine().getOut().println("Brought " + name + " to commit " + reached.sequence() + " of "
                        + reached.time());
            }
        }
    }
}
