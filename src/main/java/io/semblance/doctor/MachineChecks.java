package io.semblance.doctor;

import io.semblance.record.DataDirectoryException;
import io.semblance.record.DirectoryInspection;

import com.sun.management.UnixOperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** What the machine or the container gives to the process. */
final class MachineChecks {

    /** LMDB opens the data twice and its table of readers once. */
    private static final int FILES_OF_AN_INDEX = 3;
    /** The jar, the log, the poller and what a read or an import opens for a moment. */
    private static final int FILES_OF_THE_SERVICE = 128;
    /** Tomcat's own limit of connections. */
    private static final int CONNECTIONS = 8_192;
    /** The most carriers of virtual threads, 256 unless told otherwise, the pools, the collector and the compilers. */
    private static final int THREADS_OF_THE_SERVICE = 400;

    private MachineChecks() {
    }

    static Finding openFiles(Deployment on) throws IOException {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
            return Finding.information(CheckName.OPEN_FILES, "this system has no such limit", "");
        }
        return ofOpenFiles(unix.getMaxFileDescriptorCount(), seen(on).indexes());
    }

    static Finding ofOpenFiles(long limit, int indexes) {
        CheckName check = CheckName.OPEN_FILES;
        long needed = FILES_OF_THE_SERVICE + (long) FILES_OF_AN_INDEX * indexes;
        String found = limit + " files may be open; " + indexes + " indexes take " + (needed + CONNECTIONS)
                + " with " + CONNECTIONS + " connections";
        String remedy = "Raise it to 65536: LimitNOFILE= in a systemd unit, --ulimit nofile= of a container, ulimit -n"
                + " in a shell.";
        if (limit < needed + FILES_OF_THE_SERVICE) {
            return Finding.error(check, found, remedy);
        }
        return limit < needed + CONNECTIONS ? Finding.warning(check, found, remedy) : Finding.fine(check, found);
    }

    static Finding memory(Deployment on) throws IOException {
        if (on.isBesideService()) {
            return Finding.ofTheService(CheckName.MEMORY);
        }
        long limit = Math.min(Cgroup.of(on.cgroup(), on.proc()).memoryBytes().orElse(Long.MAX_VALUE),
                total(on.proc().resolve("meminfo")));
        return ofMemory(limit, Runtime.getRuntime().maxMemory(), seen(on).bytes(), graphFiles(on.directory()));
    }

    /** Bytes of the saved graphs, of all indexes together. */
    private static long graphFiles(@Nullable Path directory) throws IOException {
        Path root = directory == null ? null : directory.resolve("indexes");
        if (root == null || !Files.isDirectory(root)) {
            return 0;
        }
        long bytes = 0;
        try (DirectoryStream<Path> indexes = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (Path index : indexes) {
                try (DirectoryStream<Path> graphs = Files.newDirectoryStream(index, "*.graph")) {
                    for (Path graph : graphs) {
                        bytes += sizeOrNothing(graph);
                    }
                }
            }
        }
        return bytes;
    }

    /** A graph is replaced and an index deleted while the doctor looks. */
    private static long sizeOrNothing(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException gone) {
            return 0;
        }
    }

    /** What the process may grow to, and what the page cache should hold besides. */
    static Finding ofMemory(long limit, long heap, long records, long graphFiles) {
        CheckName check = CheckName.MEMORY;
        long codes = Estimate.mostCodesOf(records);
        long graphs = Estimate.graphsOf(graphFiles);
        long process = heap + codes + graphs + Estimate.NATIVE_BYTES;
        String found = Sizes.text(heap) + " heap at most, " + Sizes.text(codes) + " codes at most, "
                + (graphs == 0 ? "" : Sizes.text(graphs) + " graphs, ")
                + Sizes.text(Estimate.NATIVE_BYTES) + " for Java, "
                + (limit == Long.MAX_VALUE ? "limit unknown" : "of " + Sizes.text(limit)) + "; records of "
                + Sizes.text(records) + " want the rest as cache";
        if (limit == Long.MAX_VALUE) {
            return Finding.information(check, found, "");
        }
        if (process > limit) {
            return Finding.error(check, found + ": the system may kill the process",
                    "Give it " + Sizes.text(process + records) + ", or lower -Xmx in SEMBLANCE_JAVA_OPTS.");
        }
        return process + records > limit
                ? Finding.warning(check, found, "Give it " + Sizes.text(process + records)
                        + ", or lower -Xmx in SEMBLANCE_JAVA_OPTS; reads that miss the cache wait for the disk.")
                : Finding.fine(check, found);
    }

    static Finding containerLimits(Deployment on) throws IOException {
        CheckName check = CheckName.CONTAINER_LIMITS;
        Cgroup cgroup = Cgroup.of(on.cgroup(), on.proc());
        if (cgroup.version() == 0) {
            return Finding.information(check, "no control groups are seen", "");
        }
        List<String> limits = new ArrayList<>();
        cgroup.memoryBytes().ifPresent(bytes -> limits.add("memory " + Sizes.text(bytes)));
        cgroup.processors().ifPresent(number -> limits.add(String.format(Locale.ROOT, "%.1f processors", number)));
        cgroup.threads().ifPresent(number -> limits.add(number + " threads"));
        String found = "cgroup v" + cgroup.version() + ", "
                + (limits.isEmpty() ? "no limits" : String.join(", ", limits)) + "; Java uses "
                + Runtime.getRuntime().availableProcessors() + " processors";
        // An index that is written has a thread of its own until it has been quiet for a while.
        long threads = (long) THREADS_OF_THE_SERVICE + seen(on).indexes();
        if (cgroup.threads().orElse(Long.MAX_VALUE) < threads) {
            return Finding.warning(check, found,
                    "Allow it " + threads
                            + " threads (pids_limit, --pids-limit, TasksMax=): it ends when one is refused.");
        }
        return cgroup.processors().orElse(1) < 1
                ? Finding.warning(check, found,
                        "Give it at least one processor: below that, probes and searches wait for their turn.")
                : Finding.fine(check, found);
    }

    private static DirectoryInspection seen(Deployment on) throws IOException {
        DirectoryLook look = on.look();
        if (look != null) {
            try {
                return look.seen();
            } catch (DataDirectoryException refused) {
                return new DirectoryInspection(look.directory(), false, "", null, 0, 0);
            }
        }
        return new DirectoryInspection(Path.of(""), false, "", null, 0, 0);
    }

    private static long total(Path meminfo) throws IOException {
        if (Files.exists(meminfo)) {
            for (String line : Files.readAllLines(meminfo)) {
                if (line.startsWith("MemTotal:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * Sizes.KIB;
                }
            }
        }
        return Long.MAX_VALUE;
    }
}
