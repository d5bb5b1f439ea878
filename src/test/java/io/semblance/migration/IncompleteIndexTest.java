package io.semblance.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.semblance.asset.AssetDraft;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/** What an index of iscc-search lacks, or holds beside what it should, is in the report; made by changing its file. */
class IncompleteIndexTest {

    private static final String ASSETS = "__assets__";
    private static final String TYPE = "CONTENT_TEXT_V0";
    private static final String SIMPRINTS = "__sp_" + TYPE + "__";
    private static final String MARKS = "__sp_assets_" + TYPE + "__";
    private static final long NO_ASSET = 0x7FFF_FFFF_FFFF_F000L;

    @TempDir
    Path directory;

    private IsccSearchDirectory.Found works;

    @BeforeEach
    void unpack() throws IOException {
        Fixture.unpack(directory);
        works = IsccSearchDirectory.at(directory.resolve("usearch")).indexes().getLast();
    }

    @Test
    void anUnchangedFileLacksNothing() throws IOException {
        assertThat(report()).isEmpty();
    }

    @Test
    void tableThatIsNotKnownIsNamed() throws IOException {
        change(work -> work.put("__extra__", bytes("key"), bytes("value"), DbiFlags.MDB_CREATE));
        assertThat(report()).containsExactly("table __extra__ is not known and was not read");
    }

    @Test
    void tableOfAssetsThatIsMissingIsNamed() throws IOException {
        change(work -> work.drop(ASSETS));
        assertThat(report()).contains("table __assets__ is missing");
    }

    @Test
    void assetUnderAKeyThatIsNoIdIsReportedByItsKey() throws IOException {
        change(work -> work.put(ASSETS, new byte[]{1, 2, 3}, bytes("{}")));
        assertThat(report()).containsExactly("key 010203: It is stored under a key that is no ISCC-ID.");
    }

    @Test
    void assetUnderTheKeyOfAnotherOneIsReported() throws IOException {
        change(work -> work.put(ASSETS, id(NO_ASSET), bytes("{\"iscc_id\":\"" + Fixture.MALFORMED + "\"}")));
        assertThat(report()).singleElement().asString().endsWith(
                "It is stored under a key that is not its iscc_id " + Fixture.MALFORMED + ".");
    }

    @Test
    void simprintsOfNoAssetAreCounted() throws IOException {
        change(work -> {
            work.put(SIMPRINTS, bytes("simprint"), place(NO_ASSET));
            work.put(SIMPRINTS, bytes("tnirpmis"), place(NO_ASSET));
        });
        assertThat(report()).containsExactly("-: 2 simprints belong to no asset of the index.");
    }

    @Test
    void simprintsWithoutAPlaceAreCounted() throws IOException {
        change(work -> work.put(SIMPRINTS, bytes("simprint"), new byte[]{1, 2, 3}));
        assertThat(report()).containsExactly("-: 1 simprints lack their asset, offset and size.");
    }

    @Test
    void simprintsThatAnAssetShouldHaveAndThatAreNotThereAreReported() throws IOException {
        change(work -> work.put(MARKS, work.lastKey(ASSETS), new byte[16]));
        assertThat(report()).singleElement().asString()
                .endsWith(": Its simprints of type " + TYPE + " are not in the file.");
    }

    /** Fingerprints are marks for the import: what they say of the simprints is not compared with them. */
    @Test
    void fingerprintIsNotComparedWithTheSimprints() throws IOException {
        change(work -> work.put(MARKS, work.lastKey(MARKS), new byte[16]));
        assertThat(report()).isEmpty();
    }

    @Test
    void writeInTheMiddleOfTheReadingIsReported() throws IOException {
        List<String> report = new ArrayList<>();
        try (IsccSearchIndex index = IsccSearchIndex.open(works, Long.MAX_VALUE)) {
            index.read(new Reported(report));
            change(work -> work.put(ASSETS, id(NO_ASSET), bytes("{}")));
            report.addAll(index.damage());
        }
        assertThat(report)
                .containsExactly("the file was written while it was read: stop iscc-search and import again");
    }

    private List<String> report() throws IOException {
        List<String> report = new ArrayList<>();
        try (IsccSearchIndex index = IsccSearchIndex.open(works, Long.MAX_VALUE)) {
            index.read(new Reported(report));
            report.addAll(index.damage());
        }
        return report;
    }

    /** Keeps what is wrong. */
    private record Reported(List<String> report) implements AssetVisitor {

        @Override
        public void asset(AssetDraft draft, int bytes) {
            // That good assets come over is tested elsewhere.
        }

        @Override
        public void unreadable(String id, String reason) {
            report.add(id + ": " + reason);
        }

        @Override
        public void incomplete(String id, String reason) {
            report.add(id + ": " + reason);
        }
    }

    private void change(Consumer<Work> change) {
        try (Env<ByteBuffer> env = Env.create().setMapSize(64L << 20).setMaxDbs(32).open(works.file().toFile(),
                EnvFlags.MDB_NOSUBDIR, EnvFlags.MDB_NOLOCK); Txn<ByteBuffer> txn = env.txnWrite()) {
            change.accept(new Work(env, txn));
            txn.commit();
        }
    }

    /** Rows of the file, in one transaction. */
    private record Work(Env<ByteBuffer> env, Txn<ByteBuffer> txn) {

        void put(String table, byte[] key, byte[] value, DbiFlags... flags) {
            table(table, flags).put(txn, direct(key), direct(value));
        }

        void drop(String table) {
            table(table).drop(txn, true);
        }

        byte[] lastKey(String table) {
            try (var cursor = table(table).openCursor(txn)) {
                assertThat(cursor.last()).as(table).isTrue();
                byte[] key = new byte[cursor.key().remaining()];
                cursor.key().get(key);
                return key;
            }
        }

        private Dbi<ByteBuffer> table(String name, DbiFlags... flags) {
            return env.openDbi(txn, bytes(name), null, false, flags);
        }

        private static ByteBuffer direct(byte[] bytes) {
            return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] id(long id) {
        return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    }

    private static byte[] place(long id) {
        return ByteBuffer.allocate(16).putLong(id).putInt(0).putInt(100).array();
    }
}
