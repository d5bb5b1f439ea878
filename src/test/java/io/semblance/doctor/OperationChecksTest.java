package io.semblance.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.semblance.asset.AssetIndexes;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.config.SettingsReading;
import io.semblance.record.DataDirectory;
import io.semblance.record.StopNote;
import io.semblance.record.StopNote.State;
import io.semblance.snapshot.DrillLog;
import io.semblance.snapshot.RestoreDrill;
import io.semblance.snapshot.Retention;
import io.semblance.snapshot.SnapshotPlan;
import io.semblance.snapshot.Snapshots;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** The checks of stopping, debugging and of the virtual machine, each both ways. */
class OperationChecksTest {

    /** The bound of saving is no bound if the last save came near it. */
    @Test
    void gracePeriodIsComparedWithTheLastSave(@TempDir Path data) throws IOException {
        String[] given = {"--semblance.grace-period=2m"};
        assertThat(OperationChecks.gracePeriod(Deployments.on(data, given)).found()).doesNotContain("last save");
        new StopNote(State.NONE, 0, 1_250).write(data);
        assertThat(OperationChecks.gracePeriod(Deployments.on(data, given)))
                .extracting(Finding::severity, finding -> finding.found().contains("the last save took 1.3 s"))
                .containsExactly(Severity.FINE, true);
        new StopNote(State.COMPLETE, 50_000, 31_000).write(data);
        assertThat(OperationChecks.gracePeriod(Deployments.on(data, given)))
                .extracting(Finding::severity, finding -> finding.remedy().contains("semblance.save-timeout"))
                .containsExactly(Severity.WARNING, true);
        assertThat(OperationChecks
                .gracePeriod(Deployments.on(data, "--semblance.grace-period=10m", "--semblance.save-timeout=2m"))
                .severity()).isEqualTo(Severity.FINE);
        new StopNote(State.CUT, 50_000, 1_000).write(data);
        assertThat(OperationChecks.gracePeriod(Deployments.on(data, given)).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void gracePeriodIsComparedWithTheThreeBoundsOfAStop() throws IOException {
        assertThat(grace()).isEqualTo(Severity.INFORMATION);
        assertThat(grace("--semblance.grace-period=10s")).isEqualTo(Severity.WARNING);
        assertThat(grace("--semblance.grace-period=90s")).isEqualTo(Severity.WARNING);
        assertThat(grace("--semblance.grace-period=91s")).isEqualTo(Severity.FINE);
        assertThat(grace("--semblance.grace-period=91s", "--semblance.drain=5s")).isEqualTo(Severity.WARNING);
    }

    private static Severity grace(String... settings) throws IOException {
        return OperationChecks.gracePeriod(Deployments.inMemory(settings)).severity();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--semblance.demo=true", "--semblance.log-level=DEBUG",
            "--semblance.metrics.public=true"})
    void whatIsForTestsIsAWarning(String setting) {
        Finding finding = OperationChecks.ofDebugging(Deployments.inMemory(setting), List.of());
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.found()).isNotBlank();
    }

    @Test
    void debuggingOfSpringIsAWarning() {
        Deployment on = Deployments.inMemory();
        for (String name : List.of("debug", "trace")) {
            Deployment debugged = new Deployment(on.settings(), new MockEnvironment().withProperty(name, ""),
                    on.backend(), false, on.proc(), on.cgroup(), on.run());
            assertThat(OperationChecks.ofDebugging(debugged, List.of()))
                    .extracting(Finding::severity, Finding::found).containsExactly(Severity.WARNING, name);
        }
    }

