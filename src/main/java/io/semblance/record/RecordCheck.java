package io.semblance.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads the file of a record from its first page to its last entry before LMDB does. LMDB maps the file and follows what it
 * finds: over a damaged page it answers wrongly, fails an assertion or reads beyond the file, and the process is gone.
 *
 * <p>
 * Two things are proven. The form: the two meta pages follow each other, every tree is sound ({@link TreeWalk}), no page is
 * used twice or both used and free, all tables are there. And the content: the sum of all entries ({@link ContentSum}) is
 * the one that the last commit stored. What is not proven is what nothing looks at (free pages, the tail of the file, the
 * older of the two meta pages but for its head), and, in a record whose last commit was made by a version that stored no
 * sum, the values. That the file is the right one, and not another's or an older one, {@link RecordMark} says.
 *
 * <p>
 * It takes one reading of the file, about as long as copying it.
 */
public final class RecordCheck {

    static final byte[] FORMAT_KEY = Keys.name("record.format");
    static final byte[] STATE_KEY = Keys.name("record.state");

    private static final int MAGIC = 0xBEEFC0DE;
    private static final int DATA_VERSION = 1;
    private static final int META_BYTES = Page.HEADER + 136;
    private static final int INTEGER_KEYS = 8;
    private static final int SEVERAL_OF_ONE_SIZE = 0x14;

    private final PageFile file;
    private final Map<Table, TreeHead> heads = new EnumMap<>(Table.class);
    private final ContentSum sum = new ContentSum(0);
    private byte @Nullable [] format;
    private byte @Nullable [] state;
    private byte @Nullable [] stored;
    private byte @Nullable [] identity;
    private @Nullable String unexpected;
    private long lastLogged;
    private long lastFreed;

    private RecordCheck(PageFile file) {
        this.file = file;
    }

    /**
     * What a sound record says of itself.
     *
     * @param sequence number of its last commit
     * @param identity what tells it from others; null if it was written by a version that gave none
     * @param sum over its entries
     * @param summed whether it was the sum that the last commit stored
     */
    public record Found(long sequence, @Nullable String identity, long sum, boolean summed) {
    }

    private record Meta(int pageSize, TreeHead free, TreeHead main, long lastPage, long transaction) {
    }

    /**
     * Checks {@code data.mdb} of a directory; changes nothing. Nobody may write it meanwhile.
     *
     * @throws RecordDamagedException if it was read and is not what was written
     * @throws RecordFormatException if a newer version wrote it
     * @throws IOException if it cannot be read: that says nothing of its state
     */
    public static Found of(Path directory) throws IOException {
        Path path = directory.resolve(RecordFile.NAME);
        try (PageFile file = PageFile.open(path)) {
            return new RecordCheck(file).check();
        } catch (RecordDamagedException damaged) {
            throw new RecordDamagedException(path + " is damaged: " + damaged.getMessage(), damaged);
        } catch (RecordFormatException other) {
            throw new RecordFormatException(path + " cannot be used: " + other.getMessage(), other);
        }
    }

    private Found check() throws IOException {
        Meta meta = meta();
        file.readAhead();
        PageUse use = new PageUse(file.pages());
        TreeWalk.walk(file, use, meta.free, TreeWalk.Kind.NUMBERED,
                (keys, key, keyBytes, list, at, bytes) -> freed(use, meta,
                        keyBytes == Long.BYTES ? Page.i64(keys, key) : -1, list, at, bytes));
        // Every commit frees the pages that it replaces, under its own number; the first one has none to replace.
        if (lastFreed != meta.transaction && meta.transaction > 1) {
            throw new RecordDamagedException("the meta page of transaction " + meta.transaction
                    + " leads to the state of " + lastFreed);
        }
        TreeWalk.walk(file, use, meta.main, TreeWalk.Kind.TREES,
                (keys, key, keyBytes, head, at, bytes) -> table(new String(keys, key, keyBytes,
                        StandardCharsets.ISO_8859_1), TreeHead.at(head, at)));
        TreeHead names = heads.get(Table.META);
        if (names == null) {
            throw new RecordFormatException("it is an LMDB environment of another program", null);
        }
        requireKnownFormat(names);
        if (unexpected != null) {
            throw new RecordDamagedException(unexpected);
        }
        tables(use);
        use.agree(meta.lastPage);
        return found();
    }

