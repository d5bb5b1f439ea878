package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.ByteBufferProxy;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;

/**
 * What was done to a record that is sound: nothing of it may pass for damage, since what is damaged is taken out of service. A
 * {@link RecordDamagedException} sets aside; all other failures leave the files where they are.
 */
class SoundRecordTest {

    @TempDir
    Path directory;

    private Path indexes = Path.of("");
    private Path works = Path.of("");

    @BeforeEach
    void writeRecord() throws IOException {
        indexes = Files.createDirectories(directory.resolve("indexes"));
        works = Files.createDirectory(indexes.resolve("works"));
        try (RecordStore store = Stores.open(works)) {
            store.write(Stores.put(1, "one")).join();
            store.write(Stores.put(2, "two")).join();
        }
    }

    private static RecordStore open(Path record) {
        return RecordStore.openExisting(record, Stores.OPTIONS, FirstReading.none(), CommitListener.none());
    }

    private static void assertServed(Path record) {
        try (RecordStore store = open(record)) {
            assertThat(Stores.asset(store, 1)).isEqualTo("one");
            assertThat(Stores.asset(store, 2)).isEqualTo("two");
            assertThat(store.write(Stores.put(3, "three")).join()).isPositive();
            assertThat(Stores.asset(store, 3)).isEqualTo("three");
        }
    }

    private static void assertFailsButIsNoDamage(ThrowingCallable opening, Class<?> as) {
        assertThatThrownBy(opening).isInstanceOf(as).isNotInstanceOf(RecordDamagedException.class);
    }

    /** A version to come has one more table and other flags, and says so by its format. */
    @Test
    void recordOfANewerVersionWithTablesOfItsOwnIsNotDamaged() throws IOException {
        try (Env<ByteBuffer> newer = Env.create(ByteBufferProxy.PROXY_OPTIMAL).setMaxDbs(Table.values().length + 2)
                .setMapSize(1 << 26).open(works.toFile(), EnvFlags.MDB_NOTLS); var txn = newer.txnWrite()) {
            newer.openDbi(txn, "zones".getBytes(StandardCharsets.UTF_8), null, false,
                    DbiFlags.MDB_CREATE, DbiFlags.MDB_DUPSORT).put(txn, direct(1), direct(1));
            newer.openDbi(txn, "meta".getBytes(StandardCharsets.UTF_8), null, false)
                    .put(txn, ByteBuffer.allocateDirect(13).put(Keys.name("record.format")).flip(),
                            direct(LmdbEnvironment.FORMAT + 1));
            txn.commit();
        }
        assertThatThrownBy(() -> open(works)).isInstanceOf(RecordFormatException.class)
                .isNotInstanceOf(RecordDamagedException.class).hasMessageContaining("newer version");
    }

    /** A service to come brings an LMDB that writes otherwise; its file must be there for it when this one is put back. */
    @Test
    void recordOfAnotherVersionOfLmdbIsNotDamaged() throws IOException {
        Path file = works.resolve(RecordFile.NAME);
        byte[] sound = Files.readAllBytes(file);
        for (int magicAt : new int[]{16, 24}) {
            byte[] other = sound.clone();
            for (int page = 0; page < 2; page++) {
                ByteBuffer head = ByteBuffer.wrap(other, page * 4096, 4096).slice().order(ByteOrder.nativeOrder());
                head.putInt(magicAt, 0xBEEFC0DE).putInt(magicAt + 4, 2);
            }
            Files.write(file, other);
            assertThatThrownBy(() -> open(works)).isInstanceOf(RecordFormatException.class)
                    .isNotInstanceOf(RecordDamagedException.class)
                    .hasMessageContaining("version 2 of LMDB's format")
                    .hasMessageContaining("newer version of Semblance");
            assertThat(file).as("it stays as it is").hasBinaryContent(other);
        }
    }

    /** A version that is wrong in one of the two pages was never written. */
    @Test
    void versionOfLmdbThatWasDamagedInOnePageIsDamage() throws IOException {
        Path file = works.resolve(RecordFile.NAME);
        byte[] sound = Files.readAllBytes(file);
        for (int page = 0; page < 2; page++) {
            byte[] damaged = sound.clone();
            damaged[page * 4096 + 20] ^= 2;
            Files.write(file, damaged);
            assertThatThrownBy(() -> open(works)).isInstanceOf(RecordDamagedException.class);
        }
    }

    private static ByteBuffer direct(int value) {
        return ByteBuffer.allocateDirect(Integer.BYTES).putInt(value).flip();
    }

