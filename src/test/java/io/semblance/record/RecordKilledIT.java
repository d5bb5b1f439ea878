package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.semblance.proof.Seeds;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordKilledIT {

    private static final int CYCLES = 5;
    private static final int WRITERS = 4;

    @TempDir
    Path directory;

    /** Writes numbers from several threads, each continuing behind its own last one, and prints what is acknowledged. */
    static final class Writer {

        private Writer() {
        }

        public static void main(String[] arguments) {
            RecordStore store = RecordStore.open(Path.of(arguments[0]), options(), CommitListener.none());
            for (int i = 0; i < WRITERS; i++) {
                long writer = i;
                long first = next(store, writer);
                Thread.ofPlatform().start(() -> {
                    for (long id = first;; id++) {
                        long number = writer << 32 | id;
                        store.write(tx -> put(tx, number)).join();
                        ChildJvm.say(Long.toString(number));
                    }
                });
            }
        }

        private static long next(RecordStore store, long writer) {
            long[] next = {0};
            try (Snapshot snapshot = store.snapshot()) {
                snapshot.read(tx -> {
                    tx.scanPrefix(Table.ASSETS, ByteBuffer.allocate(4).putInt((int) writer).array(), (key, value) -> {
                        next[0] = (Keys.id(key) & 0xffff_ffffL) + 1;
                        return true;
                    });
                    return next;
                });
            }
            return next[0];
        }

        private static boolean put(WriteTransaction tx, long number) {
            tx.put(Table.ASSETS, Keys.id(number), value(number));
            tx.putDuplicate(Table.POSTINGS, posting(number), Keys.id(number));
            tx.logChange(ChangeOperation.PUT, number);
            return true;
        }
    }

    private static RecordOptions options() {
        return Stores.OPTIONS.withInitialMapBytes(1 << 20);
    }

    private static byte[] value(long number) {
        return Stores.randomBytes(new SplittableRandom(number), 100 + (int) (number % 900));
    }

    private static byte[] posting(long number) {
        return Keys.posting((short) 1, Keys.id(number % 10));
    }

    @Test
    void acknowledgedWriteSurvivesKillNine() throws Exception {
        long seed = Seeds.next();
        SplittableRandom random = new SplittableRandom(seed);
        TreeSet<Long> acknowledged = new TreeSet<>();
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            try (ChildJvm writer = ChildJvm.start(Writer.class, directory)) {
                for (int lines = random.nextInt(1, 1_000); lines > 0; lines--) {
                    acknowledged.add(Long.valueOf(writer.readLine()));
                }
                writer.kill();
                for (String line = writer.readLine(); line != null; line = writer.readLine()) {
                    acknowledged.add(Long.valueOf(line));
                }
            }
            compare(acknowledged, "seed " + seed + " cycle " + cycle);
        }
        Tally.add("kills", CYCLES);
        Tally.add("acknowledged-writes", acknowledged.size());
    }

    private void compare(Set<Long> acknowledged, String run) {
        TreeMap<Long, byte[]> stored = new TreeMap<>();
        TreeSet<Long> posted = new TreeSet<>();
        List<Long> logged = new ArrayList<>();
        try (RecordStore store = RecordStore.open(directory, options(), CommitListener.none());
                Snapshot snapshot = store.snapshot()) {
            snapshot.read(tx -> {
                tx.scan(Table.ASSETS, new byte[0], (key, value) -> {
                    byte[] bytes = new byte[value.remaining()];
                    value.get(bytes);
                    return stored.put(Keys.id(key), bytes) == null;
                });
                tx.scan(Table.POSTINGS, new byte[0], (key, value) -> posted.add(Keys.id(value)));
                tx.changesSince(0, change -> logged.add(change.id()));
                return true;
            });
        }
        assertThat(stored.keySet()).describedAs(run).containsAll(acknowledged);
        assertThat(stored).describedAs(run).allSatisfy((id, bytes) -> assertThat(bytes).isEqualTo(value(id)));
        assertThat(posted).describedAs(run).isEqualTo(stored.navigableKeySet());
        assertThat(logged).describedAs(run).doesNotHaveDuplicates().hasSameElementsAs(stored.keySet());
    }
}
