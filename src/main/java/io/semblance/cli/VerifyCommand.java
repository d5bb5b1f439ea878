package io.semblance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.semblance.snapshot.SnapshotCheck;
import io.semblance.snapshot.SnapshotException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: reads a snapshot back. */
@Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Reads a snapshot back from where it lies: hashes, counts, every record, witness answers.",
        "Changes nothing, and needs no service. An archive is read once, from front to end."}, footer = {"",
                "Exit codes: 0 the snapshot is sound, 1 and 2 as for every command, 3 it is damaged."})
final class VerifyCommand implements Callable<Integer> {

    static final int DAMAGED = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SNAPSHOT", description = SnapshotPlace.DESCRIPTION)
    private String snapshot = "";

    @Option(names = "--scratch", paramLabel = "DIR", defaultValue = "${sys:java.io.tmpdir}", description = "Where the indexes of an archive are looked into, with room for all of them. Default: where the system keeps temporary files.")
    private Path scratch = Path.of("");

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            List<String> faults = new SnapshotPlace(snapshot).open(SnapshotCheck::faults,
                    archive -> archive.faults(scratch));
            faults.forEach(fault -> out.println("damaged  " + fault));
            out.println(
                    faults.isEmpty() ? "The snapshot is sound." : "The snapshot is damaged. Restore from another one.");
            return faults.isEmpty() ? 0 : DAMAGED;
        } catch (SnapshotException refused) {
            return told(refused, spec);
        }
    }

    /** Says why; the exit code tells whether the snapshot is at fault. */
    static int told(SnapshotException refused, CommandSpec spec) {
        spec.commandLine().getErr().println(refused.sentences());
        return refused.isDamaged() ? DAMAGED : 1;
    }
}
