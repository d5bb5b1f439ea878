package io.semblance.asset.backend.audit;

import java.util.function.BooleanSupplier;

import io.semblance.asset.backend.stored.DerivedState;
import io.semblance.record.ReadTransaction;
import io.semblance.record.Table;

import org.jspecify.annotations.Nullable;

/**
 * Reads an index that is served, again and again, in parts: each goes on where the last one has ended, in the state that the
 * index has by then. What the engine holds in memory of the assets of a part is compared with that state of the record. Used by
 * one thread at a time.
 */
public final class AuditRounds {

    private static final String IDENTITY = "audit";
    private AuditProgress progress = new AuditProgress();
    private long identity;
    private long entries;

    /**
     * Reads on. What is damaged ends the round, and the next part begins another one.
     *
     * @param more asked before each entry; false ends the part
     * @return what there is, if the round ended with this part; null if not
     * @throws DamagedRecordException if something cannot be read, or does not agree
     * @throws CodesDifferException if the codes in memory are not those of the record; the next part goes on all the same
     */
    public @Nullable RecordCounts part(DerivedState state, BooleanSupplier more) {
        Part part = state.record().read(tx -> read(tx, state.record().sequence(), more));
        if (part.ofAssets && state.holdsCodes()) {
            compare(part, state);
        }
        return part.counts;
    }

    /**
     * What was read.
     *
     * @param ofAssets whether assets are among it
     * @param from the first id that was to be read
     * @param toTheLast whether all assets from there on were
     * @param to else the id that comes next
     * @param codes of the assets
     * @param counts what there is, if the round has ended; null if not
     */
    private record Part(boolean ofAssets, long from, boolean toTheLast, long to, CodeSums codes,
            @Nullable RecordCounts counts) {

        boolean has(long id) {
            return Long.compareUnsigned(id, from) >= 0 && (toTheLast || Long.compareUnsigned(id, to) < 0);
        }
    }

    private Part read(ReadTransaction tx, long sequence, BooleanSupplier more) {
        requireSameRecord(tx, sequence);
        AuditProgress now = progress;
        boolean ofAssets = now.table() == Table.ASSETS;
        long from = now.fromId();
        CodeSums codes = new CodeSums();
        progress = new AuditProgress();
        RecordAudit audit = new RecordAudit(tx, now, codes, more);
        boolean ended = audit.part(sequence);
        progress = ended ? progress : now;
        return new Part(ofAssets, from, now.table() != Table.ASSETS, now.fromId(), codes,
                ended ? audit.counts() : null);
    }

    private static void compare(Part part, DerivedState state) {
        CodeSums held = new CodeSums();
        state.visit((type, id, tag, bits, w0, w1, w2, w3) -> {
            if (part.has(id)) {
                held.code(type, id, tag, bits, w0, w1, w2, w3);
            }
        });
        String difference = part.codes.differenceFrom(held);
        if (!difference.isEmpty()) {
            throw new CodesDifferException("the codes in memory are not those of the record: " + difference);
        }
    }

    private void requireSameRecord(ReadTransaction tx, long sequence) {
        long found = tx.identity(IDENTITY);
        if (found != identity || sequence < progress.state()) {
            identity = found;
            progress = new AuditProgress();
        }
        entries = AuditProgress.TABLES.stream().mapToLong(tx::entries).sum();
    }

    /** A number that tells which record is read: an index may be deleted and made anew, and then all begins again. */
    public long record() {
        return identity;
    }

    /** Entries that this round has read. */
    public long read() {
        return progress.entries();
    }

    /** Entries that the record had when it was read last. */
    public long entries() {
        return entries;
    }
}
