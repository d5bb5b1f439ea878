package io.semblance.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The limits that Linux control groups put on this process. Inside a container its own group is the root of what it sees;
 * elsewhere every group from its own up to the root may limit it, and the narrowest counts. Version 2 has one tree
 * ({@code memory.max}, {@code cpu.max}, {@code pids.max}), version 1 one for each resource; all are documented with the kernel
 * (admin-guide/cgroup-v2, cgroup-v1/memory, cgroup-v1/pids).
 *
 * @param version 2 or 1; 0 where there are none
 * @param memoryBytes most memory, page cache included
 * @param processors most processor time, in processors
 * @param threads most threads at a time, of all its processes
 */
record Cgroup(int version, OptionalLong memoryBytes, OptionalDouble processors, OptionalLong threads) {

    /** Version 1 writes "no limit" as a number near the largest one. */
    private static final long NO_LIMIT = 1L << 60;

    static Cgroup of(Path root, Path proc) throws IOException {
        List<String> lines = lines(proc.resolve("self/cgroup"));
        if (Files.exists(root.resolve("cgroup.controllers"))) {
            return version2(upTo(root, path(lines, "")));
        }
        if (Files.isDirectory(root.resolve("memory"))) {
            return version1(upTo(root.resolve("memory"), path(lines, "memory")),
                    upTo(root.resolve("cpu"), path(lines, "cpu")), upTo(root.resolve("pids"), path(lines, "pids")));
        }
        return new Cgroup(0, OptionalLong.empty(), OptionalDouble.empty(), OptionalLong.empty());
    }

    private static Cgroup version2(List<Path> groups) throws IOException {
        long memory = Long.MAX_VALUE;
        double processors = Double.MAX_VALUE;
        for (Path group : groups) {
            memory = Math.min(memory, number(text(group.resolve("memory.max"))));
            String[] cpu = text(group.resolve("cpu.max")).split(" ", -1);
            if (cpu.length == 2) {
                processors = Math.min(processors, share(number(cpu[0]), number(cpu[1])));
            }
        }
        return limits(2, memory, processors, threads(groups));
    }

    private static Cgroup version1(List<Path> ofMemory, List<Path> ofProcessors, List<Path> ofThreads)
            throws IOException {
        long memory = Long.MAX_VALUE;
        for (Path group : ofMemory) {
            memory = Math.min(memory, number(text(group.resolve("memory.limit_in_bytes"))));
        }
        double processors = Double.MAX_VALUE;
        for (Path group : ofProcessors) {
            processors = Math.min(processors, share(number(text(group.resolve("cpu.cfs_quota_us"))),
                    number(text(group.resolve("cpu.cfs_period_us")))));
        }
        return limits(1, memory, processors, threads(ofThreads));
    }

    private static long threads(List<Path> groups) throws IOException {
        long threads = Long.MAX_VALUE;
        for (Path group : groups) {
            threads = Math.min(threads, number(text(group.resolve("pids.max"))));
        }
        return threads;
    }

    private static Cgroup limits(int version, long memory, double processors, long threads) {
        return new Cgroup(version, memory >= NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(memory),
                processors == Double.MAX_VALUE ? OptionalDouble.empty() : OptionalDouble.of(processors),
                threads == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(threads));
    }

    private static double share(long quota, long period) {
        return quota == Long.MAX_VALUE || period == Long.MAX_VALUE ? Double.MAX_VALUE : (double) quota / period;
    }

    /** Negative numbers, "max" and absent files are no limit. */
    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
    }

    /** The path of a line such as {@code 4:cpu,cpuacct:/system.slice}; the unified tree has no name. */
    private static String path(List<String> lines, String controller) {
        for (String line : lines) {
            String[] fields = line.split(":", 3);
            if (fields.length == 3 && List.of(fields[1].split(",", -1)).contains(controller)) {
                return fields[2];
            }
        }
        return "/";
    }

    /** The groups from the process' own up to the root, as far as they are seen here. */
    private static List<Path> upTo(Path root, String path) {
        List<Path> groups = new ArrayList<>();
        for (Path group = root.resolve(path.substring(1)).normalize(); group != null
                && group.startsWith(root); group = group.getParent()) {
            groups.add(group);
        }
        return groups;
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8).strip() : "";
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