    @Test
    void doorIntoTheVirtualMachineIsAnError() {
        Deployment plain = Deployments.inMemory();
        assertThat(OperationChecks.ofDebugging(plain, List.of("-Xmx1g")).severity()).isEqualTo(Severity.FINE);
        assertThat(OperationChecks.ofDebugging(plain, List.of("-agentlib:jdwp=transport=dt_socket,server=y"))
                .severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void missingFlagsAndAPlainKernelAreWarnings() throws IOException {
        assertThat(JvmChecks.flags(Deployments.inMemory())).as("the tests run with the flags of the pom")
                .extracting(Finding::severity).isEqualTo(Severity.FINE);
        assertThat(JvmChecks.ofMissing(List.of("-XX:+UseCompactObjectHeaders")).found())
                .contains("-XX:+UseCompactObjectHeaders");
        assertThat(JvmChecks.ofKernel("panama (512-bit vectors)").severity()).isEqualTo(Severity.FINE);
        assertThat(JvmChecks.ofKernel("scalar (forced by semblance.kernel)").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void libraryOfTheGraphIsMissedOnlyIfItIsNamed() {
        assertThat(GraphCheck.library(Deployments.inMemory("--semblance.graph.library=none")))
                .extracting(Finding::severity, Finding::found).containsExactly(Severity.INFORMATION,
                        "left out, searches are exact: semblance.graph.library is none");
        assertThat(GraphCheck.library(Deployments.inMemory("--semblance.graph.library=/nowhere")).severity())
                .isEqualTo(Severity.ERROR);
    }

    @Test
    void everyCheckRunsOnceInOrderAndComplaintsCarryAdvice() {
        List<Finding> findings = Doctor.findings(List.of("--semblance.index-uri=memory://"));
        assertThat(findings).extracting(Finding::check).containsExactly(CheckName.values());
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.found()).isNotBlank();
            if (finding.severity().compareTo(Severity.WARNING) >= 0) {
                assertThat(finding.remedy()).endsWith(".");
            }
        });
    }

    @Test
    void settingsThatRefuseAStartAreTheOnlyFinding() {
        assertThat(Doctor.findings(List.of("--semblance.prot=1"))).singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.ERROR))
                .extracting(Finding::check).isEqualTo(CheckName.SETTINGS);
        assertThat(Doctor.findings(List.of("--semblance.index-uri=mysql://x"))).singleElement()
                .extracting(Finding::check).isEqualTo(CheckName.SETTINGS);
    }

    @Test
    void backupIsAsOldAsTheNewestSoundSnapshot(@TempDir Path directory) {
        Instant now = Instant.now();
        assertThat(OperationChecks.ofBackup(Deployments.inMemory(), now).severity()).isEqualTo(Severity.INFORMATION);
        Path shelf = directory.resolve("shelf");
        String uri = "lmdb://" + directory.resolve("data");
        SettingsReading reading = SettingsReading.read(List.of("--semblance.index-uri=" + uri,
                "--semblance.snapshots.directory=" + shelf, "--semblance.snapshots.interval=1h"));
        Deployment on = Deployment.here(reading.settings(), reading.environment(), false);
        assertThat(OperationChecks.ofBackup(on, now).severity()).isEqualTo(Severity.WARNING);
        try (AssetIndexes indexes = Backends.open(IndexUri.parse(uri), BackendSettings.defaults());
                Snapshots snapshots = new Snapshots(indexes, (IndexRecords) indexes, new SnapshotPlan(shelf,
                        directory.resolve("data"), new Retention(1, 0, 0), new Scoring(0.75, 4), "test"), () -> now)) {
            snapshots.create(null);
        }
        assertThat(OperationChecks.ofBackup(on, now.plusSeconds(7_100)).severity()).isEqualTo(Severity.FINE);
        Finding old = OperationChecks.ofBackup(on, now.plusSeconds(7_300));
        assertThat(old.severity()).isEqualTo(Severity.WARNING);
        assertThat(old.found()).contains("longer ago than 2 h");
    }

    /** The directory may hang with its disk: here it is not even there. */
    @Test
    void backupOfARunningServiceIsWhatItSawLast(@TempDir Path directory) {
        Instant now = Instant.parse("2026-11-26T12:00:00Z");
        Path shelf = directory.resolve("shelf");
        Deployment on = Deployments.on(directory.resolve("data"), "--semblance.snapshots.directory=" + shelf,
                "--semblance.snapshots.interval=1h");
        assertThat(OperationChecks.ofBackup(on.with(seeing(null)), now)).isEqualTo(
                Finding.information(CheckName.BACKUP, shelf + " has not answered yet", "Ask again in a minute."));
        assertThat(OperationChecks.ofBackup(on.with(seeing(new Snapshots.Seen(null, null, null))), now)).isEqualTo(
                Finding.warning(CheckName.BACKUP,
                        shelf + " holds no snapshot that was read back and is sound, or cannot be read",
                        "Make one: POST /snapshots, or bin/semblance snapshot."));
        Instant made = now.minusSeconds(7_100);
        assertThat(OperationChecks.ofBackup(on.with(seeing(new Snapshots.Seen(made, made, null))), now)).isEqualTo(
                Finding.fine(CheckName.BACKUP, "the newest sound snapshot was made " + made
                        + "; no restore drill was reported (bin/semblance drill)"));
        RestoreDrill failed = new RestoreDrill("", now, Duration.ofSeconds(3), false, 0, 0, List.of("it was cut"));
        assertThat(OperationChecks.ofBackup(
                on.with(seeing(new Snapshots.Seen(made, made, new DrillLog(failed, null)))), now)).isEqualTo(
                        Finding.warning(CheckName.BACKUP, "the last restore drill failed " + now + ": it was cut",
                                "Follow docs/runbooks/restore-drill-failed.md."));
        assertThat(shelf).as("nobody looked").doesNotExist();
        assertThat(OperationChecks.ofBackup(on, now).found()).as("the command looks")
                .isEqualTo(shelf + " holds no snapshot that was read back and is sound");
    }

    @Test
    void drillThatIsExpectedAndNeverCameIsAWarning(@TempDir Path directory) {
        Instant now = Instant.parse("2026-11-26T12:00:00Z");
        Deployment on = Deployments.on(directory.resolve("data"),
                "--semblance.snapshots.directory=" + directory.resolve("shelf"),
                "--semblance.snapshots.drill-within=9d");
        Instant tenDays = now.minus(Duration.ofDays(10));
        assertThat(OperationChecks.ofBackup(on.with(seeing(new Snapshots.Seen(now, tenDays, null))), now)).isEqualTo(
                Finding.warning(CheckName.BACKUP, "no restore drill was reported, and one is expected within 216 h",
                        "Follow docs/runbooks/restore-drill-failed.md."));
        assertThat(OperationChecks.ofBackup(on.with(seeing(new Snapshots.Seen(now, now, null))), now).severity())
                .isEqualTo(Severity.FINE);
        RestoreDrill held = new RestoreDrill("", tenDays, Duration.ofSeconds(3), true, 0, 0, List.of());
        assertThat(OperationChecks.ofBackup(
                on.with(seeing(new Snapshots.Seen(now, tenDays, new DrillLog(held, tenDays)))), now)).isEqualTo(
                        Finding.warning(CheckName.BACKUP, "the last restore drill succeeded " + tenDays
                                + ", and one is expected within 216 h",
                                "Follow docs/runbooks/restore-drill-failed.md."));
    }

    private static Running seeing(Snapshots.@Nullable Seen seen) {
        return new Running(new DataGrowth(), () -> {
            throw new AssertionError("scans say nothing about snapshots");
        }, () -> seen);
    }

    /** Beside a service, as in its container, the command runs in a small virtual machine of its own. */
    @Test
    void aCommandDoesNotTakeItsOwnVirtualMachineForThatOfTheService(@TempDir Path data) throws IOException {
        try (DataDirectory held = DataDirectory.open(data)) {
            Deployment on = Deployments.on(held.path());
            assertThat(List.of(MachineChecks.memory(on), JvmChecks.flags(on), JvmChecks.kernel(on)))
                    .containsExactly(Finding.ofTheService(CheckName.MEMORY), Finding.ofTheService(CheckName.JVM_FLAGS),
                            Finding.ofTheService(CheckName.SCAN_KERNEL))
                    .allMatch(finding -> finding.severity() == Severity.INFORMATION
                            && finding.remedy().contains("/actuator/doctor"));
            Deployment service = new Deployment(on.settings(), on.spring(), on.backend(), true, on.proc(), on.cgroup(),
                    on.run());
            assertThat(MachineChecks.memory(service).found()).as("the service itself").contains("heap at most");
        }
        Deployment alone = Deployments.on(data);
        assertThat(MachineChecks.memory(alone).found()).contains("heap at most");
        assertThat(JvmChecks.flags(alone).severity()).isEqualTo(Severity.FINE);
    }
}
