package io.semblance.record;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another JVM with the same class path, which speaks to the test line by line; closing it kills it with SIGKILL. */
public final class ChildJvm implements AutoCloseable {

    private static final List<String> FLAGS = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED", "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    /** Tells the lines that are meant from the log's. */
    private static final String MARK = "said: ";

    private static final PrintStream OUT = new PrintStream(new FileOutputStream(FileDescriptor.out), true,
            StandardCharsets.UTF_8);

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** With flags beside those that each of them has, the last of which count. */
    public static ChildJvm start(Class<?> main, Path directory, String... flags) throws IOException {
        List<String> command = command(main, directory);
        command.addAll(1 + FLAGS.size(), List.of(flags));
        return new ChildJvm(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** With a limit on the size of its files, beyond which the kernel fails their writes. */
    static ChildJvm startWithFileLimit(Class<?> main, Path directory, int kibibytes) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("bash", "-c", "trap '' XFSZ; ulimit -f " + kibibytes + "; exec \"$@\"", "bash"));
        command.addAll(command(main, directory));
        return new ChildJvm(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Also root is then refused what the permissions of a file refuse its owner. */
    static ChildJvm startWithoutPrivileges(Class<?> main, Path directory) throws IOException {
        String overriding = "-dac_override,-dac_read_search";
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("setpriv", "--inh-caps", overriding, "--bounding-set", overriding));
        }
        command.addAll(command(main, directory));
        return new ChildJvm(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    static List<String> command(Class<?> main, Path directory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path", "") + File.pathSeparator, main.getName(),
                directory.toString()));
        return command;
    }

    /** In the child: says a line to the test. */
    public static void say(String line) {
        OUT.println(MARK + line);
    }

    /** The next line that the child said; null at the end. */
    public @Nullable String readLine() throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(MARK)) {
            line = output.readLine();
        }
        return line == null ? null : line.substring(MARK.length());
    }

    /** Says a line to the child, which reads it from its standard input. */
    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL; what was said before can still be read. */
    public void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
