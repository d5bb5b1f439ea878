package io.semblance.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
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

    private static final int SEVERAL_OF_ONE_SIZE = 0x14;

    private final PageFile file;
    private final FirstReading reading;
    private final Map<Table, TreeHead> heads = new EnumMap<>(Table.class);
    private final ContentSum sum = new ContentSum(0);
    private byte @Nullable [] format;
    private byte @Nullable [] state;
    private byte @Nullable [] stored;
    private byte @Nullable [] identity;
    private @Nullable String unexpected;
    private long lastLogged;
    private long lastFreed;
    private final List<RuntimeException> refusals = new ArrayList<>();

    private RecordCheck(PageFile file, FirstReading reading) {
        this.file = file;
        this.reading = reading;
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

    /**
     * Checks {@code data.mdb} of a directory; changes nothing. Nobody may write it meanwhile.
     *
     * @throws RecordDamagedException if it was read and is not what was written
     * @throws RecordFormatException if a newer version wrote it
     * @throws IOException if it cannot be read: that says nothing of its state
     */
    public static Found of(Path directory) throws IOException {
        return of(directory, FirstReading.none());
    }

    /** As {@link #of(Path)}; hands on what it reads. */
    static Found of(Path directory, FirstReading reading) throws IOException {
        Path path = directory.resolve(RecordFile.NAME);
        try (PageFile file = PageFile.open(path)) {
            RecordCheck check = new RecordCheck(file, reading);
            Found found = check.check();
            if (!check.refusals.isEmpty()) {
                throw check.refusals.getFirst();
            }
            return found;
        } catch (RecordDamagedException damaged) {
            throw new RecordDamagedException(path + " is damaged: " + damaged.getMessage(), damaged);
        } catch (RecordFormatException other) {
            throw new RecordFormatException(path + " cannot be used: " + other.getMessage(), other);
        }
    }

    private Found check() throws IOException {
        MetaPage meta = MetaPage.newest(file);
        file.readAhead(() -> {
        });
        PageUse use = new PageUse(file.pages());
        TreeWalk.walk(file, use, meta.free(), TreeWalk.Kind.NUMBERED,
                (keys, key, keyBytes, list, at, bytes) -> freed(use, meta,
                        keyBytes == Long.BYTES ? Page.i64(keys, key) : -1, list, at, bytes));
        // Every commit frees the pages that it replaces, under its own number; the first one has none to replace.
        if (lastFreed != meta.transaction() && meta.transaction() > 1) {
            throw new RecordDamagedException("the meta page of transaction " + meta.transaction()
                    + " leads to the state of " + lastFreed);
        }
        heads(use, meta);
        TreeHead names = heads.get(Table.META);
        if (names == null) {
            throw new RecordFormatException("it is an LMDB environment of another program", null);
        }
        requireKnownFormat(names);
        if (unexpected != null) {
            throw new RecordDamagedException(unexpected);
        }
        tables(use);
        use.agree(meta.lastPage());
        return found();
    }

    private void heads(PageUse use, MetaPage meta) throws IOException {
        TreeWalk.walk(file, use, meta.main(), TreeWalk.Kind.TREES,
                (keys, key, keyBytes, head, at, bytes) -> table(new String(keys, key, keyBytes,
                        StandardCharsets.ISO_8859_1), TreeHead.at(head, at)));
    }

    /**
     * How many entries the file of a record states for a table, by a look at its first pages: good for telling how far a
     * start is, and for nothing else, since it is not proven. 0 if it states none that can be.
     */
    static long stated(Path directory, Table table) {
        try (PageFile file = PageFile.open(directory.resolve(RecordFile.NAME))) {
            RecordCheck look = new RecordCheck(file, FirstReading.none());
            look.heads(new PageUse(file.pages()), MetaPage.newest(file));
            TreeHead head = look.heads.get(table);
            return head == null || head.entries() > file.bytes() / Page.NODE ? 0 : Math.max(0, head.entries());
        } catch (IOException | RecordFormatException unread) {
            return 0;
        }
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

    private void tables(PageUse use) throws IOException {
        List<Table> largestFirst = new ArrayList<>(List.of(Table.values()));
        largestFirst.sort(Comparator.comparingLong(table -> -head(table).pages()));
        TablesAtOnce.read(file, largestFirst, (table, pages) -> {
            PageUse ofTable = new PageUse(pages.pages());
            TakenTable taken = reading.tables().contains(table) ? new TakenTable(reading, table) : null;
            ContentSum entries = table(table, pages, ofTable, taken);
            synchronized (sum) {
                sum.add(entries.value());
                use.add(ofTable);
                if (taken != null && taken.refusal() != null) {
                    refusals.add(taken.refusal());
                }
            }
        });
    }

    private TreeHead head(Table table) {
        TreeHead head = heads.get(table);
        if (head == null) {
            throw new RecordDamagedException("the table " + name(table) + " is missing");
        }
        return head;
    }

    private ContentSum table(Table table, PageFile pages, PageUse use, @Nullable TakenTable taken) throws IOException {
        ContentSum entries = new ContentSum(0);
        long seed = ContentSum.seed(table);
        TreeWalk.walk(pages, use, head(table), table.duplicates() ? TreeWalk.Kind.SEVERAL : TreeWalk.Kind.VALUES,
                (keys, key, keyBytes, values, at, bytes) -> {
                    if (table == Table.LOG) {
                        lastLogged = keyBytes < Long.BYTES ? -1 : ByteBuffer.wrap(keys).getLong(key);
                    }
                    if (table != Table.META || counts(keys, key, keyBytes, values, at, bytes)) {
                        entries.add(ContentSum.hash(seed, keys, key, keyBytes, values, at, bytes));
                    }
                    if (taken != null) {
                        taken.entry(keys, key, keyBytes, values, at, bytes);
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

    /** A list of pages that a transaction freed: 8 number of them, then the pages, the last one first. */
    private void freed(PageUse use, MetaPage meta, long transaction, byte[] list, int at, int bytes) {
        long number = bytes < Long.BYTES ? -1 : Page.i64(list, at);
        if (number < 0 || number > bytes / Long.BYTES - 1
                || Long.compareUnsigned(transaction, meta.transaction()) > 0) {
            throw new RecordDamagedException("the list of pages that transaction " + transaction
                    + " freed is impossible");
        }
        lastFreed = transaction;
        long before = Long.MAX_VALUE;
        for (int i = 1; i <= number; i++) {
            long page = Page.i64(list, at + i * Long.BYTES);
            if (page >= before || page > meta.lastPage()) {
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
