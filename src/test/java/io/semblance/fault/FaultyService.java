package io.semblance.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.semblance.process.ServiceProcess;

/**
 * The packaged service on a disk that can be made to fail.
 *
 * @param process the running service
 * @param faults the switches of its disk
 * @param data its data directory; snapshots lie beside it, on the same disk
 * @param journal the file that the preload library writes, if told to
 */
record FaultyService(ServiceProcess process, Faults faults, Path data, Path journal) implements AutoCloseable {

    /** The data below a directory, served; ready when this returns, with an index {@code t}. */
    static FaultyService startWithIndex(Path directory, String... arguments) throws IOException, InterruptedException {
        FaultyService service = start(directory, arguments);
        service.process.awaitReady();
        org.assertj.core.api.Assertions.assertThat(service.process.post("/indexes", "{\"name\":\"t\"}").statusCode())
                .isIn(201, 409);
        return service;
    }

    /** The data below a directory, served again or for the first time; does not wait until it is ready. */
    static FaultyService start(Path directory, String... arguments) throws IOException, InterruptedException {
        return start(directory, Faults.create(directory.resolve("control")), arguments);
    }

    /** As it was switched before, from its first moment on. */
    static FaultyService start(Path directory, Faults faults, String... arguments)
            throws IOException, InterruptedException {
        Path library = FaultLibrary.require();
        Path disk = directory.toRealPath().resolve("disk");
        Path data = Files.createDirectories(disk.resolve("data"));
        Path journal = directory.resolve("journal").toAbsolutePath();
        Map<String, String> variables = Map.of("LD_PRELOAD", library.toString(), "FAULTS_BELOW", disk.toString(),
                "FAULTS_CONTROL", directory.resolve("control").toAbsolutePath().toString(), "FAULTS_JOURNAL",
                journal.toString());
        ServiceProcess process = ServiceProcess.start(ServiceProcess.freePort(), variables, "usearch://" + data,
                directory.resolve("service.log"), ServiceProcess.QUICK, all(disk, arguments));
        return new FaultyService(process, faults, data, journal);
    }

    private static String[] all(Path disk, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--semblance.snapshots.directory=" + disk.resolve("snapshots"));
        return all.toArray(String[]::new);
    }

    /** Ends it as a kill does and starts it anew on a sound disk; ready when this returns. */
    FaultyService again(Path directory, String... arguments) throws IOException, InterruptedException {
        process.kill();
        faults.heal();
        FaultyService next = start(directory, faults, arguments);
        next.process.awaitReady();
        return next;
    }

    @Override
    public void close() {
        process.close();
    }
}
