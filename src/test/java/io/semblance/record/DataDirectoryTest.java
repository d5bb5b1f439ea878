package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.io.UncheckedIOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void aMissingDirectoryIsCreatedMarkedAndLocked() throws Exception {
        Path missing = directory.resolve("a/b");
        try (DataDirectory data = DataDirectory.open(missing)) {
            assertThat(data.path()).isEqualTo(missing.toRealPath());
            assertThat(data.fileSystem()).isEqualTo(Files.getFileStore(missing).type());
            assertThat(Files.readString(missing.resolve("FORMAT"))).isEqualTo("semblance 1\n");
            assertThat(entries(missing)).containsExactly("FORMAT", "indexes", "semblance.lock");
        }
    }

    @Test
    void aSecondOpenIsRefusedWithPidHostAndAddressUntilTheFirstIsClosed() throws Exception {
        long pid = ProcessHandle.current().pid();
        Path link = Files.createSymbolicLink(directory.resolve("link"),
                Files.createDirectory(directory.resolve("data")));
        DataDirectory first = DataDirectory.open(directory.resolve("data"));
        String[] holder = Files.readString(link.resolve("semblance.lock")).strip().split(" ");
        assertThat(holder).hasSize(4).startsWith(Long.toString(pid)).endsWith("-");
        assertRefused(() -> DataDirectory.open(link), "pid " + pid + " on host " + holder[1]);
        first.announceAddress("127.0.0.1:8000");
        assertThat(Files.readString(link.resolve("semblance.lock")).strip()).endsWith(" 127.0.0.1:8000");
        assertRefused(() -> DataDirectory.open(link), "serving at 127.0.0.1:8000");
        first.close();
        DataDirectory.open(link).close();
    }

    @Test
    void aNewerFormatIsRefused() throws Exception {
        Files.writeString(directory.resolve("FORMAT"), "semblance 2\n");
        assertRefused(() -> DataDirectory.open(directory), "has format 2 and this version reads up to 1");
        Files.writeString(directory.resolve("FORMAT"), "something else");
        assertRefused(() -> DataDirectory.open(directory), "is not the mark of a Semblance data directory");
        Files.writeString(directory.resolve("FORMAT"), "semblance 1");
        DataDirectory.open(directory).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "ceph", "fuse.glusterfs"})
    void aNetworkFileSystemIsRefusedAndNotTouched(String type) throws Exception {
        assertRefused(() -> DataDirectory.open(directory, path -> type), "network file system (" + type + ")");
        assertThat(entries(directory)).isEmpty();
    }

    @Test
    void aDirectoryOfIsccSearchIsRefusedAndNotTouched() throws Exception {
        Files.createDirectories(directory.resolve("usearch/main"));
        Files.writeString(directory.resolve("usearch/main/index.lmdb"), "theirs");
        assertRefused(() -> DataDirectory.open(directory.resolve("usearch")), "belongs to iscc-search (main)",
                "bin/semblance import --from-iscc-search " + directory.resolve("usearch").toRealPath());
        assertThat(entries(directory.resolve("usearch"))).containsExactly("main");
        Files.createDirectories(directory.resolve("lmdb"));
        Files.writeString(directory.resolve("lmdb/main.lmdb"), "theirs");
        assertRefused(() -> DataDirectory.open(directory.resolve("lmdb")), "belongs to iscc-search (main.lmdb)");
        assertThat(entries(directory.resolve("lmdb"))).containsExactly("main.lmdb");
    }

    @Test
    void whatCannotBeWrittenIsRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "text");
        assertRefused(() -> DataDirectory.open(file), "is a file");
        assertRefused(() -> DataDirectory.open(file.resolve("data")), "cannot be created");
        Path kernel = Path.of("/proc/self");
        assumeTrue(Files.isDirectory(kernel), "/proc, which nobody can write, is not there");
        assertRefused(() -> DataDirectory.open(kernel), "cannot be written by this user");
    }

    @Test
    void anIndexAppearsFilledAndDisappearsWhole() {
        try (DataDirectory data = DataDirectory.open(directory)) {
            Path main = data.createIndex("main", filling -> {
                assertThat(data.indexes()).isEmpty();
                Stores.open(filling).close();
            });
            data.createIndex("archive", filling -> {
            });
            assertThat(main).isEqualTo(data.indexDirectory("main"));
            assertThat(data.indexes()).containsExactly("archive", "main");
            assertThat(Files.exists(main.resolve("data.mdb"))).isTrue();
            assertThatThrownBy(() -> data.createIndex("main", filling -> {
            })).isInstanceOf(IllegalStateException.class);
            assertThat(data.deleteIndex("main")).isTrue();
            assertThat(data.deleteIndex("main")).isFalse();
            assertThat(data.indexes()).containsExactly("archive");
            assertThat(Files.exists(main)).isFalse();
        }
    }

    @Test
    void anIndexWhoseFillingFailsDoesNotExist() {
        try (DataDirectory data = DataDirectory.open(directory)) {
            assertThatThrownBy(() -> data.createIndex("main", filling -> {
                throw new IllegalStateException("cannot fill");
            })).hasMessage("cannot fill");
            assertThat(data.indexes()).isEmpty();
            data.createIndex("main", filling -> {
            });
            assertThat(data.indexes()).containsExactly("main");
        }
    }

    @Test
    void whatAKillLeftHalfWayIsRemovedAtTheNextOpen() throws Exception {
        DataDirectory.open(directory).close();
        Path indexes = directory.resolve("indexes");
        Files.createDirectory(indexes.resolve("kept"));
        for (String leftover : List.of(".creating-half", ".deleted-gone-1")) {
            Files.createDirectory(indexes.resolve(leftover));
            Files.writeString(indexes.resolve(leftover).resolve("data.mdb"), "part");
        }
        try (DataDirectory data = DataDirectory.open(directory)) {
            assertThat(data.indexes()).containsExactly("kept");
            assertThat(entries(indexes)).containsExactly("kept");
        }
    }

    /** As an operator leaves it; it may not be the only copy, so that it comes back by moving it. */
    @Test
    void copyUnderANameThatNoIndexCanHaveIsSetAsideWholeAndItsNoteSaysHowItIsServed() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory)) {
            data.createIndex("works", filling -> Stores.open(filling).close());
        }
        Path copy = Files.createDirectory(directory.resolve("indexes/works.bak"));
        byte[] record = Files.readAllBytes(directory.resolve("indexes/works/data.mdb"));
        Files.write(copy.resolve("data.mdb"), record);
        Files.writeString(directory.resolve("indexes/notes.txt"), "mine");
        try (DataDirectory data = DataDirectory.open(directory)) {
            assertThat(data.indexes()).containsExactly("works");
            assertThat(data.quarantine().entries()).extracting(QuarantineEntry::name)
                    .containsExactlyInAnyOrder("works.bak", "notes.txt");
            for (QuarantineEntry entry : data.quarantine().entries()) {
                boolean isCopy = entry.name().equals("works.bak");
                assertThat(entry.toDo().contains("To serve it, move it back")).isEqualTo(isCopy);
                if (isCopy) {
                    assertThat(entry.path().resolve("works.bak/data.mdb")).hasBinaryContent(record);
                    Files.move(entry.path().resolve("works.bak"), directory.resolve("indexes/worksbak"));
                }
            }
        }
        try (DataDirectory data = DataDirectory.open(directory)) {
            assertThat(data.indexes()).containsExactly("works", "worksbak");
            Stores.open(data.indexDirectory("worksbak")).close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../x", "a/b", "A", "1a", ".deleted-a-1", "a\u0000",
            "abcdefghijklmnopqrstuvwxyz0123456"})
    void namesThatAreNoIndexNamesNameNoPath(String name) {
        try (DataDirectory data = DataDirectory.open(directory)) {
            assertThatThrownBy(() -> data.indexDirectory(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Refusals are two sentences, what is wrong and what to do. */
    private static void assertRefused(ThrowingCallable open, String... words) {
        assertThatThrownBy(open).isInstanceOfSatisfying(DataDirectoryException.class, refusal -> {
            assertThat(refusal.problem()).endsWith(".");
            assertThat(refusal.action()).matches("[A-Z].*\\.");
            assertThat(refusal).hasMessage(refusal.problem() + " " + refusal.action()).hasMessageContainingAll(words);
        });
    }

    private static List<String> entries(Path path) throws IOException {
        try (Stream<Path> children = Files.list(path)) {
            return children.map(child -> String.valueOf(child.getFileName())).sorted().toList();
        }
    }

    /** As an operator does who moves something back while a restore fills an index for minutes. */
    @Test
    void whatSomebodyElsePutsInTheWayOfACreationStays() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            Path taken = directory.resolve("indexes/main");
            assertThatThrownBy(() -> data.createIndex("main", filling -> {
                try {
                    Files.writeString(Files.createDirectory(taken).resolve("theirs"), "the only copy");
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            })).isInstanceOf(UncheckedIOException.class);
            assertThat(taken.resolve("theirs")).hasContent("the only copy");
            assertThat(directory.resolve("indexes").toFile().list()).containsExactly("main");
        }
    }

    /** Its data is safe on a disk that is not mounted; only the way to it is deleted. */
    @Test
    void linkToADiskThatIsNotThereTakesItsNameAndCanBeDeleted() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            Path link = Files.createSymbolicLink(directory.resolve("indexes/main"), directory.resolve("not-mounted"));
            assertThatThrownBy(() -> data.createIndex("main", filling -> {
            })).isInstanceOf(IllegalStateException.class);
            assertThat(data.deleteIndex("main")).isTrue();
            assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
            assertThat(data.deleteIndex("main")).isFalse();
        }
    }
}
