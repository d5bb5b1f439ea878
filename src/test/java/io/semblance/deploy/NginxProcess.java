package io.semblance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;

import org.junit.jupiter.api.Assumptions;

/** nginx in the foreground with a committed folder of configuration, some texts of which are replaced. */
final class NginxProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern MODULE = Pattern.compile("load_module ([^;]+);");
    /** Workers of an administrator's nginx are somebody else, who may not read the folders of a test. */
    private static final String AS_OURSELVES = System.getProperty("user.name").equals("root") ? "user root;" : "";

    private final Process process;
    private final Path configuration;
    private final Path log;

    private NginxProcess(Process process, Path configuration, Path log) {
        this.process = process;
        this.configuration = configuration;
        this.log = log;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param folder configuration as committed
     * @param directory for the copy, and for what nginx writes
     * @param port where it listens once everything is replaced
     * @param replaced texts that stand for places of a real machine, and what they are here; each must occur
     */
    static NginxProcess start(Path folder, Path directory, int port, Map<String, String> replaced)
            throws IOException, InterruptedException {
        Path configuration = copy(folder, directory, replaced);
        assertThat(ExternalProcess.run(command(configuration, AS_OURSELVES, "-t")).succeeded())
                .doesNotContain("[warn]");
        Path log = directory.resolve("nginx.log");
        Process process = new ProcessBuilder(command(configuration, AS_OURSELVES + "daemon off;"))
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        NginxProcess nginx = new NginxProcess(process, configuration, log);
        nginx.awaitListening(port);
        return nginx;
    }

    /** The program, or the test is skipped. */
    static Path program() {
        return ExternalTool.debian("nginx", "nginx").require();
    }

    private static String[] command(Path configuration, String directives, String... more) {
        List<String> command = new ArrayList<>(List.of(program().toString(), "-c", configuration.toString()));
        if (!directives.isEmpty()) {
            command.addAll(List.of("-g", directives));
        }
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    private static Path copy(Path folder, Path directory, Map<String, String> replaced) throws IOException {
        Path target = Files.createDirectories(directory.resolve("configuration"));
        Path written = Files.createDirectories(directory.resolve("written"));
        Set<String> missing = new HashSet<>(replaced.keySet());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file).replace(" /tmp/", " " + written + "/");
                for (Map.Entry<String, String> entry : replaced.entrySet()) {
                    if (text.contains(entry.getKey())) {
                        missing.remove(entry.getKey());
                        text = text.replace(entry.getKey(), entry.getValue());
                    }
                }
                requireModules(text);
                Files.writeString(target.resolve(file.getFileName()), text);
            }
        }
        assertThat(missing).as("texts to be replaced in %s", folder).isEmpty();
        return target.resolve("nginx.conf");
    }

    private static void requireModules(String text) {
        Matcher module = MODULE.matcher(text);
        while (module.find()) {
            Assumptions.assumeTrue(Files.exists(Path.of(module.group(1))), "skipped: needs " + module.group(1)
                    + " (the Debian package libnginx-mod-http-js; .ci/install installs it)");
        }
    }

    private void awaitListening(int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isListening(port)) {
            assertThat(process.isAlive()).as("nginx ended:%n%s", Files.readString(log)).isTrue();
            assertThat(System.nanoTime()).as("nginx does not listen:%n%s", Files.readString(log)).isLessThan(end);
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A file of the configuration in use, to be changed before it is read again. */
    Path file(String name) {
        return configuration.resolveSibling(name);
    }

    /** What an operator types so that it reads its configuration again; for a shell. */
    String reloadCommand() {
        return Stream.of(command(configuration, AS_OURSELVES, "-s", "reload")).map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
    }

    /** Waits until it has logged a text; requests are logged after they are answered. */
    void awaitLogged(String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!log().contains(text)) {
            assertThat(System.nanoTime()).as("nginx does not log %s:%n%s", text, log()).isLessThan(end);
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    /** What it logged, requests included. */
    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