    /** Before anything is called damaged that a newer version may well do, such as having one more table. */
    private void requireKnownFormat(TreeHead head) throws IOException {
        TreeWalk.walk(file, new PageUse(file.pages()), head, TreeWalk.Kind.VALUES, this::counts);
        if (format == null || format.length != Integer.BYTES) {
            throw new RecordDamagedException("it holds no format version of a record");
        }
        int version = ByteBuffer.wrap(format).getInt();
        if (version > LmdbEnvironment.FORMAT) {
            throw new RecordFormatException("the record has format " + version
                    + ", written by a newer version of Semblance; this version reads formats up to "
                    + LmdbEnvironment.FORMAT, null);
        }
    }

    /** The tables at once, as far as there are processors: a start waits for this. */
    private void tables(PageUse use) throws IOException {
        try {
            EnumSet.allOf(Table.class).parallelStream().forEach(table -> {
                try {
                    PageUse ofTable = new PageUse(file.pages());
                    ContentSum entries = table(table, file.forAnotherThread(), ofTable);
                    synchronized (sum) {
                        sum.add(entries.value());
                        use.add(ofTable);
                    }
                } catch (IOException unread) {
                    throw new UncheckedIOException(unread);
                }
            });
        } catch (UncheckedIOException unread) {
            throw unread.getCause();
        }
    }

    private ContentSum table(Table table, PageFile pages, PageUse use) throws IOException {
        TreeHead head = heads.get(table);
        if (head == null) {
            throw new RecordDamagedException("the table " + name(table) + " is missing");
        }
        ContentSum entries = new ContentSum(0);
        long seed = ContentSum.seed(table);
        TreeWalk.walk(pages, use, head, table.duplicates() ? TreeWalk.Kind.SEVERAL : TreeWalk.Kind.VALUES,
                (keys, key, keyBytes, values, at, bytes) -> {
                    if (table == Table.LOG) {
                        lastLogged = keyBytes < Long.BYTES ? -1 : ByteBuffer.wrap(keys).getLong(key);
                    }
                    if (table != Table.META || counts(keys, key, keyBytes, values, at, bytes)) {
                        entries.add(ContentSum.hash(seed, keys, key, keyBytes, values, at, bytes));
                    }
                });
        return entries;
    }

    /** Notes the record's own entries; false for those that the sum leaves out. */
    private boolean counts(byte[] keys, int key, int keyBytes, byte[] values, int at, int bytes) {
        byte[] name = Arrays.copyOfRange(keys, key, key + keyBytes);
        byte[] value = Arrays.copyOfRange(values, at, at + bytes);
        if (Arrays.equals(name, StoredSum.KEY)) {
            stored = value;
            return false;
        }
        if (Arrays.equals(name, RecordMark.IDENTITY_KEY)) {
            identity = value;
            return false;
        }
        if (Arrays.equals(name, FORMAT_KEY)) {
            format = value;
        } else if (Arrays.equals(name, STATE_KEY)) {
            state = value;
        }
        return true;
    }

