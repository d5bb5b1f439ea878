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
 * counts among it. A changed length is a write that has no sectors.
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

    private final List<Entry> unsynced = new ArrayList<>();
    /** By descriptor: up to which number of a write the sync goes that has begun and not ended. */
    private final Map<Long, Long> syncing = new HashMap<>();
    private byte[] bytes;
    private int length;
    private long safe;

    /** @param base content of which all is synced */
    CrashImage(byte[] base) {
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
        for (Entry entry : journal.subList(0, cut)) {
            if (entry.file() == file) {
                image.begin(entry);
                image.end(entry);
            }
        }
        if (journal.get(cut).file() == file) {
            image.begin(journal.get(cut));
        }
        return image.left(loss, random);
    }

    /** Something is being done to the file: from now on that may have happened. */
    void begin(Entry entry) {
        if (entry.result() < 0) {
            return;
        }
        switch (entry.operation()) {
            case WRITE, SYNCED_WRITE, TRUNCATE -> unsynced.add(entry);
            case SYNC -> {
                if (!entry.pretended() && entry.part() == Part.BEGINS) {
                    syncing.put(entry.offset(), safe + unsynced.size());
                }
            }
            case OPEN, NAME, FOLDER -> {
                // Neither changes what is in it.
            }
        }
    }

    /** It is done: if it was to be certain then, it is. */
    void end(Entry entry) {
        if (entry.result() < 0 || entry.pretended()) {
            return;
        }
        if (entry.operation() == Operation.SYNCED_WRITE) {
            unsynced.removeLast();
            apply(entry);
        } else if (entry.operation() == Operation.SYNC && entry.part() == Part.ENDED) {
            int covered = Math.toIntExact(Math.max(0, syncing.getOrDefault(entry.offset(), 0L) - safe));
            List<Entry> certain = unsynced.subList(0, covered);
            certain.forEach(this::apply);
            certain.clear();
            safe += covered;
        }
    }

    /** What is left of it if the power fails now. */
    byte[] left(Loss loss, SplittableRandom random) {
        CrashImage left = new CrashImage(Arrays.copyOf(bytes, length));
        left.lose(unsynced, loss, random);
        return Arrays.copyOf(left.bytes, left.length);
    }

    private void lose(List<Entry> uncertain, Loss loss, SplittableRandom random) {
        int kept = loss == Loss.TAIL ? random.nextInt(uncertain.size() + 1) : uncertain.size();
        double share = random.nextDouble();
        for (Entry write : uncertain.subList(0, kept)) {
            switch (loss) {
                case ALL -> {
                    // Nothing of it arrived.
                }
                case TAIL, NOTHING -> apply(write);
                case REORDERED -> {
                    if (random.nextDouble() < share) {
                        apply(write);
                    }
                }
                case TORN_512 -> tear(write, 512, share, random);
                case TORN_4096 -> tear(write, 4_096, share, random);
            }
        }
    }

    private void tear(Entry write, int sector, double share, SplittableRandom random) {
        if (write.operation() == Operation.TRUNCATE && random.nextDouble() < share) {
            apply(write);
        }
        for (int from = 0; from < write.data().length; from += sector) {
            if (random.nextDouble() < share) {
                write(write, from, Math.min(write.data().length, from + sector));
            }
        }
    }

    private void apply(Entry entry) {
        if (entry.operation() == Operation.TRUNCATE) {
            int shorter = Math.min(length, Math.toIntExact(entry.offset()));
            Arrays.fill(bytes, shorter, length, (byte) 0);
            extend(Math.toIntExact(entry.offset()));
            length = Math.toIntExact(entry.offset());
        } else {
            write(entry, 0, entry.data().length);
        }
    }

    private void write(Entry write, int from, int to) {
        int at = Math.toIntExact(write.offset() + from);
        int end = at + to - from;
        extend(end);
        System.arraycopy(write.data(), from, bytes, at, to - from);
        length = Math.max(length, end);
    }

    private void extend(int end) {
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
        }
    }
}
