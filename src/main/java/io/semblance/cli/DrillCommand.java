package io.semblance.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.semblance.config.StartRefusedException;
import io.semblance.problem.RefusedException;
import io.semblance.record.DurableTrees;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code drill}: tries out that a snapshot can be restored, and tells the service how it went. */
@Command(name = "drill", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, description = {
        "Tries a restore: fetches the newest sound snapshot of a running service, restores it into DIR, reads it",
        "back, opens it as a service would, compares the witness answers, deletes it, and reports to the service,",
        "where metrics and alerts are. Needs room in DIR for all indexes, and the memory that serving them takes."}, footer = {
                "",
                "Exit codes: 0 all came back, 1 and 2 as for every command, 3 the drill failed and was reported."})
final class DrillCommand implements Callable<Integer> {

    static final int FAILED = 3;

    private static final String WORK = "semblance-drill";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServiceCalls service;

    @Option(names = "--scratch", required = true, paramLabel = "DIR", description = "Directory to restore into, on a disk of its own; what is in it stays.")
    private Path scratch = Path.of("");

    @Option(names = "--fresh", description = "Has a snapshot made first. Default: the newest one that is sound.")
    private boolean fresh;

    DrillCommand() {
        this(new ServiceCalls());
    }

    DrillCommand(ServiceCalls service) {
        this.service = service;
    }

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        DrillResult result = alone();
        result.faults().forEach(fault -> spec.commandLine().getErr().println("failed  " + fault));
        report(result, System.nanoTime() - began);
        if (!result.faults().isEmpty()) {
            return FAILED;
        }
        spec.commandLine().getOut().println("Restored snapshot " + result.snapshot() + " and found " + result
                .indexes() + " indexes with " + result.assets() + " assets as they were.");
        return 0;
    }

    /** Two at once would delete each other's work. That there is no place to work in is a fault as any other. */
    private DrillResult alone() {
        Path lock = scratch.resolve(WORK + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held == null) {
                throw new StartRefusedException("Another drill runs in " + scratch + ".", "Wait until it is done.");
            }
            return drill(scratch.resolve(WORK));
        } catch (IOException unusable) {
            return DrillResult.failed("", "The scratch directory " + scratch + " cannot be used (" + unusable
                    + "). It has to be there, and to be one that can be written to.");
        }
    }

    /** How it went is told in any case; what stays in the way is found by the next one. */
    private DrillResult drill(Path work) {
        DrillResult result = tried(work);
        try {
            DurableTrees.delete(work);
        } catch (IOException | RuntimeException stays) {
            spec.commandLine().getErr().println("left    " + work + " could not be deleted, and the next drill fails"
                    + " until it is: " + stays);
        }
        return result;
    }

    /** What goes wrong is what a drill is there to find, and so is what nobody has foreseen. */
    private DrillResult tried(Path work) {
        String id = "";
        try {
            DurableTrees.delete(work);
            id = snapshot();
            return DrillResult.of(id, service.stream("/snapshots/" + id + "/archive",
                    body -> DrillResult.restored(body, work)));
        } catch (RefusedException refused) {
            return DrillResult.failed(id, refused.problem() + " " + refused.action());
        } catch (IOException failed) {
            return DrillResult.failed(id, failed.toString());
        } catch (RuntimeException unforeseen) {
            unforeseen.printStackTrace(spec.commandLine().getErr());
            return DrillResult.failed(id, unforeseen.toString());
        }
    }

    /** The newest sound one of all indexes; if there is none, the newest sound one. */
    private String snapshot() throws IOException {
        if (fresh) {
            JsonNode made = service.post("/snapshots", Map.of());
            if (!made.path("sound").asBoolean(false)) {
                throw new StartRefusedException("The snapshot that was made is damaged.", "Look at its faults.");
            }
            return made.path("id").asString("");
        }
        String newest = "";
        boolean complete = false;
        for (JsonNode one : service.get("/snapshots")) {
            boolean ofAll = one.path("complete").asBoolean(true);
            if (one.path("sound").asBoolean(false) && (ofAll || !complete)) {
                newest = one.path("id").asString("");
                complete = ofAll;
            }
        }
        if (newest.isEmpty()) {
            throw new StartRefusedException("The service has no snapshot that was read back and is sound.",
                    "Make one: bin/semblance snapshot, or drill with --fresh.");
        }
        return newest;
    }

    private void report(DrillResult result, long nanos) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("snapshot", result.snapshot());
        report.put("seconds", nanos / 1e9);
        report.put("indexes", result.indexes());
        report.put("assets", result.assets());
        report.put("faults", List.copyOf(result.faults()));
        service.post("/snapshots/drills", report);
    }
}
