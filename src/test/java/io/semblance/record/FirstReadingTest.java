package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is handed on while a record is checked, and what opening makes of those who refuse it. */
class FirstReadingTest {

    private static final Set<Table> TABLES = Set.of(Table.UNITS, Table.SIMPRINTS, Table.POSTINGS);

    @TempDir
    Path directory;

    /** Notes what it is given, table by table. */
    private static final class Noted implements FirstReading {

        final Map<Table, List<String>> entries = new EnumMap<>(Table.class);
        final AtomicInteger inside = new AtomicInteger();
        private final ObjIntConsumer<Table> seen;

        /** @param seen is told of each entry's table and number in it, and may refuse it */
        Noted(ObjIntConsumer<Table> seen) {
            this.seen = seen;
            TABLES.forEach(table -> entries.put(table, Collections.synchronizedList(new ArrayList<>())));
        }

        @Override
        public Set<Table> tables() {
            return TABLES;
        }

        @Override
        public void take(Table table, ByteBuffer key, ByteBuffer value) {
            inside.incrementAndGet();
            try {
                entries.getOrDefault(table, List.of()).add(text(key, value));
                seen.accept(table, entries.getOrDefault(table, List.of()).size());
            } finally {
                inside.decrementAndGet();
            }
        }
    }

    private static String text(ByteBuffer key, ByteBuffer value) {
        return hex(key) + '=' + hex(value);
    }

    private static String hex(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static RecordStore open(Path record, FirstReading reading) {
        return RecordStore.openExisting(record, Stores.OPTIONS, reading, CommitListener.none());
    }

    private Path filled(long seed) throws IOException {
        Path record = Files.createDirectories(directory.resolve("r"));
        SplittableRandom random = new SplittableRandom(seed);
        try (RecordStore store = Stores.open(record)) {
            for (int commit = 0; commit < 30; commit++) {
                store.write(tx -> {
                    for (int i = 0; i < 40; i++) {
                        byte[] key = Keys.id(random.nextInt(600));
                        tx.put(Table.UNITS, key, Stores.randomBytes(random, random.nextInt(200)));
                        tx.put(Table.SIMPRINTS, key, Stores.randomBytes(random, random.nextInt(9_000)));
                        tx.putDuplicate(Table.POSTINGS, Keys.posting((short) 1, Keys.id(random.nextInt(3))),
                                Keys.id(random.nextInt(5_000)));
                        tx.delete(Table.SIMPRINTS, Keys.id(random.nextInt(600)));
                        tx.logChange(ChangeOperation.PUT, Keys.id(ByteBuffer.wrap(key)));
                    }
                    return tx.sequence();
                }).join();
            }
        }
        return record;
    }

    @Test
    void whatIsHandedOnIsWhatTheOpenRecordHolds() throws IOException {
        for (long seed = 1; seed <= 3; seed++) {
            Noted noted = new Noted((table, number) -> {
            });
            try (RecordStore store = open(filled(seed), noted); Snapshot snapshot = store.snapshot()) {
                for (Table table : TABLES) {
                    List<String> held = new ArrayList<>();
                    snapshot.read(tx -> {
                        tx.scan(table, new byte[0], (key, value) -> held.add(text(key, value)));
                        return held;
                    });
                    assertThat(noted.entries.get(table)).as("%s, seed %d", table, seed).isEqualTo(held).isNotEmpty();
                }
            }
        }
    }

    @Test
    void refusedEntryFailsTheOpeningOfASoundRecordAndIsNoDamage() throws IOException {
        Path record = filled(4);
        Noted noted = refusing(new IllegalArgumentException("units of a kind to come"));
        assertThatThrownBy(() -> open(record, noted)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("units of a kind to come");
        assertThat(noted.entries.get(Table.UNITS)).as("none is taken after a refusal").hasSize(20);
        assertThat(noted.inside).hasValue(0);
        open(record, FirstReading.none()).close();
    }

    private static Noted refusing(RuntimeException refusal) {
        return new Noted((table, number) -> {
            if (table == Table.UNITS && number == 20) {
                throw refusal;
            }
        });
    }

    /** Whoever cannot read a value that was damaged must not hide that it was. */
    @Test
    void damageExplainsARefusal() throws IOException {
        Path record = filled(5);
        Path file = record.resolve(RecordFile.NAME);
        byte[] bytes = Files.readAllBytes(file);
        byte[] value = lastUnits(record);
        int at = find(bytes, value);
        bytes[at + value.length / 2] ^= 1;
        Files.write(file, bytes);
        Noted noted = refusing(new IllegalArgumentException("it cannot be read"));
        assertThatThrownBy(() -> open(record, noted)).isInstanceOf(RecordDamagedException.class);
        assertThat(noted.inside).hasValue(0);
    }

    private static byte[] lastUnits(Path record) {
        List<byte[]> values = new ArrayList<>();
        try (RecordFile file = RecordFile.open(record)) {
            file.read(tx -> {
                tx.scan(Table.UNITS, new byte[0], (key, value) -> {
                    byte[] bytes = new byte[value.remaining()];
                    value.get(bytes);
                    if (bytes.length > 50) {
                        values.add(bytes);
                    }
                    return true;
                });
                return values;
            });
        }
        return values.getLast();
    }

    /** Where the value lies last: older copies of its page are free. */
    private static int find(byte[] bytes, byte[] value) {
        for (int at = bytes.length - value.length; at >= 0; at--) {
            if (ByteBuffer.wrap(bytes, at, value.length).equals(ByteBuffer.wrap(value))) {
                return at;
            }
        }
        throw new AssertionError("the value is not in the file");
    }

    @Test
    void cancellingEndsTheOpeningAndNothingIsHandedOnAfterwards() throws IOException {
        Path record = filled(6);
        for (int round = 0; round < 20; round++) {
            Noted noted = refusing(new CancellationException("stop"));
            assertThatThrownBy(() -> open(record, noted)).isInstanceOf(CancellationException.class);
            assertThat(noted.inside).hasValue(0);
        }
        open(record, FirstReading.none()).close();
    }

    @Test
    void statedAssetsAreThoseOfTheRecordAndNoneWhereThatCannotBeTold() throws IOException {
        Path record = Files.createDirectories(directory.resolve("r"));
        assertThat(RecordStore.statedAssets(record)).isZero();
        try (RecordStore store = Stores.open(record)) {
            store.write(Stores.put(1, "one")).join();
            store.write(Stores.put(2, "two")).join();
        }
        assertThat(RecordStore.statedAssets(record)).isEqualTo(2);
        Files.write(record.resolve(RecordFile.NAME), new byte[100]);
        assertThat(RecordStore.statedAssets(record)).isZero();
    }
}