    private Meta meta() throws IOException {
        byte[] head = new byte[META_BYTES];
        file.read(0, head, META_BYTES);
        requireMeta(head, 0);
        int pageSize = Page.i32(head, Page.HEADER + 24);
        if (Integer.bitCount(pageSize) != 1 || pageSize < 512 || pageSize > 1 << 16) {
            throw new RecordDamagedException("the first meta page states pages of " + pageSize + " bytes");
        }
        file.pageSize(pageSize);
        byte[] second = new byte[META_BYTES];
        file.read(1, second, META_BYTES);
        requireMeta(second, 1);
        Meta[] both = {meta(head), meta(second)};
        int place = both[0].transaction < both[1].transaction ? 1 : 0;
        Meta newest = both[place];
        Meta oldest = both[1 - place];
        boolean unused = newest.transaction == 0 && oldest.transaction == 0;
        boolean inTurn = newest.transaction - oldest.transaction == 1
                && place == (newest.transaction & 1);
        if ((!unused && !inTurn) || newest.transaction < 0) {
            throw new RecordDamagedException("the meta pages are of the transactions " + both[0].transaction + " and "
                    + both[1].transaction + ", which do not follow each other");
        }
        if (newest.pageSize != pageSize || newest.free.flags() != INTEGER_KEYS || newest.main.flags() != 0) {
            throw new RecordDamagedException("the newer meta page states pages or trees that no record has");
        }
        return newest;
    }

    private static void requireMeta(byte[] head, int place) {
        if ((Page.u16(head, 10) & Page.META) == 0 || Page.i32(head, Page.HEADER) != MAGIC
                || Page.i32(head, Page.HEADER + 4) != DATA_VERSION) {
            throw new RecordDamagedException("page " + place + " is no meta page that LMDB reads");
        }
    }

    private static Meta meta(byte[] head) {
        int at = Page.HEADER + 24;
        return new Meta(Page.i32(head, at), TreeHead.at(head, at), TreeHead.at(head, at + TreeHead.BYTES),
                Page.i64(head, at + 2 * TreeHead.BYTES), Page.i64(head, at + 2 * TreeHead.BYTES + Long.BYTES));
    }

    /** A list of pages that a transaction freed: 8 number of them, then the pages, the last one first. */
    private void freed(PageUse use, Meta meta, long transaction, byte[] list, int at, int bytes) {
        long number = bytes < Long.BYTES ? -1 : Page.i64(list, at);
        if (number < 0 || number > bytes / Long.BYTES - 1 || Long.compareUnsigned(transaction, meta.transaction) > 0) {
            throw new RecordDamagedException("the list of pages that transaction " + transaction
                    + " freed is impossible");
        }
        lastFreed = transaction;
        long before = Long.MAX_VALUE;
        for (int i = 1; i <= number; i++) {
            long page = Page.i64(list, at + i * Long.BYTES);
            if (page >= before || page > meta.lastPage) {
                throw new RecordDamagedException("the list of pages that transaction " + transaction
                        + " freed is out of order");
            }
            use.free(page);
            before = page;
        }
    }

    private void table(String name, TreeHead head) {
        for (Table table : Table.values()) {
            if (name(table).equals(name)) {
                if (head.flags() != (table.duplicates() ? SEVERAL_OF_ONE_SIZE : 0)) {
                    unexpected = "the table " + name + " has flags " + head.flags();
                }
                heads.put(table, head);
                return;
            }
        }
        unexpected = "it has a table " + name.replaceAll("[^a-z_]", "?") + ", which no record has";
    }

    private Found found() {
        ByteBuffer past = ByteBuffer.wrap(state == null ? new byte[4 * Long.BYTES] : state);
        long sequence = past.remaining() == 4 * Long.BYTES ? past.getLong() : -1;
        // A commit that is larger than what the log retains leaves none of its own rows.
        long logged = lastLogged == 0 && sequence > 0 ? past.getLong(3 * Long.BYTES) : lastLogged;
        if (sequence < 0 || sequence != logged) {
            throw new RecordDamagedException("its last commit is " + sequence + " and the last one that it logged "
                    + logged);
        }
        StoredSum last = StoredSum.of(stored);
        boolean summed = false;
        if (last != null && last.sequence() == sequence) {
            summed = true;
            if (last.sum() != sum.value()) {
                throw new RecordDamagedException("its entries do not have the sum that commit " + sequence
                        + " stored");
            }
        }
        return new Found(sequence, identity == null ? null : RecordMark.text(identity), sum.value(), summed);
    }

    private static String name(Table table) {
        return table.name().toLowerCase(Locale.ROOT);
    }
}
