package io.semblance.proof.damage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * One damage to one file of a data directory, drawn by chance.
 *
 * @param file the file, relative to the data directory
 * @param how what is done to it
 * @param at where, or to which length
 * @param bit which bit of the byte
 * @param other the file whose content comes in its place
 */
record Damage(String file, How how, long at, int bit, String other) {

    private static final int PAGE = 4096;
    /** Longer than the heap of the child; a hole, which takes no room. */
    private static final long LONG = 512L << 20;
    private static final Set<String> RECORD = Set.of("data.mdb", "MARK");

    /** What can happen to a file. */
    enum How {
        FLIP, CUT, LENGTHEN, ZERO, EXCHANGE, YESTERDAY, GONE
    }

    /** Draws a damage to one of these files. */
    static Damage draw(SplittableRandom random, Path today, String file, String other) throws IOException {
        long size = Math.max(1, Files.size(today.resolve(file)));
        int chance = random.nextInt(100);
        How how = chance < 50
                ? How.FLIP
                : chance < 63
                        ? How.CUT
                        : chance < 65
                                ? How.LENGTHEN
                                : chance < 82
                                        ? How.ZERO
                                        : chance < 91 ? How.EXCHANGE : chance < 98 ? How.YESTERDAY : How.GONE;
        long at = switch (how) {
            case FLIP -> place(random, size);
            // At the border of a page, or a byte before or after it, as often as anywhere.
            case CUT -> random.nextBoolean()
                    ? random.nextLong(size)
                    : Math.clamp(random.nextLong(size / PAGE + 1) * PAGE + random.nextInt(-1, 2), 0, size - 1);
            default -> random.nextLong(size / PAGE + 1) * PAGE;
        };
        return new Damage(file, how, at, random.nextInt(8), other);
    }

    /** The heads of pages and the two meta pages decide more than other places, and are hit more often. */
    private static long place(SplittableRandom random, long size) {
        long page = random.nextLong(size / PAGE + 1) * PAGE;
        return switch (random.nextInt(5)) {
            case 0 -> Math.min(size - 1, random.nextInt(2) * (long) PAGE + random.nextInt(160));
            case 1 -> Math.min(size - 1, page + random.nextInt(64));
            default -> random.nextLong(size);
        };
    }

    /** Names of the indexes whose records it touches; what is derived from a record keeps no index from being served. */
    Set<String> indexes() {
        Set<String> names = new TreeSet<>();
        for (String touched : how == How.EXCHANGE ? List.of(file, other) : List.of(file)) {
            Path path = Path.of(touched);
            if (path.getNameCount() == 3 && RECORD.contains(path.getName(2).toString())) {
                names.add(path.getName(1).toString());
            }
        }
        return names;
    }

    /** Does it. */
    void inflict(Path directory, Path yesterday) throws IOException {
        Path path = directory.resolve(file);
        switch (how) {
            case FLIP -> flip(path);
            case CUT -> {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    channel.truncate(at);
                }
            }
            case LENGTHEN -> {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.allocate(1), LONG);
                }
            }
            case ZERO -> {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    int length = (int) Math.min(PAGE, channel.size() - at);
                    channel.write(ByteBuffer.allocate(Math.max(0, length)), at);
                }
            }
            case EXCHANGE -> exchange(path, directory.resolve(other));
            case YESTERDAY -> {
                Files.delete(path);
                if (Files.exists(yesterday.resolve(file))) {
                    Files.copy(yesterday.resolve(file), path);
                }
            }
            case GONE -> Files.delete(path);
            default -> throw new IllegalStateException();
        }
    }

    private void flip(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            if (channel.read(one, at) == 1) {
                one.put(0, (byte) (one.get(0) ^ 1 << bit));
                channel.write(one.flip(), at);
            }
        }
    }

    private static void exchange(Path one, Path other) throws IOException {
        byte[] first = Files.readAllBytes(one);
        Files.write(one, Files.readAllBytes(other));
        Files.write(other, first);
    }
}
