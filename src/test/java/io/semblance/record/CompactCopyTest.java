package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.semblance.proof.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.ByteBufferProxy;
import org.lmdbjava.CopyFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;

/** What is written page by page is what LMDB itself would have written, or nothing that anybody takes for a record. */
class CompactCopyTest {

    @TempDir
    Path directory;

    /** Pages of every kind: small and large values, one and several ids for a key in a page and in a tree, empty tables. */
    @Test
    void copyIsPageByPageWhatLmdbItselfCopies() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Path copy = Files.createDirectory(directory.resolve("copy"));
        Path lmdbs = Files.createDirectory(directory.resolve("lmdbs"));
        long seed = Seeds.next();
        try (RecordStore store = Stores.open(source)) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int commit = 0; commit < 40; commit++) {
                store.write(anything(random)).join();
            }
            store.copyTo(copy);
        }
        try (Env<ByteBuffer> env = Env.create(ByteBufferProxy.PROXY_OPTIMAL).setMapSize(1L << 30)
                .open(source.toFile(), EnvFlags.MDB_RDONLY_ENV, EnvFlags.MDB_NOLOCK)) {
            env.copy(lmdbs.toFile(), CopyFlags.MDB_CP_COMPACT);
        }
        assertThat(pages(copy)).as("seed %d", seed).containsExactlyElementsOf(pages(lmdbs));
        assertThat(RecordCheck.of(copy)).isEqualTo(RecordCheck.of(source));
        assertThat(Files.size(copy.resolve("data.mdb"))).isLessThan(Files.size(source.resolve("data.mdb")));
    }

    private static WriteTask<Long> anything(SplittableRandom random) {
        return tx -> {
            for (int i = 0; i < 300; i++) {
                byte[] id = Keys.id(random.nextLong(2_000));
                int bytes = random.nextInt(40) == 0 ? random.nextInt(30_000) : random.nextInt(200);
                tx.put(Table.ASSETS, id, Stores.randomBytes(random, bytes));
                byte[] shared = Keys.id(random.nextLong(3) == 0 ? random.nextLong(3) : random.nextLong(500));
                tx.putDuplicate(Table.POSTINGS, shared, Keys.id(random.nextLong(1L << 40)));
                if (random.nextInt(4) == 0) {
                    tx.delete(Table.ASSETS, Keys.id(random.nextLong(2_000)));
                }
            }
            return tx.sequence();
        };
    }

    /** As numbers, without what no page uses. */
    private static List<Integer> pages(Path copy) throws IOException {
        List<Integer> pages = new ArrayList<>();
        try (PageFile file = PageFile.open(copy.resolve("data.mdb"))) {
            MetaPage meta = MetaPage.newest(file);
            pages.add(meta.hashCode());
            long inRun = 0;
            for (long number = MetaPage.PLACES; number < file.pages(); number++) {
                Page page = new Page(file.pageSize());
                file.read(number, page.bytes, file.pageSize());
                if (inRun > 0) {
                    inRun--;
                } else if (page.kind() == Page.OVERFLOW) {
                    inRun = page.run() - 1;
                } else if (page.kind() == (Page.LEAF | Page.EQUAL_KEYS)) {
                    Arrays.fill(page.bytes, Page.HEADER + page.nodes() * page.keyBytes(), page.bytes.length, (byte) 0);
                } else {
                    Arrays.fill(page.bytes, page.lower(), page.upper(), (byte) 0);
                }
                pages.add(Arrays.hashCode(page.bytes));
            }
        }
        return pages;
    }

    /** The meta pages are written after the last question: without them nothing of the file can be taken for a record. */
    @Test
    void copyOfAStateThatIsNotHeldAnyMoreIsNoRecord() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Path copy = Files.createDirectory(directory.resolve("copy"));
        try (RecordStore store = Stores.open(source)) {
            store.write(tx -> {
                tx.put(Table.ASSETS, Keys.id(1), new byte[3 << 20]);
                return tx.sequence();
            }).join();
        }
        int times = 0;
        boolean whole = false;
        while (!whole) {
            int last = times++;
            AtomicInteger asked = new AtomicInteger();
            Files.deleteIfExists(copy.resolve("data.mdb"));
            try (PageFile pages = PageFile.open(source.resolve("data.mdb"))) {
                CompactCopy.write(pages, MetaPage.newest(pages), copy.resolve("data.mdb"), () -> {
                    if (asked.getAndIncrement() == last) {
                        throw new IOException("given up");
                    }
                });
                whole = true;
            } catch (IOException givenUp) {
                assertThat(givenUp).hasMessage("given up");
                assertThatThrownBy(() -> RecordCheck.of(copy)).isInstanceOf(RecordFormatException.class);
            }
        }
        assertThat(times).as("it is asked before each part").isGreaterThan(4);
        assertThat(RecordCheck.of(copy)).isEqualTo(RecordCheck.of(source));
    }

    /** A page that leads back to itself, and ones to nowhere; one that is led to twice is found when the copy is read. */
    @Test
    void pagesThatLeadNowhereAreDamageAndNoEndlessCopy() throws Exception {
        Path withoutFreePages = Files.createDirectory(directory.resolve("compact"));
        try (RecordStore store = Stores.open(Files.createDirectory(directory.resolve("source")))) {
            for (long id = 1; id <= 400; id++) {
                store.write(Stores.put(id, "x".repeat(1_000))).join();
            }
            store.copyTo(withoutFreePages);
        }
        Path file = withoutFreePages.resolve("data.mdb");
        byte[] sound = Files.readAllBytes(file);
        Page branch = new Page(4096);
        int at = 4096;
        do {
            at += 4096;
            System.arraycopy(sound, at, branch.bytes, 0, 4096);
        } while (branch.kind() != Page.BRANCH || branch.number() * 4096 != at || branch.nodes() < 20);
        long twice = branch.child(branch.node(1));
        for (long child : new long[]{branch.number(), 1L << 40, 0, twice}) {
            byte[] damaged = sound.clone();
            branch.child(branch.node(0), child);
            System.arraycopy(branch.bytes, 0, damaged, at, 4096);
            Files.write(file, damaged);
            Path copy = Files.createDirectory(directory.resolve("copy-of-" + child));
            if (child == twice) {
                copy(file, copy);
                assertThatThrownBy(() -> RecordCheck.of(copy)).isInstanceOf(RecordDamagedException.class);
            } else {
                assertThatThrownBy(() -> copy(file, copy)).as("page %d", child)
                        .isInstanceOf(RecordDamagedException.class);
            }
        }
    }

    private static void copy(Path file, Path directory) throws IOException {
        try (PageFile pages = PageFile.open(file)) {
            CompactCopy.write(pages, MetaPage.newest(pages), directory.resolve("data.mdb"), () -> {
            });
        }
    }
}
