package io.semblance.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.semblance.record.DataDirectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of the data directory and of its disk, each both ways. */
class DataChecksTest {

    @TempDir
    Path directory;

    @Test
    void directoryOfOursIsFineAndNothingIsLeftInIt() throws IOException {
        DataDirectory.open(directory).close();
        Deployment on = Deployments.on(directory);
        assertThat(DataChecks.usable(on).severity()).isEqualTo(Severity.FINE);
        assertThat(DiskChecks.fileSystem(on).severity()).isEqualTo(Severity.FINE);
        assertThat(DiskChecks.syncLatency(on).found()).contains("us (median)");
        assertThat(DataChecks.lock(on)).isEqualTo(Finding.fine(CheckName.LOCK, "nobody holds it"));
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("FORMAT",
                    "indexes", "semblance.lock");
        }
    }

    /** What happens to the directory in the middle of a run is seen by the next one. */
    @Test
    void allChecksOfARunShareOneLook() throws IOException {
        DataDirectory.open(directory).close();
        Deployment on = Deployments.on(directory);
        Finding before = DataChecks.usable(on);
        Files.writeString(directory.resolve("FORMAT"), "semblance 99\n");
        assertThat(DataChecks.usable(on)).isEqualTo(before);
        assertThat(DiskChecks.fileSystem(on).severity()).isEqualTo(Severity.FINE);
        Deployment next = on.anew();
        assertThat(DataChecks.usable(next).severity()).isEqualTo(Severity.ERROR);
        DataDirectory.open(Files.createDirectory(directory.resolve("other"))).close();
        Files.copy(directory.resolve("other/FORMAT"), directory.resolve("FORMAT"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(DataChecks.usable(next).severity()).as("a refusal is shared as well").isEqualTo(Severity.ERROR);
    }

    @Test
    void absentDirectoryIsNotCreated() throws IOException {
        Path absent = directory.resolve("a/b");
        Finding finding = DataChecks.usable(Deployments.on(absent));
        assertThat(finding.severity()).isEqualTo(Severity.INFORMATION);
        assertThat(finding.found()).contains("does not exist yet");
        DiskChecks.syncLatency(Deployments.on(absent));
        assertThat(directory.resolve("a")).doesNotExist();
    }

    @Test
    void directoryOfAnotherProgramAndOfANewerVersionAreErrors() throws IOException {
        Files.createFile(directory.resolve("hub.lmdb"));
        Finding foreign = DataChecks.usable(Deployments.on(directory));
        assertThat(foreign.severity()).isEqualTo(Severity.ERROR);
        assertThat(foreign.found()).contains("iscc-search");
        Files.delete(directory.resolve("hub.lmdb"));
        Files.writeString(directory.resolve("FORMAT"), "semblance 99\n");
        Finding newer = DataChecks.usable(Deployments.on(directory));
        assertThat(newer.severity()).isEqualTo(Severity.ERROR);
        assertThat(newer.found()).contains("format 99");
    }

    @Test
    void dataInMemoryIsAWarning() throws IOException {
        assertThat(DataChecks.usable(Deployments.inMemory()).severity()).isEqualTo(Severity.WARNING);
        assertThat(DiskChecks.freeSpace(Deployments.inMemory()).severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void directoryInMemoryFileSystemWillBeLost() throws IOException {
        Path memory = Path.of("/dev/shm");
        Assumptions.assumeTrue(Files.isDirectory(memory) && Files.getFileStore(memory).type().equals("tmpfs"),
                "skipped: /dev/shm is no tmpfs here");
        Finding finding = DataChecks.mount(Deployments.on(memory.resolve("semblance-absent")));
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.found()).contains("in memory").contains("tmpfs");
    }

    @Test
    void lockOfThisProcessIsFineForTheServiceAndToldToTheCommand() throws IOException {
        try (DataDirectory held = DataDirectory.open(directory)) {
            held.announceAddress("http://localhost:8000");
            Deployment command = Deployments.on(directory);
            Finding told = DataChecks.lock(command);
            assertThat(told.severity()).isEqualTo(Severity.INFORMATION);
            assertThat(told.found()).contains("pid " + ProcessHandle.current().pid())
                    .contains("serving at http://localhost:8000");
            Deployment service = new Deployment(command.settings(), command.spring(), command.backend(), true,
                    command.proc(), command.cgroup(), command.run());
            assertThat(DataChecks.lock(service).severity()).isEqualTo(Severity.FINE);
            assertThat(DataChecks.lock(command)).describedAs("looking gave nothing up").isEqualTo(told);
        }
        Deployment on = Deployments.on(directory);
        Deployment unlocked = new Deployment(on.settings(), on.spring(), on.backend(), true, on.proc(), on.cgroup(),
                on.run());
        assertThat(DataChecks.lock(unlocked).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void slowSyncIsAWarning() {
        assertThat(DiskChecks.ofSync(Duration.ofMillis(1)).severity()).isEqualTo(Severity.FINE);
        assertThat(DiskChecks.ofSync(Duration.ofMillis(21)).severity()).isEqualTo(Severity.WARNING);
    }

    /** At 1 GiB an hour a week takes 168 GiB. */
    @Test
    void growthThatReachesTheReserveWithinAWeekIsAWarning() {
        long reserve = 64 * Sizes.MIB;
        Running growing = running(2 * Sizes.GIB, Duration.ofHours(2));
        Finding soon = DiskChecks.ofSpace(reserve + 120 * Sizes.GIB, Sizes.GIB, growing);
        assertThat(soon.severity()).isEqualTo(Severity.WARNING);
        assertThat(soon.found()).endsWith(
                "the records grew by 2.0 GiB in the last 2.0 h, at which rate the reserve is reached in 5.0 days");
        Finding later = DiskChecks.ofSpace(reserve + 240 * Sizes.GIB, Sizes.GIB, growing);
        assertThat(later.severity()).isEqualTo(Severity.FINE);
        assertThat(later.found()).endsWith("in 10.0 days");
        assertThat(DiskChecks.ofSpace(10 * Sizes.GIB, 0, running(1, Duration.ofHours(2))).found())
                .endsWith("in more than ten years");
        assertThat(DiskChecks.ofSpace(10 * Sizes.GIB, 0, running(-5, Duration.ofHours(2)))).isEqualTo(Finding.fine(
                CheckName.FREE_SPACE,
                "10.0 GiB free, 0 KiB of records, 64 MiB in reserve; the records did not grow in the last 2.0 h"));
    }

    @Test
    void noGrowthIsToldBeforeItWasMeasured() throws IOException {
        assertThat(DiskChecks.ofSpace(10 * Sizes.GIB, 0, running(Sizes.GIB, Duration.ofMinutes(59))))
                .isEqualTo(Finding.fine(CheckName.FREE_SPACE, "10.0 GiB free, 0 KiB of records, 64 MiB in reserve; "
                        + "growth is told once it was measured for an hour"));
        assertThat(DiskChecks.freeSpace(Deployments.on(directory)).found())
                .endsWith("growth is not measured without a running service");
        Running known = running(-5, Duration.ofHours(2));
        assertThat(DiskChecks.freeSpace(Deployments.on(directory).with(known).anew()).found())
                .endsWith("the records did not grow in the last 2.0 h");
    }

    private static Running running(long grown, Duration time) {
        AtomicLong clock = new AtomicLong();
        DataGrowth growth = new DataGrowth(clock::get);
        growth.note(Sizes.GIB);
        clock.addAndGet(time.toNanos());
        growth.note(Sizes.GIB + grown);
        return new Running(growth, () -> {
            throw new AssertionError("scans say nothing about space");
        }, () -> {
            throw new AssertionError("snapshots say nothing about space");
        });
    }

    @Test
    void spaceBelowTheReserveIsAnErrorAndLittleOfItAWarning() {
        assertThat(DiskChecks.ofSpace(10 * Sizes.GIB, Sizes.GIB, null).severity()).isEqualTo(Severity.FINE);
        assertThat(DiskChecks.ofSpace(10 * Sizes.GIB, 100 * Sizes.GIB, null).severity()).isEqualTo(Severity.WARNING);
        assertThat(DiskChecks.ofSpace(Sizes.GIB, 0, null).severity()).isEqualTo(Severity.WARNING);
        assertThat(DiskChecks.ofSpace(63 * Sizes.MIB, 0, null).severity()).isEqualTo(Severity.ERROR);
    }
}
