package io.semblance.migration.lmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.semblance.migration.Fixture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmdbjava.ByteBufferProxy;
import org.lmdbjava.CursorIterable;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/** The reader against LMDB itself, and against files that LMDB would not survive. */
class LmdbFileTest {

    private static final HexFormat HEX = HexFormat.of();

    @TempDir
    Path directory;

    @BeforeEach
    void unpack() {
        Fixture.unpack(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usearch/works/index.lmdb", "usearch/second/index.lmdb", "usearch/empty/index.lmdb",
            "lmdb/works.lmdb", "lmdb/second.lmdb", "lmdb/empty.lmdb"})
    void rowsAreThoseThatLmdbReads(String name) throws IOException {
        Path file = directory.resolve(name);
        assertThat(rows(file, new ArrayList<>())).isEqualTo(rowsByLmdb(file));
    }

    @Test
    void fixtureHoldsEveryShapeThatAFileCanHave() throws IOException {
        try (LmdbFile file = LmdbFile.open(directory.resolve("usearch/works/index.lmdb"))) {
            assertThat(file.entries("__sp_CONTENT_TEXT_V0__")).as("values enough for a tree of their own")
                    .isGreaterThan(500);
            assertThat(file.hasSeveralValues("__sp_CONTENT_TEXT_V0__")).isTrue();
            assertThat(file.hasSeveralValues("__assets__")).isFalse();
            List<Integer> lengths = new ArrayList<>();
            file.scan("__assets__", (key, value) -> lengths.add(value.length));
            assertThat(lengths).as("a value on pages of its own").anyMatch(length -> length > 8192);
            assertThat(lengths.stream().mapToInt(Integer::intValue).sum()).as("several leaves").isGreaterThan(16_384);
            assertThat(file.changed()).isFalse();
        }
    }

    @Test
    void otherFilesAreRefusedWithTheReason() throws IOException {
        Path other = directory.resolve("other");
        Files.writeString(other, "short");
        assertThatThrownBy(() -> LmdbFile.open(other)).isInstanceOf(NotLmdbException.class)
                .hasMessageContaining("too short");
        Files.write(other, new byte[20_000]);
        assertThatThrownBy(() -> LmdbFile.open(other)).isInstanceOf(NotLmdbException.class)
                .hasMessageContaining("no LMDB file");
        byte[] newer = Files.readAllBytes(directory.resolve("lmdb/second.lmdb"));
        newer[20] = 2;
        newer[4096 + 20] = 2;
        Files.write(other, newer);
        assertThatThrownBy(() -> LmdbFile.open(other)).isInstanceOf(NotLmdbException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void oneGoodMetaPageIsEnough() throws IOException {
        Path file = directory.resolve("lmdb/works.lmdb");
        byte[] bytes = Files.readAllBytes(file);
        byte[] withoutFirst = bytes.clone();
        Arrays.fill(withoutFirst, 0, 4096, (byte) 0);
        Path damaged = Files.write(directory.resolve("damaged"), withoutFirst);
        assertThat(rows(damaged, new ArrayList<>())).containsKey("__assets__");
    }

    @Test
    void fileThatIsCutShortSaysSoAndGivesRowsThatAreTrue() throws IOException {
        Path file = directory.resolve("usearch/works/index.lmdb");
        Map<String, List<String>> whole = rows(file, new ArrayList<>());
        byte[] bytes = Files.readAllBytes(file);
        for (int length = bytes.length - 1; length > 4096; length -= 5000) {
            Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(bytes, length));
            List<String> damage = new ArrayList<>();
            Map<String, List<String>> rows = rows(cut, damage);
            assertThat(damage).as("%d bytes", length).anyMatch(line -> line.contains("cut short"));
            rows.forEach((table, some) -> assertThat(new HashSet<>(whole.get(table))).as(table).containsAll(some));
        }
    }

    /**
     * Whatever is written over a page: no endless walk, and no error but an IOException in words. Damage inside of a value
     * cannot be seen here: LMDB keeps no sums.
     */
    @Test
    void noDamageEndsInAnythingWorseThanAnIOException() throws IOException {
        long seed = 20261125;
        Random random = new Random(seed);
        byte[] whole = Files.readAllBytes(directory.resolve("usearch/works/index.lmdb"));
        Path file = directory.resolve("damaged");
        for (int round = 0; round < 300; round++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(8192, damaged.length);
            for (int i = 0; i < 1 + random.nextInt(16); i++) {
                damaged[Math.min(damaged.length - 1, at + i)] = (byte) random.nextInt();
            }
            Files.write(file, damaged);
            try {
                rows(file, new ArrayList<>());
            } catch (IOException allowed) {
                assertThat(allowed).as("seed %d, round %d", seed, round).hasMessageNotContaining("null");
            }
        }
    }

    private static Map<String, List<String>> rows(Path path, List<String> damage) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (LmdbFile file = LmdbFile.open(path)) {
            for (String table : file.tables()) {
                List<String> list = rows.computeIfAbsent(table, name -> new ArrayList<>());
                file.scan(table, (key, value) -> list.add(HEX.formatHex(key) + "=" + HEX.formatHex(value)));
            }
            damage.addAll(file.damage());
        }
        return rows;
    }

    private static Map<String, List<String>> rowsByLmdb(Path path) {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Env<ByteBuffer> env = Env.create(ByteBufferProxy.PROXY_OPTIMAL).setMapSize(1 << 24).setMaxDbs(64).open(
                path.toFile(), EnvFlags.MDB_RDONLY_ENV, EnvFlags.MDB_NOLOCK, EnvFlags.MDB_NOSUBDIR)) {
            for (byte[] name : env.getDbiNames()) {
                List<String> list = rows.computeIfAbsent(new String(name, StandardCharsets.UTF_8),
                        table -> new ArrayList<>());
                try (Txn<ByteBuffer> tx = env.txnRead()) {
                    Dbi<ByteBuffer> table = env.openDbi(tx, name, null, false);
                    try (CursorIterable<ByteBuffer> cursor = table.iterate(tx)) {
                        cursor.forEach(row -> list.add(hex(row.key()) + "=" + hex(row.val())));
                    }
                }
            }
        }
        return rows;
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HEX.formatHex(copy);
    }
}
