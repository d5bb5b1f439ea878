package io.semblance.migration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import io.semblance.asset.AssetDraft;
import io.semblance.asset.AssetDraft.SimprintDraft;
import io.semblance.asset.json.EntryReader;
import io.semblance.code.IsccFormatException;
import io.semblance.code.IsccId;
import io.semblance.migration.SimprintTables.Gathered;
import io.semblance.migration.SimprintTables.Range;
import io.semblance.migration.lmdb.LmdbFile;
import io.semblance.problem.CallerFault;

import org.jspecify.annotations.Nullable;

/** One index of iscc-search. Not thread-safe. */
final class IsccSearchIndex implements AutoCloseable {

    static final String INSTANCE = "__instance__";

    private static final String ASSETS = "__assets__";
    private static final String METADATA = "__metadata__";
    private static final byte[] REALM = "realm_id".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern UNIT_TYPE = Pattern.compile("[A-Z]+_[A-Z0-9_]+_V[0-9]+");
    /** What a simprint takes in memory, with the objects around it. */
    private static final int SIMPRINT_BYTES = 200;
    private static final long LEAST_RANGE_BYTES = 64L << 20;

    private final Layout layout;
    private final LmdbFile file;
    private final int realm;
    private final SimprintTables simprints;
    private final long rangeBytes;

    private IsccSearchIndex(Layout layout, LmdbFile file, long rangeBytes) throws IOException {
        this.layout = layout;
        this.realm = realm(layout, file);
        this.file = file;
        this.simprints = new SimprintTables(file);
        this.rangeBytes = rangeBytes;
    }

    /** Opens its file for reading only; a quarter of the memory may be taken at a time. */
    static IsccSearchIndex open(IsccSearchDirectory.Found found) throws IOException {
        return open(found, Math.max(LEAST_RANGE_BYTES, Runtime.getRuntime().maxMemory() / 4));
    }

    static IsccSearchIndex open(IsccSearchDirectory.Found found, long rangeBytes) throws IOException {
        return new IsccSearchIndex(found.layout(), LmdbFile.open(found.file()), rangeBytes);
    }

    /** Assets that it says it has. */
    long assets() {
        return file.entries(ASSETS);
    }

    /** Shows everything that it stores. */
    void read(AssetVisitor visitor) throws IOException {
        Pending pending = new Pending(visitor);
        file.scan(ASSETS, pending::row);
        pending.flush(-1);
    }

    /** What of the file could not be read, and what of it is not known. */
    List<String> damage() throws IOException {
        List<String> damage = new ArrayList<>(file.damage());
        for (String table : file.tables()) {
            if (!isKnown(table)) {
                damage.add("table " + table + " is not known and was not read");
            }
        }
        if (!file.tables().contains(ASSETS) && !file.tables().isEmpty()) {
            damage.add("table " + ASSETS + " is missing");
        }
        if (file.changed()) {
            damage.add("the file was written while it was read: stop iscc-search and import again");
        }
        return damage;
    }

    private boolean isKnown(String table) {
        return table.equals(ASSETS) || table.equals(METADATA) || (layout == Layout.USEARCH
                ? table.equals(INSTANCE) || simprints.isKnown(table)
                : UNIT_TYPE.matcher(table).matches());
    }

    private String name(long id) {
        return new IsccId(realm, id).text();
    }

    /** Realm of all its ids; 0 if it is not told, which only shows in what is said of rows that cannot be read. */
    private static int realm(Layout layout, LmdbFile file) throws IOException {
        AtomicInteger realm = new AtomicInteger();
        if (layout == Layout.USEARCH) {
            file.scan(METADATA, (key, value) -> {
                if (Arrays.equals(key, REALM) && value.length == Integer.BYTES
                        && ByteBuffer.wrap(value).getInt() == 1) {
                    realm.set(1);
                }
            });
        }
        return realm.get();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Rows whose simprints are not gathered yet. */
    private final class Pending {

        private final AssetVisitor visitor;
        private final List<Row> rows = new ArrayList<>();
        private final Set<Long> ids = new HashSet<>();
        private final long simprintsPerAsset = simprints.total() / Math.max(1, assets()) + 1;
        private final boolean withSimprints = simprints.total() > 0;
        private long first;
        private long bytes;

        Pending(AssetVisitor visitor) {
            this.visitor = visitor;
        }

        void row(byte[] key, byte[] json) throws IOException {
            if (layout == Layout.USEARCH && key.length != Long.BYTES) {
                visitor.unreadable("key " + HexFormat.of().formatHex(key),
                        "It is stored under a key that is no ISCC-ID.");
                return;
            }
            Row row = layout == Layout.USEARCH
                    ? new Row(ByteBuffer.wrap(key).getLong(), name(ByteBuffer.wrap(key).getLong()), json)
                    : new Row(0, new String(key, StandardCharsets.UTF_8), json);
            rows.add(row);
            ids.add(row.id);
            bytes += json.length + (withSimprints ? simprintsPerAsset * SIMPRINT_BYTES : 0);
            if (bytes > rangeBytes || !withSimprints) {
                flush(row.id);
            }
        }

        /** Shows the rows, whose ids reach up to {@code last}. */
        void flush(long last) throws IOException {
            Gathered gathered = withSimprints ? simprints.gather(new Range(first, last), ids) : new Gathered();
            gathered.sort();
            rows.forEach(row -> show(row, gathered));
            if (gathered.withoutAsset() > 0) {
                visitor.incomplete("-", gathered.withoutAsset() + " simprints belong to no asset of the index.");
            }
            if (gathered.malformed() > 0) {
                visitor.incomplete("-", gathered.malformed() + " simprints lack their asset, offset and size.");
            }
            rows.clear();
            ids.clear();
            bytes = 0;
            first = last + 1;
        }

        private void show(Row row, Gathered gathered) {
            Map<String, List<SimprintDraft>> own = gathered.of(row.id);
            try {
                AssetDraft draft = EntryReader.readAlone(row.json);
                if (!row.isNamed(draft.isccId())) {
                    visitor.unreadable(row.name,
                            "It is stored under a key that is not its iscc_id " + draft.isccId() + ".");
                    return;
                }
                visitor.asset(
                        new AssetDraft(draft.isccId(), draft.isccCode(), draft.units(), own.isEmpty() ? null : own,
                                draft.metadata()),
                        row.json.length);
                for (String type : gathered.lostTypes(row.id)) {
                    visitor.incomplete(row.name, "Its simprints of type " + type + " are not in the file.");
                }
            } catch (CallerFault fault) {
                visitor.unreadable(row.name, fault.detail());
            }
        }
    }

    /** A row of the table of assets. */
    private static final class Row {

        /** Body of the ISCC-ID, which is the key of {@code usearch://}; 0 for {@code lmdb://}. */
        private final long id;
        /** The ISCC-ID as the key has it. */
        private final String name;
        private final byte[] json;

        Row(long id, String name, byte[] json) {
            this.id = id;
            this.name = name;
            this.json = json;
        }

        /** Whether this is the id in the JSON; what is no ISCC-ID at all is refused later, in better words. */
        boolean isNamed(@Nullable String isccId) {
            try {
                return isccId == null || isccId.equals(name) || IsccId.parse(isccId).text().equals(name);
            } catch (IsccFormatException none) {
                return true;
            }
        }
    }
}
