package io.semblance.migration.lmdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * An LMDB 0.9 file of a 64-bit little-endian machine: copy-on-write B+ trees of pages, two meta pages at the front, a main
 * tree whose rows are the roots of the named tables. What is damaged is left out and told in {@link #damage()}. Not
 * thread-safe.
 *
 * <p>The layout is that of {@code mdb.c} of LMDB 0.9 (structures {@code MDB_page}, {@code MDB_meta}, {@code MDB_db},
 * {@code MDB_node}).
 */
public final class LmdbFile implements AutoCloseable {

    private final FileChannel channel;
    private final Meta meta;
    private final PageStore pages;
    private final Map<String, Tree> tables = new LinkedHashMap<>();
    private final Set<String> damage = new LinkedHashSet<>();

    private LmdbFile(FileChannel channel, Meta meta) {
        this.channel = channel;
        this.meta = meta;
        this.pages = new PageStore(channel, meta);
    }

    /**
     * Opens a file for reading only.
     *
     * @throws NotLmdbException if it is no such file
     * @throws IOException if it cannot be read
     */
    public static LmdbFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            LmdbFile opened = new LmdbFile(channel, newestMeta(channel));
            opened.readTables();
            return opened;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Meta newestMeta(FileChannel channel) throws IOException {
        ByteBuffer head = bytesAt(channel, 0);
        Meta first = Meta.read(head);
        Meta second = first == null ? secondWithoutFirst(channel) : Meta.read(bytesAt(channel, first.pageBytes()));
        Meta newest = first == null || (second != null && second.transaction() > first.transaction()) ? second : first;
        if (newest == null) {
            throw new NotLmdbException(Meta.whyNot(head));
        }
        return newest;
    }

    /** With the first meta page gone, the size of pages is what puts a meta where it says that it is. */
    private static @Nullable Meta secondWithoutFirst(FileChannel channel) throws IOException {
        for (int pageBytes = 1 << 9; pageBytes <= 1 << 16; pageBytes *= 2) {
            Meta meta = Meta.read(bytesAt(channel, pageBytes));
            if (meta != null && meta.pageBytes() == pageBytes) {
                return meta;
            }
        }
        return null;
    }

    private static ByteBuffer bytesAt(FileChannel channel, long position) throws IOException {
        return PageStore.read(channel, position, Meta.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void readTables() throws IOException {
        long missing = (meta.lastPage() + 1) * meta.pageBytes() - channel.size();
        if (missing > 0) {
            damage.add("the file is cut short: its last " + missing + " bytes are not there");
        }
        new TreeWalk(pages, what -> note("the list of tables", what)).nodes(meta.tables(), node -> {
            if (node.isTable()) {
                tables.put(new String(node.key(), StandardCharsets.UTF_8), Tree.at(node.inPage(), 0));
            }
        });
    }

    /** Names of its tables, in their order. */
    public Set<String> tables() {
        return tables.keySet();
    }

    /** Whether a key of this table may have several values. */
    public boolean hasSeveralValues(String table) {
        Tree tree = tables.get(table);
        return tree != null && tree.hasSeveralValues();
    }

    /** Rows that a table says it has; 0 if there is no such table. */
    public long entries(String table) {
        Tree tree = tables.get(table);
        return tree == null ? 0 : tree.entries();
    }

    /**
     * Shows all rows of a table that can be read; none if there is no such table.
     *
     * @throws IOException if the disk fails, or the visitor does
     */
    public void scan(String table, RowVisitor visitor) throws IOException {
        Tree tree = tables.get(table);
        if (tree == null) {
            return;
        }
        AtomicLong rows = new AtomicLong();
        AtomicBoolean damaged = new AtomicBoolean();
        new TreeWalk(pages, what -> {
            damaged.set(true);
            note("table " + table, what);
        }).rows(tree, (key, value) -> {
            rows.incrementAndGet();
            visitor.row(key, value);
        });
        if (rows.get() != tree.entries() && !damaged.get()) {
            note("table " + table, "it has " + rows + " rows and should have " + tree.entries());
        }
    }

    private void note(String where, String what) {
        damage.add(where + ", " + what);
    }

    /** What could not be read so far, a line each. */
    public List<String> damage() {
        return List.copyOf(damage);
    }

    /** Whether the file was written since it was opened; what was read then may be of no one state. */
    public boolean changed() throws IOException {
        return newestMeta(channel).transaction() != meta.transaction();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
