package io.semblance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.semblance.config.StartRefusedException;
import io.semblance.snapshot.SnapshotCheck;
import io.semblance.snapshot.SnapshotException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: reads a snapshot back. */
@Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Reads a snapshot back from where it lies: hashes, counts, every record, witness answers.",
        "Changes nothing, and needs no service."}, footer = {"",
                "Exit codes: 0 the snapshot is sound, 1 and 2 as for every command, 3 it is damaged."})
final class VerifyCommand implements Callable<Integer> {

    static final int DAMAGED = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SNAPSHOT", description = "Directory of the snapshot: the one that holds its manifest.json.")
    private Path snapshot = Path.of("");

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            List<String> faults = SnapshotCheck.faults(existing(snapshot));
            faults.forEach(fault -> out.println("damaged  " + fault));
            out.println(
                    faults.isEmpty() ? "The snapshot is sound." : "The snapshot is damaged. Restore from another one.");
            return faults.isEmpty() ? 0 : DAMAGED;
        } catch (SnapshotException refused) {
            return told(refused, spec);
        }
    }

    /** The snapshot's real path: what the caller names may be a link, what is inside may not. */
    static Path existing(Path snapshot) throws IOException {
        if (!Files.isDirectory(snapshot)) {
            throw new StartRefusedException("There is no directory " + snapshot + ".",
                    "Give the directory of the snapshot, which holds its manifest.json.");
        }
        return snapshot.toRealPath();
    }

    /** Says why; the exit code tells whether the snapshot is at fault. */
    static int told(SnapshotException refused, CommandSpec spec) {
        spec.commandLine().getErr().println(refused.sentences());
        return refused.isDamaged() ? DAMAGED : 1;
    }
}
