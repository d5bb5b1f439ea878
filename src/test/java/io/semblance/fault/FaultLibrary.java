package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Assumptions;
import org.slf4j.LoggerFactory;

/** The preload library, compiled once for each run of the tests. */
final class FaultLibrary {

    private static final Path SOURCE = Path.of("src", "test", "c", "faults.c");
    private static final Path LIBRARY = Path.of("target", "fault", "libfaults.so");

    private FaultLibrary() {
    }

    /** Its file; skips the test, loudly and counted, where there is no compiler. */
    static synchronized Path require() throws IOException, InterruptedException {
        Path library = LIBRARY.toAbsolutePath();
        if (Files.exists(library)
                && Files.getLastModifiedTime(library).compareTo(Files.getLastModifiedTime(SOURCE)) > 0) {
            return library;
        }
        ExternalTool compiler = ExternalTool.debian("cc", "gcc");
        if (compiler.find().isEmpty() || !Files.isDirectory(Path.of("/proc/self"))) {
            Tally.add("fault-tests-skipped", 1);
            LoggerFactory.getLogger(FaultLibrary.class)
                    .warn("SKIPPED: no disk is made to fail, since that needs Linux and a C compiler (Debian package gcc)");
            Assumptions.abort("skipped: needs Linux and cc (the Debian package gcc)");
        }
        Files.createDirectories(library.getParent());
        Path fresh = library.resolveSibling("libfaults.so." + ProcessHandle.current().pid());
        assertThat(ExternalProcess.run(Path.of("").toAbsolutePath(), java.util.Map.of(),
                List.of("cc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-fPIC", "-shared", "-o",
                        fresh.toString(), SOURCE.toString(), "-ldl", "-lpthread"))
                .succeeded()).isEmpty();
        Files.move(fresh, library, java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return library;
    }
}
