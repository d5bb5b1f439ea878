package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.semblance.fault.CrashImage.Loss;
import io.semblance.fault.Journal.Entry;
import io.semblance.graph.TestedGraph;

import org.springframework.util.FileSystemUtils;

/**
 * The disk of a {@link RecordedRun}: from its journals follows what it may have held whenever the power had failed.
 *
 * @param directory where the run lies
 * @param resumed when the service had been killed and started again
 */
record RecordedDisk(Path directory, long resumed) {

    private static final int AFTER_THE_START = 5;

    /**
     * What a disk may hold.
     *
     * @param image where it was built
     * @param time of the cut
     * @param shipped what had been shipped by then
     * @param how it came to be
     */
    record Cut(Path image, long time, ShippedLog shipped, String how) {
    }

    /** Looks at it. */
    interface Visitor {
        void at(Cut cut) throws IOException, InterruptedException;
    }

    /** Of the process that was killed, and of the one after it. */
    List<Path> journals() {
        return List.of(directory.resolve("journal-1"), directory.resolve("journal-2"));
    }

    private void scan(Journal.Visitor visitor) throws IOException, InterruptedException {
        for (Path journal : journals()) {
            Journal.scan(journal, visitor);
        }
    }

    private DirectoryImage empty() throws IOException {
        return new DirectoryImage(directory.toRealPath().resolve("disk"), List.of("data"));
    }

    /**
     * Shows what a disk may hold at random instants, half of them about the changes of names, and some right after the start
     * that followed the kill; the oldest first.
     */
    void cut(int cuts, SplittableRandom random, Visitor visitor) throws IOException, InterruptedException {
        NavigableSet<Integer> instants = instants(cuts, random);
        DirectoryImage disk = empty();
        int[] number = {0};
        int[] started = {0};
        Path image = directory.resolve("image");
        scan(entry -> {
            disk.begin(entry);
            if (instants.contains(number[0])) {
                Loss contents = any(random);
                boolean isStarted = entry.time() - resumed > 0 && started[0]++ < AFTER_THE_START;
                Loss names = isStarted ? Loss.ALL : any(random);
                FileSystemUtils.deleteRecursively(image);
                disk.write(image, contents, names, random);
                visitor.at(new Cut(image, entry.time(), shipped(disk, random), "cut before entry " + number[0]
                        + ", losing " + contents + " of the contents and " + names + " of the names"));
            }
            disk.end(entry);
            number[0]++;
        });
    }

    private static ShippedLog shipped(DirectoryImage disk, SplittableRandom random) {
        Map<String, byte[]> synced = new TreeMap<>();
        disk.synced(Path.of("snapshots"), "t.log", random)
                .forEach((folder, log) -> synced.put(folder.replaceFirst("^changes-", ""), log));
        return new ShippedLog(synced);
    }

    private static Loss any(SplittableRandom random) {
        return List.of(Loss.values()).get(random.nextInt(Loss.values().length));
    }

    private NavigableSet<Integer> instants(int cuts, SplittableRandom random) throws IOException, InterruptedException {
        List<Integer> names = new ArrayList<>();
        NavigableSet<Integer> instants = new TreeSet<>();
        int[] entries = {0};
        scan(entry -> {
            if (changesNames(entry)) {
                names.add(entries[0]);
            }
            if (entry.time() - resumed > 0 && instants.size() < AFTER_THE_START) {
                instants.add(entries[0]);
            }
            entries[0]++;
        });
        while (instants.size() < Math.min(cuts, entries[0])) {
            instants.add(random.nextBoolean()
                    ? random.nextInt(entries[0])
                    : Math.min(names.get(random.nextInt(names.size())) + random.nextInt(4), entries[0] - 1));
        }
        return instants;
    }

    private static boolean changesNames(Entry entry) {
        return entry.operation() == Operation.NAME || entry.operation() == Operation.FOLDER
                || (entry.operation() == Operation.OPEN && entry.isMade());
    }

    /** Builds what a disk holds at the end. */
    Cut imageAtTheEnd(Predicate<Path> lies, Loss loss, Path image) throws IOException, InterruptedException {
        DirectoryImage disk = empty().lying(lies);
        DirectoryImage told = empty();
        scan(entry -> {
            disk.begin(entry);
            disk.end(entry);
            told.begin(entry);
            told.end(entry);
        });
        FileSystemUtils.deleteRecursively(image);
        SplittableRandom random = new SplittableRandom(1);
        disk.write(image, loss, loss, random);
        return new Cut(image, System.nanoTime(), shipped(told, random), "at the end");
    }

    /** Builds what a disk holds once the service was killed and has started again, with all lost that is not certain. */
    Cut imageAfterTheStart(Predicate<Path> lies, Path image) throws IOException, InterruptedException {
        DirectoryImage disk = empty();
        Journal.scan(journals().getFirst(), entry -> {
            disk.begin(entry);
            disk.end(entry);
        });
        disk.lying(lies);
        Journal.scan(journals().getLast(), entry -> {
            if (entry.time() - resumed <= 0) {
                disk.begin(entry);
                disk.end(entry);
            }
        });
        FileSystemUtils.deleteRecursively(image);
        disk.write(image, Loss.ALL, Loss.ALL, new SplittableRandom(1));
        return new Cut(image, resumed, new ShippedLog(Map.of()), "after the start");
    }

    /** Now and then a kill falls between an operation and its note. */
    boolean isAllSeen() throws IOException, InterruptedException {
        try {
            Path image = directory.resolve("image");
            imageAtTheEnd(path -> false, Loss.NOTHING, image);
            return files(image).equals(files(directory.resolve("disk")));
        } catch (IllegalStateException unknown) {
            return false;
        }
    }

    /** If nothing is lost, what the journal tells is what the disk has; so no operation went past it. */
    void requireAllSeen() throws IOException, InterruptedException {
        Path image = directory.resolve("image");
        imageAtTheEnd(path -> false, Loss.NOTHING, image);
        Map<String, Integer> seen = files(image);
        assertThat(seen).isEqualTo(files(directory.resolve("disk")));
        assertThat(seen.keySet().stream().anyMatch(file -> file.endsWith(".graph"))).as("a graph was saved")
                .isEqualTo(TestedGraph.found().library().isPresent());
    }

    private static Map<String, Integer> files(Path root) throws IOException {
        Map<String, Integer> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                boolean isAny = Files.isDirectory(path) || path.endsWith("lock.mdb");
                files.put(root.relativize(path).toString(), isAny ? 0 : Arrays.hashCode(Files.readAllBytes(path)));
            }
        }
        return files;
    }
}
