package io.semblance.asset.backend.lmdb;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

import io.semblance.admission.AnswerShare;
import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.asset.Query;
import io.semblance.asset.SearchResult;
import io.semblance.asset.backend.stored.Readers;
import io.semblance.asset.backend.stored.SearchEngine;
import io.semblance.code.UnitType;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;
import io.semblance.record.Commit;
import io.semblance.record.FirstReading;
import io.semblance.record.Snapshot;
import io.semblance.record.StoreClosedException;

import org.jspecify.annotations.Nullable;

/** Searches the postings of the latest snapshot; all that it derives from the record is which snapshot that is. */
final class PrefixEngine implements SearchEngine {

    private final Readers readers;
    private final AtomicReference<@Nullable Snapshot> latest = new AtomicReference<>();
    private boolean closed;

    PrefixEngine(Readers readers) {
        this.readers = readers;
    }

    @Override
    public boolean isPosted(UnitType type) {
        return true;
    }

    @Override
    public FirstReading deriving(LongConsumer loaded) {
        return FirstReading.none();
    }

    @Override
    public synchronized void load(Snapshot snapshot) {
        follow(snapshot);
    }

    @Override
    public synchronized void committed(Commit commit) {
        if (!closed) {
            follow(commit.snapshot());
        }
    }

    private void follow(Snapshot snapshot) {
        if (!snapshot.tryRetain()) {
            throw new IllegalStateException("the snapshot of a commit is open while the commit is told of");
        }
        Snapshot before = latest.getAndSet(snapshot);
        if (before != null) {
            before.close();
        }
    }

    @Override
    public SearchResult search(Query query, int limit) {
        if (query.units().isEmpty()) {
            throw new CallerFault(ProblemType.NOT_SUPPORTED, "Query must have 'iscc_code' or 'units' here: the backend "
                    + "lmdb:// keeps simprints without searching them. Use an index of a usearch:// service for simprints.");
        }
        if (!query.judging().isPlain()) {
            throw new CallerFault(ProblemType.NOT_SUPPORTED,
                    "The backend lmdb:// matches by prefix and weighs no evidence. "
                            + "Leave out match, rank and group, or use an index of a usearch:// service.");
        }
        long asked = System.nanoTime();
        AnswerShare share = AnswerShare.current();
        return readers.read(() -> {
            try (Snapshot snapshot = snapshot()) {
                return snapshot
                        .read(tx -> new PrefixSearch(tx, query, limit, share).search(snapshot.sequence(), asked));
            }
        });
    }

    @Override
    public Snapshot snapshot() {
        while (true) {
            Snapshot snapshot = latest.get();
            if (snapshot == null) {
                throw new StoreClosedException();
            }
            if (snapshot.tryRetain()) {
                return snapshot;
            }
        }
    }

    @Override
    public Map<String, Long> bytes() {
        return Map.of();
    }

    @Override
    public List<GraphFigures> graphs() {
        return List.of();
    }

    /** Nothing is derived. */
    @Override
    public void save() {
    }

    @Override
    public synchronized void close() {
        closed = true;
        Snapshot last = latest.getAndSet(null);
        if (last != null) {
            last.close();
        }
    }
}
