package io.semblance.asset.backend.audit;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.semblance.asset.PlacedSimprint;
import io.semblance.record.Keys;
import io.semblance.record.Table;

import org.jspecify.annotations.Nullable;

/** How far the reading of a record has come, and what it has counted on its way. */
final class AuditProgress {

    /** Those that are read from end to end, in this order; the others are read beside them. */
    static final List<Table> TABLES = List.of(Table.ASSETS, Table.POSTINGS, Table.SIMPRINT_COUNTS, Table.LOG);
    private static final byte[] FIRST = new byte[0];

    final Map<String, Long> simprintsOfType = new HashMap<>();
    long assets;
    long units;
    long simprints;
    long withSimprints;
    long occurrences;
    long counted;
    private int table;
    private byte[] from = FIRST;
    private long value;
    private long entries;
    private long state = -1;
    private boolean oneState = true;

    /** Goes on in the state after a commit. */
    void in(long sequence) {
        oneState &= state == -1 || state == sequence;
        state = sequence;
    }

    /** The last state that was read. */
    long state() {
        return state;
    }

    /** Whether all was read in one state so far, so that totals have to agree. */
    boolean ofOneState() {
        return oneState;
    }

    /** Entries that were read. */
    long entries() {
        return entries;
    }

    /** The table that is read; null once all are. */
    @Nullable
    Table table() {
        return table < TABLES.size() ? TABLES.get(table) : null;
    }

    void endOfTable() {
        table++;
        from = FIRST;
    }

    /** The key that comes next, if it is there: it may be one of several values, of which some were read. */
    byte[] from() {
        return from;
    }

    /** The id from which on assets are to be read, as the first bytes of the next key say. */
    long fromId() {
        return from.length < Long.BYTES ? 0 : Keys.id(ByteBuffer.wrap(from));
    }

    /** An entry that comes next: the place to go on at if it is not read now. */
    void reach(ByteBuffer key, ByteBuffer ofKey) {
        from = new byte[key.remaining()];
        key.get(key.position(), from);
        value = idIn(ofKey);
    }

    void read() {
        entries++;
    }

    /** Whether an entry was read before this part began. */
    boolean isBehind(byte[] began, long beganAt, ByteBuffer key, ByteBuffer ofKey) {
        return table() == Table.POSTINGS && began.length > 0 && Long.compareUnsigned(idIn(ofKey), beganAt) < 0
                && ByteBuffer.wrap(began).mismatch(key) < 0;
    }

    private long idIn(ByteBuffer ofKey) {
        return table() == Table.POSTINGS && ofKey.remaining() >= Long.BYTES ? Keys.id(ofKey) : 0;
    }

    /** Of the values of the next key the one that comes next, where a key has several. */
    long value() {
        return value;
    }

    void count(int unitsOfAsset, @Nullable Map<String, List<PlacedSimprint>> ofAsset) {
        assets++;
        units += unitsOfAsset;
        if (ofAsset != null && !ofAsset.isEmpty()) {
            withSimprints++;
            ofAsset.forEach((type, list) -> {
                simprintsOfType.merge(type, (long) list.size(), Long::sum);
                simprints += list.size();
                occurrences += list.stream().map(PlacedSimprint::simprint).distinct().count();
            });
        }
    }
}
