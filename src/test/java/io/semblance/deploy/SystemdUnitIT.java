package io.semblance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.semblance.config.SemblanceSettings;
import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;
import io.semblance.process.ServiceProcess;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * {@code deploy/systemd}: the unit is valid and tight, and its command works for its user. Process 1 of a build machine may
 * be anything, so the command is run as written, with the variables, the user's rights, the system calls and the socket
 * families of the unit, without systemd; mounts and cgroups are left out.
 */
class SystemdUnitIT {

    private static final Path GUIDE = Path.of("docs", "how-to", "deploy-with-systemd.md");
    /** Tenths of what {@code systemd-analyze security} calls exposure; an ordinary service has 96. */
    private static final int EXPOSURE = 15;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Linux' numbers. */
    private static final Map<String, Integer> FAMILIES = Map.of("AF_UNIX", 1, "AF_INET", 2, "AF_INET6", 10);
    private static final String NOBODY = "65534";

    @TempDir
    Path directory;

    private SystemdUnit unit;

    @BeforeEach
    void install() throws IOException {
        unit = SystemdUnit.read();
        Path opt = Files.createDirectories(directory.resolve("opt/semblance"));
        Files.copy(Path.of("bin", "semblance"), opt.resolve("semblance"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void unitIsValid() throws Exception {
        String printed = ExternalProcess.run(analyze(), "verify", installed().toString()).succeeded();
        assertThat(printed.lines().filter(line -> line.contains("semblance"))).isEmpty();
    }

    @Test
    void unitIsTight() throws Exception {
        ExternalProcess.run(analyze(), "security", "--offline=true", "--threshold=" + EXPOSURE,
                installed().toString()).succeeded();
    }

    /** The directory that the guide names for snapshots can be written, and need not be there. */
    @Test
    void snapshotsMayBeWrittenWhereTheGuidePutsThem() throws IOException {
        String setting = Files.readAllLines(Path.of("docs", "how-to", "back-up-and-restore.md")).stream()
                .filter(line -> line.startsWith("SEMBLANCE_SNAPSHOTS_DIRECTORY=")).findFirst().orElseThrow();
        assertThat(unit.one("ProtectSystem")).isEqualTo("strict");
        assertThat(unit.one("ReadWritePaths")).isEqualTo("-" + setting.substring(setting.indexOf('=') + 1));
    }

    @Test
    void userIsTheOneThatIsMade() throws Exception {
        String sysusers = ExternalTool.debian("systemd-sysusers", "systemd").require().toString();
        String printed = ExternalProcess.run(sysusers, "--dry-run",
                Path.of("deploy", "systemd", "semblance.sysusers.conf").toAbsolutePath().toString()).succeeded();
        assertThat(printed).contains("'" + unit.one("User") + "'");
    }

    /** Also those of the compose files: the sum of what stopping may take is less than what is waited. */
    @Test
    void graceIsLongerThanStoppingTakes() throws Exception {
        SemblanceSettings defaults = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate(SemblanceSettings.PREFIX, SemblanceSettings.class);
        Duration stopping = defaults.drain().plus(defaults.finishTimeout()).plus(defaults.saveTimeout());
        assertThat(minutes(unit.one("TimeoutStopSec").replace("min", "m"))).isGreaterThan(stopping);
        for (Path file : List.of(Path.of("deploy/horizontal/compose.yaml"), Path.of("deploy/tls/compose.yaml"),
                Path.of("deploy/tls/compose-own.yaml"))) {
            ComposeFile.read(file).services().forEach((name, service) -> {
                if (!"nginx".equals(name)) {
                    assertThat(minutes(String.valueOf(service.get("stop_grace_period")))).as("%s: %s", file, name)
                            .isGreaterThan(stopping);
                }
            });
        }
    }

    @Test
    void commandServesAndSavesWithTheRightsOfTheUnit() throws Exception {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"),
                "skipped: only root can become the user of a unit");
        int port = ServiceProcess.freePort();
        Path log = prepare(port);
        Process process = start(log);
        try {
            Caller caller = Caller.of("http://127.0.0.1:" + port, Files.readString(secret()).strip());
            awaitReady(caller, process, log);
            assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/status"))).contains("Seccomp:\t2")
                    .contains("NoNewPrivs:\t1").contains("CapBnd:\t0000000000000000").contains("Uid:\t" + NOBODY);
            assertThat(caller.post("/indexes", "{\"name\":\"works\"}").statusCode()).isEqualTo(201);
            StreamedImport.assertStreams(caller, "works");
            rotate(caller, port);
            process.destroy();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(Integer.parseInt(unit.one("SuccessExitStatus")));
            assertThat(Files.readString(log)).contains("Closed index works").doesNotContain("scalar");
        } finally {
            process.destroyForcibly();
        }
    }

    /** As the guide says, while the process serves. */
    private void rotate(Caller former, int port) throws IOException, InterruptedException {
        GuideBlock.of(GUIDE, "SystemdUnitIT runs this rotation")
                .with(Map.of("/etc/semblance", directory + "/etc/semblance")).run(directory, "");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret()))).isEqualTo("rw-r-----");
        assertThat(Files.getAttribute(secret(), "unix:uid")).as("the service cannot write its secret").isEqualTo(0);
        Caller next = Caller.of("http://127.0.0.1:" + port, Files.readString(secret()).strip());
        Awaitility.await("the new secret").atMost(PATIENCE)
                .until(() -> next.get("/indexes").statusCode() == 200);
        assertThat(former.get("/indexes").statusCode()).isEqualTo(401);
    }

    @Test
    void filterRefusesWhatTheUnitDoesNotAllow() throws Exception {
        List<String> command = new ArrayList<>(filtered());
        command.addAll(List.of("chroot", "/", "true"));
        assertThat(ExternalProcess.run(command.toArray(String[]::new)).output()).contains("Operation not permitted");
    }

    private static String analyze() {
        return ExternalTool.debian("systemd-analyze", "systemd").require().toString();
    }

    private static Duration minutes(String time) {
        return Duration.parse("PT" + time);
    }

    private String here(String text) {
        return text.replace("/opt/semblance", directory + "/opt/semblance")
                .replace("/etc/semblance", directory + "/etc/semblance")
                .replace("/var/lib/semblance", directory + "/var/lib/semblance");
    }

    /** The unit with the program where this test has it: its checks look whether that exists. */
    private Path installed() throws IOException {
        return Files.writeString(directory.resolve("semblance.service"),
                Files.readString(SystemdUnit.PATH).replace("/opt/semblance",
                        directory.resolve("opt/semblance").toString()));
    }

    /** A hyphen says that it may be absent. */
    private Path environmentFile() {
        return Path.of(here(unit.one("EnvironmentFile").substring(1)));
    }

    private Path secret() {
        return Path.of(here(Objects.requireNonNull(unit.environment().get("SEMBLANCE_API_SECRET_FILE"))));
    }

    /** What the guide and systemd put in place; the log. */
    private Path prepare(int port) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        GuideBlock.of(GUIDE, "SystemdUnitIT installs")
                .with(Map.of("/opt/", directory + "/opt/", " /etc/", " " + directory + "/etc/"))
                .run(Path.of("").toAbsolutePath(), "");
        Files.writeString(environmentFile(), "SEMBLANCE_PORT=" + port + "\n");
        Files.setAttribute(secret(), "unix:gid", Integer.parseInt(NOBODY));
        Path state = Files.createDirectories(directory.resolve("var/lib/semblance"));
        Files.setAttribute(state, "unix:uid", Integer.parseInt(NOBODY));
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwx------"));
        return directory.resolve("service.log");
    }

    private Process start(Path log) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY,
                "--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"));
        command.addAll(filtered());
        command.addAll(List.of(here(unit.one("ExecStart")).split(" ", -1)));
        ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of(here(unit.one("WorkingDirectory")))
                .toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        return builder.start();
    }

    /** What systemd gives every service, the unit's own variables, and the file that it names. */
    private Map<String, String> environment() throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin");
        unit.environment().forEach((name, value) -> environment.put(name, here(value)));
        for (String line : Files.readAllLines(environmentFile())) {
            environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return environment;
    }

    /** Debian's own Python, which has the module. */
    private List<String> filtered() throws IOException, InterruptedException {
        Path python = Path.of("/usr/bin/python3");
        Assumptions.assumeTrue(Files.isExecutable(python)
                && ExternalProcess.run(python.toString(), "-c", "import seccomp").exitCode() == 0,
                "skipped: needs the Python module seccomp (the Debian package python3-seccomp; .ci/install installs it)");
        TreeSet<String> calls = unit.systemCalls();
        assertThat(calls).contains("read", "mmap").doesNotContain("mount", "setuid", "setpriority");
        String families = Stream.of(unit.one("RestrictAddressFamilies").split(" ", -1))
                .map(family -> String.valueOf(FAMILIES.get(family))).reduce((some, more) -> some + "," + more)
                .orElseThrow();
        Path script = directory.resolve("filtered.py");
        try (var packed = SystemdUnitIT.class.getResourceAsStream("filtered.py")) {
            Files.write(script, packed.readAllBytes());
        }
        return List.of(python.toString(), script.toString(), String.join(",", calls), families);
    }

    private static void awaitReady(Caller caller, Process process, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady(caller)) {
            assertThat(process.isAlive()).as("the service ended:%n%s", Files.readString(log)).isTrue();
            assertThat(System.nanoTime()).as("the service is not ready:%n%s", Files.readString(log)).isLessThan(end);
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean isReady(Caller caller) throws InterruptedException {
        try {
            return caller.get("/readyz").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
