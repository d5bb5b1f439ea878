package io.semblance.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.semblance.fault.Journal.Entry;
import io.semblance.fault.Journal.Part;

/**
 * What a disk may hold of one file when the power fails at some instant. Certain is what was written before a sync that had
 * ended by then, and what was written through. Of everything else a disk may have any part, in any order: nothing, a
 * beginning, some of the writes, or some of their sectors of 512 or 4,096 bytes; and what was being written at that instant
 * counts among it.
 */
final class CrashImage {

    /** What becomes of that which was not synced. */
    enum Loss {
        /** All of it is lost. */
        ALL,
        /** What came first is there, the rest is lost. */
        TAIL,
        /** Some writes are there, whichever. */
        REORDERED,
        /** Some sectors of 512 bytes of the writes are there. */
        TORN_512,
        /** Some sectors of 4,096 bytes of the writes are there. */
        TORN_4096,
        /** Nothing is lost, so that what nobody acknowledged may be there too. */
        NOTHING
    }

    private byte[] bytes;
    private int length;

    private CrashImage(byte[] base) {
        this.bytes = base.clone();
        this.length = base.length;
    }

    /**
     * The content of a file after a cut just before an entry of the journal was complete.
     *
     * @param base its content before the journal began, all of it synced
     */
    static byte[] at(int cut, List<Entry> journal, int file, byte[] base, Loss loss, SplittableRandom random) {
        CrashImage image = new CrashImage(base);
        List<Entry> unsynced = new ArrayList<>();
        Map<Integer, Integer> covered = new HashMap<>();
        for (int i = 0; i < cut; i++) {
            Entry entry = journal.get(i);
            if (entry.file() != file || entry.result() < 0) {
                continue;
            }
            switch (entry.operation()) {
                case WRITE -> unsynced.add(entry);
                case SYNCED_WRITE -> {
                    if (entry.pretended()) {
                        unsynced.add(entry);
                    } else {
                        image.write(entry, 0, entry.data().length);
                    }
                }
                case SYNC -> {
                    if (!entry.pretended() && entry.part() == Part.BEGINS) {
                        covered.put(file, unsynced.size());
                    } else if (!entry.pretended() && entry.part() == Part.ENDED) {
                        List<Entry> safe = unsynced.subList(0, covered.getOrDefault(file, 0));
                        safe.forEach(write -> image.write(write, 0, write.data().length));
                        safe.clear();
                        covered.put(file, 0);
                    }
                }
                case OPEN, TRUNCATE, NAME -> {
                    // Neither is done to a record that is open.
                }
            }
        }
        Entry current = journal.get(cut);
        if (current.file() == file && current.data().length > 0 && current.operation() != Operation.OPEN) {
            unsynced.add(current);
        }
        image.lose(unsynced, loss, random);
        return Arrays.copyOf(image.bytes, image.length);
    }

    private void lose(List<Entry> unsynced, Loss loss, SplittableRandom random) {
        int kept = loss == Loss.TAIL ? random.nextInt(unsynced.size() + 1) : unsynced.size();
        double share = random.nextDouble();
        for (Entry write : unsynced.subList(0, kept)) {
            switch (loss) {
                case ALL -> {
                    // Nothing of it arrived.
                }
                case TAIL, NOTHING -> write(write, 0, write.data().length);
                case REORDERED -> {
                    if (random.nextDouble() < share) {
                        write(write, 0, write.data().length);
                    }
                }
                case TORN_512 -> tear(write, 512, share, random);
                case TORN_4096 -> tear(write, 4_096, share, random);
            }
        }
    }

    private void tear(Entry write, int sector, double share, SplittableRandom random) {
        for (int from = 0; from < write.data().length; from += sector) {
            if (random.nextDouble() < share) {
                write(write, from, Math.min(write.data().length, from + sector));
            }
        }
    }

    private void write(Entry write, int from, int to) {
        int at = Math.toIntExact(write.offset() + from);
        int end = at + to - from;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
        }
        System.arraycopy(write.data(), from, bytes, at, to - from);
        length = Math.max(length, end);
    }
}
