package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.semblance.proof.Seeds;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Random batches, failing ones among them, against sorted maps in memory; with old snapshots held and with reopening. */
class RecordModelTest {

    private static final Table[] SINGLE = {Table.ASSETS, Table.UNITS, Table.SIMPRINTS, Table.SIMPRINT_COUNTS};

    @TempDir
    Path directory;

    private final long seed = Seeds.next();
    private final SplittableRandom random = new SplittableRandom(seed);

    /** What the record should hold: lines of "table key=value" in the record's order, made by a slow twin of its tables. */
    private static final class Model {
        private final Map<Table, TreeMap<String, String>> single = new TreeMap<>();
        private final TreeMap<String, TreeSet<String>> postings = new TreeMap<>();
        private final List<String> changes = new ArrayList<>();

        Model() {
            for (Table table : SINGLE) {
                single.put(table, new TreeMap<>());
            }
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            single.forEach(
                    (table, entries) -> entries.forEach((key, value) -> lines.add(table + " " + key + "=" + value)));
            postings.forEach((key, ids) -> ids.forEach(id -> lines.add(Table.POSTINGS + " " + key + "=" + id)));
            lines.addAll(changes);
            return lines;
        }
    }

    private interface Step {
        void apply(WriteTransaction tx);
    }

    @RepeatedTest(3)
    void theRecordEqualsItsModelThroughFailuresSnapshotsAndReopening() {
        Model model = new Model();
        for (int opened = 0; opened < 4; opened++) {
            try (RecordStore store = Stores.open(directory)) {
                assertThat(lines(store)).describedAs("seed %d", seed).isEqualTo(model.lines());
                try (Snapshot old = store.snapshot()) {
                    List<String> then = model.lines();
                    for (int round = 0; round < 15; round++) {
                        writeSome(store, model);
                    }
                    assertThat(lines(old)).describedAs("seed %d", seed).isEqualTo(then);
                }
                assertThat(lines(store)).describedAs("seed %d", seed).isEqualTo(model.lines());
            }
        }
    }

    private void writeSome(RecordStore store, Model model) {
        List<CompletableFuture<Boolean>> writes = new ArrayList<>();
        List<Boolean> expected = new ArrayList<>();
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            boolean fails = random.nextInt(5) == 0;
            List<Step> steps = new ArrayList<>();
            for (int step = random.nextInt(12); step > 0; step--) {
                steps.add(step(fails ? new Model() : model));
            }
            writes.add(store.write(tx -> {
                steps.forEach(step -> step.apply(tx));
                if (fails) {
                    throw new IllegalStateException("meant to fail");
                }
                return true;
            }));
            expected.add(!fails);
        }
        assertThat(writes.stream().map(write -> write.exceptionally(failure -> false).join()))
                .describedAs("seed %d", seed).isEqualTo(expected);
    }

    private Step step(Model model) {
        long id = random.nextInt(20);
        return switch (random.nextInt(5)) {
            case 0, 1 -> put(model, SINGLE[random.nextInt(SINGLE.length)], key());
            case 2 -> delete(model, SINGLE[random.nextInt(SINGLE.length)], key());
            case 3 -> posting(model, key(), id);
            default -> {
                ChangeOperation operation = random.nextBoolean() ? ChangeOperation.PUT : ChangeOperation.DELETE;
                model.changes.add(operation + " " + id);
                yield tx -> tx.logChange(operation, id);
            }
        };
    }

    private Step put(Model model, Table table, byte[] key) {
        byte[] value = Stores.randomBytes(random,
                random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(40));
        entries(model, table).put(hex(key), hex(value));
        return tx -> tx.put(table, key, value);
    }

    private static Step delete(Model model, Table table, byte[] key) {
        entries(model, table).remove(hex(key));
        return tx -> tx.delete(table, key);
    }

    private Step posting(Model model, byte[] key, long id) {
        TreeSet<String> ids = model.postings.computeIfAbsent(hex(key), absent -> new TreeSet<>());
        if (random.nextInt(10) == 0) {
            ids.clear();
            return tx -> tx.delete(Table.POSTINGS, key);
        }
        if (random.nextInt(3) == 0) {
            ids.remove(hex(Keys.id(id)));
            return tx -> tx.deleteDuplicate(Table.POSTINGS, key, Keys.id(id));
        }
        ids.add(hex(Keys.id(id)));
        return tx -> tx.putDuplicate(Table.POSTINGS, key, Keys.id(id));
    }

    private static Map<String, String> entries(Model model, Table table) {
        return Objects.requireNonNull(model.single.get(table));
    }

    /** Few different keys of different lengths, so that they meet. */
    private byte[] key() {
        byte[] key = new byte[random.nextInt(1, 4)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(3) * 100);
        }
        return random.nextInt(20) == 0 ? Arrays.copyOf(key, Keys.MAX_BYTES) : key;
    }

    private static List<String> lines(RecordStore store) {
        try (Snapshot snapshot = store.snapshot()) {
            return lines(snapshot);
        }
    }

    private static List<String> lines(Snapshot snapshot) {
        List<String> lines = new ArrayList<>();
        return snapshot.read(tx -> {
            for (Table table : Table.values()) {
                if (table != Table.META && table != Table.LOG) {
                    tx.scan(table, new byte[0], (key, value) -> lines.add(table + " " + hex(key) + "=" + hex(value)));
                }
            }
            lines.sort(Comparator.comparing(line -> Table.valueOf(line.split(" ", 2)[0]) == Table.POSTINGS));
            tx.changesSince(0, change -> lines.add(change.operation() + " " + change.id()));
            return lines;
        });
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String hex(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return hex(bytes);
    }
}
