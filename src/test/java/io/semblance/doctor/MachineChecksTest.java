package io.semblance.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of machine and container; control groups as files that look like the kernel's. */
class MachineChecksTest {

    private static final long LIMIT = 2 * Sizes.GIB;

    @TempDir
    Path root;

    @Test
    void limitsOfVersion2AreTheNarrowestUpToTheRoot() throws IOException {
        write("sys/cgroup.controllers", "cpu memory");
        write("sys/pod/memory.max", "1073741824\n");
        write("sys/pod/cpu.max", "max 100000\n");
        write("sys/pod/container/memory.max", "max\n");
        write("sys/pod/container/pids.max", "300\n");
        write("sys/pod/pids.max", "4096\n");
        write("sys/pod/container/cpu.max", "50000 100000\n");
        write("proc/self/cgroup", "0::/pod/container\n");
        assertThat(cgroup())
                .isEqualTo(new Cgroup(2, OptionalLong.of(Sizes.GIB), OptionalDouble.of(0.5), OptionalLong.of(300)));
    }

    @Test
    void insideAContainerTheOwnGroupIsTheRoot() throws IOException {
        write("sys/cgroup.controllers", "cpu memory");
        write("sys/memory.max", "536870912\n");
        write("sys/cpu.max", "200000 100000\n");
        write("proc/self/cgroup", "0::/../../elsewhere\n");
        assertThat(cgroup().processors()).as("a path that is not seen here").isEmpty();
        write("proc/self/cgroup", "0::/\n");
        assertThat(cgroup())
                .isEqualTo(new Cgroup(2, OptionalLong.of(512 * Sizes.MIB), OptionalDouble.of(2), OptionalLong.empty()));
    }

    @Test
    void limitsOfVersion1AreFoundInTheTreeOfEachResource() throws IOException {
        write("sys/memory/docker/x/memory.limit_in_bytes", "1073741824\n");
        write("sys/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/cpu/docker/x/cpu.cfs_quota_us", "150000\n");
        write("sys/cpu/docker/x/cpu.cfs_period_us", "100000\n");
        write("sys/cpu/cpu.cfs_quota_us", "-1\n");
        write("sys/cpu/cpu.cfs_period_us", "100000\n");
        write("sys/pids/docker/x/pids.max", "512\n");
        write("proc/self/cgroup", "5:cpu,cpuacct:/docker/x\n4:memory:/docker/x\n3:pids:/docker/x\n");
        assertThat(cgroup())
                .isEqualTo(new Cgroup(1, OptionalLong.of(Sizes.GIB), OptionalDouble.of(1.5), OptionalLong.of(512)));
        write("proc/self/cgroup", "5:cpu,cpuacct:/\n4:memory:/\n3:pids:/\n");
        assertThat(cgroup())
                .isEqualTo(new Cgroup(1, OptionalLong.empty(), OptionalDouble.empty(), OptionalLong.empty()));
    }

    @Test
    void lessThanOneProcessorIsAWarning() throws IOException {
        write("sys/cgroup.controllers", "cpu");
        write("sys/cpu.max", "50000 100000\n");
        assertThat(MachineChecks.containerLimits(deployment()).severity()).isEqualTo(Severity.WARNING);
        write("sys/cpu.max", "100000 100000\n");
        Finding finding = MachineChecks.containerLimits(deployment());
        assertThat(finding.severity()).isEqualTo(Severity.FINE);
        assertThat(finding.found()).contains("cgroup v2").contains("1.0 processors");
        Files.delete(root.resolve("sys/cgroup.controllers"));
        assertThat(MachineChecks.containerLimits(deployment()).severity()).isEqualTo(Severity.INFORMATION);
    }

