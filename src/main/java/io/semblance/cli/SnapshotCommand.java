package io.semblance.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code snapshot}: has a running service make a snapshot and read it back. */
@Command(name = "snapshot", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, description = {
        "Has a running service make a snapshot in its semblance.snapshots.directory and read it back.",
        "Writers go on meanwhile. Prints the id of the snapshot."}, footer = {"",
                "Exit codes: 0 made and sound, 1 and 2 as for every command, 3 made, but damaged."})
final class SnapshotCommand implements Callable<Integer> {

    private static final String STDOUT = "-";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServiceCalls service;

    @Option(names = "--index", paramLabel = "NAME", description = "Only this index; may be given several times. Default: all.")
    private List<String> indexes = List.of();

    @Option(names = "--to", paramLabel = "FILE", description = "Also fetches it as one archive into a file that does not exist yet, and that is called FILE.unfinished until it is whole; - writes it to standard output, and the id to standard error.")
    private @Nullable String to;

    SnapshotCommand() {
        this(new ServiceCalls());
    }

    SnapshotCommand(ServiceCalls service) {
        this.service = service;
    }

    @Override
    public Integer call() throws IOException {
        if (to != null && !to.equals(STDOUT)) {
            new ArchiveFile(Path.of(to)).requireAbsent();
        }
        JsonNode json = service.post("/snapshots", indexes.isEmpty() ? Map.of() : Map.of("indexes", indexes));
        PrintWriter out = STDOUT.equals(to) ? spec.commandLine().getErr() : spec.commandLine().getOut();
        String id = json.path("id").asString("");
        out.println(id);
        json.path("faults").forEach(fault -> spec.commandLine().getErr().println("damaged  " + fault.asString("")));
        if (!json.path("sound").asBoolean(false)) {
            return VerifyCommand.DAMAGED;
        }
        if (to != null) {
            fetch(id, to);
        }
        return 0;
    }

    private void fetch(String id, String target) throws IOException {
        if (target.equals(STDOUT)) {
            OutputStream out = StandardStreams.out();
            service.stream("/snapshots/" + id + "/archive", body -> body.transferTo(out));
            out.flush();
            return;
        }
        new ArchiveFile(Path.of(target))
                .write(out -> service.stream("/snapshots/" + id + "/archive", body -> body.transferTo(out)));
    }
}
