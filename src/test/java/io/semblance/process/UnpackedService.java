package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

import io.semblance.external.ExternalProcess;

import org.springframework.util.FileSystemUtils;

/**
 * The packaged service as the image has it: unpacked, beside its launcher, with a cache of what a first run taught the JVM
 * (JEP 483, JEP 514). A start from it costs half of one from the jar, and tests start some hundreds. It is made by whoever
 * needs it first and lies in {@code target/service} until there is another jar or another Java. The jar itself, as the build
 * packs it, is started by {@code CommandLineIT}, {@code BadDeployIT} and {@code HighMemoryIT}.
 *
 * @param folder with the launcher and what it starts
 */
public record UnpackedService(Path folder) {

    private static final Path FOLDER = Path.of("target", "service").toAbsolutePath();
    private static final Path MADE_FROM = FOLDER.resolve("made-from");
    private static final String JAR = "semblance.jar";

    /** Makes it if need be. */
    public static synchronized UnpackedService ofThisBuild() throws IOException {
        UnpackedService service = new UnpackedService(FOLDER);
        Path jar = ServiceProcess.jar();
        String source = "%s of %s, Java %s".formatted(jar, Files.getLastModifiedTime(jar), Runtime.version());
        if (!Files.exists(MADE_FROM) || !Files.readString(MADE_FROM).equals(source)) {
            try {
                service.make(jar);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("stopped while the service was unpacked");
            }
            Files.writeString(MADE_FROM, source);
        }
        return service;
    }

    /** Options for Java, and with them the cache. */
    public String java(String options) {
        return options + " -XX:AOTCache=" + cache();
    }

    /** Puts it beside a launcher that lies in another folder. The cache holds for a jar of the same name and time. */
    public void putInto(Path other) throws IOException {
        Files.copy(folder.resolve(JAR), other.resolve(JAR), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createSymbolicLink(other.resolve("lib"), folder.resolve("lib"));
    }

    Path launcher() {
        return folder.resolve("semblance");
    }

    private Path cache() {
        return folder.resolve("semblance.aot");
    }

    private void make(Path jar) throws IOException, InterruptedException {
        FileSystemUtils.deleteRecursively(folder);
        ExternalProcess.run(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Djarmode=tools",
                "-jar", jar.toString(), "extract", "--destination", folder.toString(), "--application-filename", JAR)
                .succeeded();
        Files.copy(Path.of("bin", "semblance"), launcher());
        Path work = Files.createDirectories(folder.resolve("training"));
        try (ServiceProcess taught = ServiceProcess.launch(launcher(), ServiceProcess.freePort(), Map.of(),
                "usearch://" + work.resolve("data"), work.resolve("log"),
                ServiceProcess.QUICK + " -XX:AOTCacheOutput=" + cache())) {
            teach(taught.awaitReady());
            taught.terminate();
            taught.awaitExit();
            assertThat(cache()).as(taught.log()).isNotEmptyFile();
        }
    }

    /** What most tests do first. */
    private static void teach(ServiceProcess service) throws IOException, InterruptedException {
        String id = "ISCC:MAIGI5H4GAIKGQAB";
        String code = "\"iscc_code\":\"ISCC:KACQIW25VMZJE4JGKH5NPBYAUCFBEPGA4G3WEH7ZO5WYSZD3WDZCOCA\"";
        assertThat(service.post("/indexes", "{\"name\":\"taught\"}").statusCode()).isEqualTo(201);
        assertThat(service.post("/indexes/taught/assets", "[{\"iscc_id\":\"" + id + "\"," + code + "}]").statusCode())
                .isEqualTo(201);
        assertThat(service.post("/indexes/taught/search", "{" + code + "}").body()).contains(id);
        assertThat(service.delete("/indexes/taught").statusCode()).isEqualTo(204);
    }
}