    @Test
    void tooFewThreadsAreAWarning() throws IOException {
        write("sys/cgroup.controllers", "pids");
        write("sys/pids.max", "399\n");
        Finding few = MachineChecks.containerLimits(deployment());
        assertThat(few.severity()).as(few.found()).isEqualTo(Severity.WARNING);
        assertThat(few.found()).contains("399 threads");
        write("sys/pids.max", "400\n");
        assertThat(MachineChecks.containerLimits(deployment()).severity()).isEqualTo(Severity.FINE);
        write("sys/pids.max", "max\n");
        assertThat(MachineChecks.containerLimits(deployment()).severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void memoryIsComparedWithTheLimitOfTheContainer() throws IOException {
        write("sys/cgroup.controllers", "memory");
        write("sys/memory.max", Long.toString(Runtime.getRuntime().maxMemory()));
        write("proc/meminfo", "MemTotal:       999999999 kB\n");
        Finding tight = MachineChecks.memory(deployment());
        assertThat(tight.severity()).as(tight.found()).isEqualTo(Severity.ERROR);
        write("sys/memory.max", "max");
        assertThat(MachineChecks.memory(deployment()).severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void heapAndCodesMustFitAndRecordsShould() {
        assertThat(MachineChecks.ofMemory(LIMIT, Sizes.GIB, 0, 0).severity()).isEqualTo(Severity.FINE);
        assertThat(MachineChecks.ofMemory(LIMIT, Sizes.GIB, Sizes.GIB, 0).severity()).isEqualTo(Severity.WARNING);
        assertThat(MachineChecks.ofMemory(LIMIT, Sizes.GIB, 4 * Sizes.GIB, 0).severity()).isEqualTo(Severity.ERROR);
        assertThat(MachineChecks.ofMemory(LIMIT, 2 * Sizes.GIB, 0, 0).severity()).isEqualTo(Severity.ERROR);
        assertThat(MachineChecks.ofMemory(Long.MAX_VALUE, Sizes.GIB, 0, 0).severity()).isEqualTo(Severity.INFORMATION);
    }

    /** Two million codes of 256 bits: some 770 MiB as the graph's memory, and a file of less than half of that. */
    @Test
    void graphsCountByTheirSavedFiles() throws IOException {
        long file = 340 * Sizes.MIB;
        assertThat(MachineChecks.ofMemory(LIMIT, Sizes.GIB, 0, 0).severity()).isEqualTo(Severity.FINE);
        assertThat(MachineChecks.ofMemory(LIMIT, Sizes.GIB, 256 * Sizes.MIB, file))
                .extracting(Finding::severity, finding -> finding.found().contains("756 MiB graphs"))
                .containsExactly(Severity.ERROR, true);
        Path index = Files.createDirectories(root.resolve("data/indexes/works"));
        Files.writeString(index.resolve("CONTENT_TEXT_V0.graph"), "x".repeat((int) Sizes.MIB));
        Files.writeString(index.resolve("META_NONE_V0.graph"), "x".repeat((int) Sizes.MIB));
        Files.writeString(index.resolve("data.mdb"), "x");
        assertThat(MachineChecks.memory(Deployments.on(root.resolve("data"))).found()).contains("4 MiB graphs");
    }

    @Test
    void filesMustSufficeForTheIndexesAndShouldForAllConnections() {
        assertThat(MachineChecks.ofOpenFiles(65_536, 1_000).severity()).isEqualTo(Severity.FINE);
        assertThat(MachineChecks.ofOpenFiles(4_096, 10).severity()).isEqualTo(Severity.WARNING);
        assertThat(MachineChecks.ofOpenFiles(1_024, 1_000).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void clockMustBePlausibleAndNotHaveGoneBack() {
        Instant now = Instant.parse("2026-11-25T12:00:00Z");
        assertThat(ClockCheck.of(now, now.minusSeconds(5), true).found()).contains("systemd-timesyncd");
        assertThat(ClockCheck.of(now, now.plusSeconds(3_600), false).severity()).isEqualTo(Severity.WARNING);
        assertThat(ClockCheck.of(Instant.EPOCH, Instant.MIN, false).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void fileFromTheFutureInTheDataDirectoryIsSeen() throws IOException {
        Path data = Files.createDirectory(root.resolve("data"));
        Path file = Files.createFile(data.resolve("FORMAT"));
        assertThat(ClockCheck.clock(Deployments.on(data)).severity()).isEqualTo(Severity.FINE);
        Files.setLastModifiedTime(file,
                FileTime.from(Instant.now().plusSeconds(86_400)));
        assertThat(ClockCheck.clock(Deployments.on(data)).severity()).isEqualTo(Severity.WARNING);
    }

    private Cgroup cgroup() throws IOException {
        return Cgroup.of(root.resolve("sys"), root.resolve("proc"));
    }

    private Deployment deployment() {
        Deployment here = Deployments.inMemory();
        return new Deployment(here.settings(), here.spring(), here.backend(), false, root.resolve("proc"),
                root.resolve("sys"), root.resolve("run"));
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