    @Test
    void linkToADiskThatIsNotMountedIsNoDamageAndServedOnceItIs() throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Files.move(works, disk.resolve("works"));
        Files.createSymbolicLink(works, disk.resolve("works"));
        assertServed(works);
        Files.move(disk, directory.resolve("unplugged"));
        assertFailsButIsNoDamage(() -> open(works), UncheckedIOException.class);
        Path emptyMountPoint = Files.createDirectories(disk.resolve("works"));
        assertFailsButIsNoDamage(() -> open(works), UncheckedIOException.class);
        assertThat(emptyMountPoint).as("no empty record came in its place").isEmptyDirectory();
        Files.delete(emptyMountPoint);
        Files.delete(disk);
        Files.move(directory.resolve("unplugged"), disk);
        assertServed(works);
    }

    @Test
    void linkedFileThatIsNotThereIsNoDamage() throws IOException {
        Path file = works.resolve(RecordFile.NAME);
        Path elsewhere = directory.resolve("elsewhere.mdb");
        Files.move(file, elsewhere);
        Files.createSymbolicLink(file, elsewhere);
        assertServed(works);
        Files.move(elsewhere, directory.resolve("unplugged"));
        assertFailsButIsNoDamage(() -> open(works), UncheckedIOException.class);
        assertFailsButIsNoDamage(() -> Stores.open(works), UncheckedIOException.class);
        assertThat(elsewhere).as("no empty record came in its place").doesNotExist();
    }

    /** The directory of data takes a link that leads nowhere for an index, which fails, and not for a stray, which moves. */
    @Test
    void linkThatLeadsNowhereStaysWhereTheIndexesAre() throws IOException {
        Files.createSymbolicLink(indexes.resolve("away"), directory.resolve("nowhere"));
        try (DataDirectory data = DataDirectory.open(directory)) {
            assertThat(data.indexes()).containsExactly("away", "works");
            assertThat(data.quarantine().entries()).isEmpty();
        }
        assertThat(Files.isSymbolicLink(indexes.resolve("away"))).isTrue();
    }

    @Test
    void copiedDirectoryIsServedBesideItsOriginal() throws IOException {
        Path copy = Files.createDirectory(indexes.resolve("copy"));
        for (String name : new String[]{RecordFile.NAME, RecordMark.FILE, "lock.mdb"}) {
            Files.copy(works.resolve(name), copy.resolve(name));
        }
        try (RecordStore original = open(works)) {
            assertServed(copy);
            assertThat(Stores.asset(original, 3)).isNull();
        }
    }

    @Test
    void directoryPutBackAsAWholeIsServed() throws IOException {
        Path backup = Files.createDirectory(directory.resolve("backup"));
        for (String name : new String[]{RecordFile.NAME, RecordMark.FILE}) {
            Files.copy(works.resolve(name), backup.resolve(name));
        }
        assertServed(works);
        Directories.deleteTree(works);
        Files.move(backup, works);
        assertServed(works);
    }

    /** Whoever puts an older file back by hand is told what says that it is the wrong one, and how to say that it is not. */
    @Test
    void olderFilePutBackByHandIsServedOnceItsMarkIsGone() throws IOException {
        Path backup = Files.copy(works.resolve(RecordFile.NAME), directory.resolve("backup.mdb"));
        assertServed(works);
        Files.copy(backup, works.resolve(RecordFile.NAME), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> open(works)).isInstanceOf(RecordDamagedException.class)
                .hasMessageContaining("older than it should be").hasMessageContaining("remove the file MARK");
        Files.delete(works.resolve(RecordMark.FILE));
        assertServed(works);
    }

    @Test
    void recordWhoseMarkCannotBeWrittenIsServedAndMarkedAtTheNextStart() throws Exception {
        Files.delete(works.resolve(RecordMark.FILE));
        Path inTheWay = Files.createDirectories(works.resolve(RecordMark.FILE + ".tmp").resolve("theirs"));
        assertServed(works);
        assertThat(works.resolve(RecordMark.FILE)).doesNotExist();
        Files.delete(inTheWay);
        Files.delete(works.resolve(RecordMark.FILE + ".tmp"));
        assertServed(works);
        assertThat(Objects.requireNonNull(RecordMark.read(works)).identity())
                .isEqualTo(RecordCheck.of(works).identity());
    }

    /** Two environments over one file in one process would undo each other's locks. */
    @Test
    void oneFileIsNotOpenedTwiceUnderWhateverName() throws IOException {
        Path link = Files.createSymbolicLink(indexes.resolve("link"), works);
        try (RecordStore store = open(works)) {
            assertFailsButIsNoDamage(() -> open(link), IllegalStateException.class);
            Path renamed = Files.move(works, indexes.resolve("renamed"));
            assertFailsButIsNoDamage(() -> open(renamed), IllegalStateException.class);
            assertThat(store.write(Stores.put(3, "three")).join()).isEqualTo(3L);
        }
        assertServed(indexes.resolve("renamed"));
    }

    /** What a kill leaves behind the last commit: pages that no state uses. */
    @Test
    void pagesBehindTheLastCommitAreNoDamage() throws IOException {
        Files.write(works.resolve(RecordFile.NAME), new byte[3 * 4096 + 17], StandardOpenOption.APPEND);
        assertServed(works);
    }

    /** A directory that was written before there were copies of its marks gets them, and nothing is set aside. */
    @Test
    void directoryWithoutCopiesOfItsMarksIsTakenAsItIs() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            data.claim("lmdb");
        }
        Files.delete(directory.resolve(DirectoryMarks.FILE));
        Files.delete(works.resolve(RecordMark.FILE));
        try (DataDirectory data = DataDirectory.open(directory)) {
            data.claim("lmdb");
            assertThat(data.quarantine().entries()).isEmpty();
            assertThat(data.indexes()).containsExactly("works");
        }
        assertThat(DirectoryMarks.read(directory)).isEqualTo(new DirectoryMarks("semblance 1", "lmdb"));
        assertServed(works);
    }
}
