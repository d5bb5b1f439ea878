package io.semblance.asset.backend.stored;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.semblance.asset.CommittedState;
import io.semblance.code.IsccId;
import io.semblance.record.ChangeLogGapException;
import io.semblance.record.ReadTransaction;
import io.semblance.record.Snapshot;

/** A state that is held in the record. */
final class HeldState implements CommittedState {

    private final Snapshot snapshot;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param snapshot held for this */
    HeldState(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    @Override
    public long sequence() {
        return snapshot.sequence();
    }

    @Override
    public long timeMicros() {
        return snapshot.timeMicros();
    }

    @Override
    public boolean follows(long sequence, long timeMicros) {
        return sequence == 0 || snapshot.read(tx -> {
            boolean[] found = {false};
            try {
                tx.changesSince(sequence - 1, change -> {
                    found[0] = change.sequence() == sequence && change.timeMicros() == timeMicros;
                    return false;
                });
            } catch (ChangeLogGapException gone) {
                return false;
            }
            return found[0];
        });
    }

    @Override
    public boolean changedSince(long sequence, Visitor visitor) {
        return snapshot.read(tx -> {
            Set<Long> ids = new LinkedHashSet<>();
            try {
                tx.changesSince(sequence, change -> {
                    ids.add(change.id());
                    return true;
                });
            } catch (ChangeLogGapException gone) {
                return false;
            }
            visit(tx, ids, visitor);
            return true;
        });
    }

    private static void visit(ReadTransaction tx, Set<Long> ids, Visitor visitor) {
        int realm = IndexMeta.realm(tx);
        for (long body : ids) {
            IsccId id = new IsccId(realm, body);
            visitor.changed(id, StoredAssets.find(tx, id, true));
        }
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            snapshot.close();
        }
    }
}
