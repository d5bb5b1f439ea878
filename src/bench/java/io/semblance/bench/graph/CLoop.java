package io.semblance.bench.graph;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code src/bench/c/graph_rate.c}, built with {@code cc -O3} against the packed library and run as a process. */
final class CLoop {

    private static final Path SOURCE = Path.of("src", "bench", "c", "graph_rate.c");
    private static final Path PROGRAM = Path.of("target", "bench", "graph_rate");
    private static final Path PACKED = Path.of("target", "classes", "io", "semblance", "graph", "native");

    private CLoop() {
    }

    /** Builds the program; fails with the compiler's words. */
    static void compile() throws IOException, InterruptedException {
        Files.createDirectories(PROGRAM.toAbsolutePath().getParent());
        String family = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        run(List.of("cc", "-O3", "-o", PROGRAM.toString(), SOURCE.toString(),
                PACKED.resolve("linux-" + family).resolve("libusearch_c.so").toString()));
    }

    /** Codes a second of processor time, over all codes of the file. */
    static double rate(Path codes, int connectivity, int expansion) throws IOException, InterruptedException {
        String printed = run(List.of(PROGRAM.toAbsolutePath().toString(), codes.toString(), "" + connectivity,
                "" + expansion));
        return Double.parseDouble(printed.strip().lines().toList().getLast().split(" ")[1]);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + printed);
        }
        return printed;
    }
}
