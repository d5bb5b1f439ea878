package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCheckTest {

    @TempDir
    Path directory;

    private Path record(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    private static void put(RecordStore store, long id, int bytes) {
        store.write(tx -> {
            tx.put(Table.UNITS, Keys.id(id), new byte[bytes]);
            tx.logChange(ChangeOperation.PUT, id);
            return id;
        }).join();
    }

    /** Values of all sizes come, change and go, in every table, with splits and merges; the check never objects. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void soundRecordOfAnyHistoryPasses(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path path = record("r");
        for (int session = 0; session < 4; session++) {
            try (RecordStore store = Stores.open(path)) {
                for (int commit = 0; commit < 60; commit++) {
                    int changes = random.nextInt(1, 40);
                    store.write(tx -> {
                        for (int i = 0; i < changes; i++) {
                            change(random, tx);
                        }
                        return tx.sequence();
                    }).join();
                }
            }
            RecordCheck.Found found = RecordCheck.of(path);
            assertThat(found.sequence()).as("seed %d", seed).isEqualTo(60L * (session + 1));
            assertThat(found.summed()).as("seed %d", seed).isTrue();
        }
    }

    private static void change(SplittableRandom random, WriteTransaction tx) {
        byte[] key = Keys.id(random.nextInt(300));
        byte[] value = new byte[random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(300)];
        random.nextBytes(value);
        Table table = random.nextBoolean() ? Table.ASSETS : Table.SIMPRINTS;
        switch (random.nextInt(6)) {
            case 0 -> tx.delete(table, key);
            case 1, 2 -> tx.put(table, key, value);
            case 3 -> tx.delete(Table.POSTINGS, Keys.posting((short) 1, Keys.id(random.nextInt(4))));
            case 4 -> tx.deleteDuplicate(Table.POSTINGS, Keys.posting((short) 1, Keys.id(random.nextInt(4))), key);
            default -> {
                // Enough under one key for a tree of values.
                for (int i = 0; i < 60; i++) {
                    tx.putDuplicate(Table.POSTINGS, Keys.posting((short) 1, Keys.id(random.nextInt(4))),
                            Keys.id(random.nextInt(5_000)));
                }
            }
        }
        tx.logChange(ChangeOperation.PUT, Keys.id(ByteBuffer.wrap(key)));
    }

    @Test
    void recordWhoseLogRetainsNoneOfItsLastCommitPasses() throws IOException {
        Path path = record("r");
        try (RecordStore store = RecordStore.open(path, Stores.OPTIONS.withRetainedChanges(1), CommitListener.none())) {
            store.write(tx -> {
                for (int i = 0; i < 10_000; i++) {
                    tx.logChange(ChangeOperation.PUT, i);
                }
                return tx.sequence();
            }).join();
        }
        assertThat(RecordCheck.of(path).sequence()).isEqualTo(1);
    }

    @Test
    void recordThatAnOlderVersionWroteIsServedAndGetsItsSumAgain() throws IOException {
        Path path = record("r");
        try (RecordStore store = Stores.open(path)) {
            put(store, 1, 100);
        }
        Files.delete(path.resolve(RecordMark.FILE));
        LmdbEnvironment plain = LmdbEnvironment.open(path, Stores.OPTIONS);
        try (var txn = plain.beginWrite()) {
            plain.table(Table.META).delete(txn, direct(StoredSum.KEY));
            plain.table(Table.META).delete(txn, direct(RecordMark.IDENTITY_KEY));
            txn.commit();
        }
        plain.close();
        Files.delete(path.resolve(RecordMark.FILE));
        assertThat(RecordCheck.of(path).summed()).isFalse();
        try (RecordStore store = Stores.open(path)) {
            put(store, 2, 100);
        }
        assertThat(RecordCheck.of(path).summed()).isTrue();
        assertThat(RecordCheck.of(path).identity()).hasSize(32);
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    @Test
    void recordOfYesterdayIsTold() throws IOException {
        Path path = record("r");
        Path file = path.resolve(RecordFile.NAME);
        try (RecordStore store = Stores.open(path)) {
            put(store, 1, 100);
        }
        Files.copy(file, directory.resolve("yesterday"));
        try (RecordStore store = Stores.open(path)) {
            put(store, 2, 100);
        }
        Files.copy(directory.resolve("yesterday"), file, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> Stores.open(path)).isInstanceOf(RecordDamagedException.class)
                .hasMessageContaining("it ends with commit 1, and commit 2 was acknowledged");
    }

    @Test
    void recordOfAnotherIndexIsTold() throws IOException {
        for (String name : new String[]{"one", "two"}) {
            try (RecordStore store = Stores.open(record(name))) {
                put(store, 1, 100);
            }
        }
        Files.copy(record("two").resolve(RecordFile.NAME), record("one").resolve(RecordFile.NAME),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> Stores.open(record("one"))).isInstanceOf(RecordDamagedException.class)
                .hasMessageContaining("not the one that belongs here");
    }

    @Test
    void copyOfARecordBecomesOneOfItsOwn() throws IOException {
        try (RecordStore store = Stores.open(record("one"))) {
            put(store, 1, 100);
            store.copyTo(record("two"));
        }
        Stores.open(record("two")).close();
        assertThat(RecordCheck.of(record("two")).identity()).isNotEqualTo(RecordCheck.of(record("one")).identity());
    }

    @Test
    void missingFileOfAMarkedRecordIsToldAndNotReplacedByAnEmptyOne() throws IOException {
        Path path = record("r");
        Stores.open(path).close();
        Files.delete(path.resolve(RecordFile.NAME));
        assertThatThrownBy(() -> Stores.open(path)).isInstanceOf(RecordDamagedException.class)
                .hasMessageContaining("is missing");
        assertThat(path.resolve(RecordFile.NAME)).doesNotExist();
    }

    @Test
    void unreadableMarkIsWrittenAnew() throws Exception {
        Path path = record("r");
        Stores.open(path).close();
        Files.writeString(path.resolve(RecordMark.FILE), "semblance record\nidentity 0\n");
        Stores.open(path).close();
        assertThat(RecordMark.read(path)).isNotNull();
    }

    /** Every bit of the meta pages and of some others, one after the other: refused, or of no effect on what is read. */
    @Test
    void noFlippedBitOfTheFirstPagesIsOverlooked() throws IOException {
        Path path = record("r");
        try (RecordStore store = Stores.open(path)) {
            for (int i = 0; i < 20; i++) {
                put(store, i, 400);
            }
        }
        RecordCheck.Found sound = RecordCheck.of(path);
        Path file = path.resolve(RecordFile.NAME);
        int told = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int bit = 0; bit < 8 * 160; bit++) {
                for (long page = 0; page < 2; page++) {
                    told += toldWhen(channel, path, page * 4096 + bit / 8, bit % 8, sound) ? 1 : 0;
                }
            }
        }
        assertThat(told).isGreaterThan(700);
        assertThat(RecordCheck.of(path)).isEqualTo(sound);
    }

    private static boolean toldWhen(FileChannel channel, Path path, long at, int bit, RecordCheck.Found sound)
            throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        channel.read(one, at);
        byte before = one.get(0);
        channel.write(ByteBuffer.wrap(new byte[]{(byte) (before ^ 1 << bit)}), at);
        try {
            assertThat(RecordCheck.of(path)).as("byte %d, bit %d", at, bit).isEqualTo(sound);
            return false;
        } catch (RecordFormatException damaged) {
            return true;
        } finally {
            channel.write(ByteBuffer.wrap(new byte[]{before}), at);
        }
    }

    @Test
    void whatCannotBeReadIsNoDamage() throws IOException {
        Path path = record("r");
        assertThatThrownBy(() -> RecordCheck.of(path)).isInstanceOf(NoSuchFileException.class);
    }

    /** Whoever believed the size would take more memory than there is, and end the process at each start. */
    @Test
    void damagedSizeTakesNoMemory() throws IOException {
        Path path = record("r");
        int bytes = 20_000;
        try (RecordStore store = Stores.open(path)) {
            put(store, 1, bytes);
        }
        Path file = path.resolve(RecordFile.NAME);
        byte[] page = Files.readAllBytes(file);
        int flipped = 0;
        for (int at = 0; at < page.length - 6; at += 2) {
            // A node: its size in two halves, then that the value lies on pages of its own.
            if (page[at] == (byte) bytes && page[at + 1] == (byte) (bytes >> 8) && page[at + 2] == 0
                    && page[at + 3] == 0 && page[at + 4] == 1 && page[at + 5] == 0) {
                page[at + 3] = 0x60;
                flipped++;
            }
        }
        assertThat(flipped).isPositive();
        Files.write(file, page);
        try (FileChannel sparse = FileChannel.open(file, StandardOpenOption.WRITE)) {
            sparse.write(ByteBuffer.allocate(1), (0x60L << 24) + (1 << 20) - 1);
        }
        assertThatThrownBy(() -> RecordCheck.of(path)).isInstanceOf(RecordDamagedException.class)
                .hasMessageContaining("is not the value that page");
    }
}
