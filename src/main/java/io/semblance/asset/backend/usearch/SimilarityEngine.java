package io.semblance.asset.backend.usearch;

import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

import io.semblance.asset.Query;
import io.semblance.asset.Scoring;
import io.semblance.asset.SearchResult;
import io.semblance.asset.backend.stored.Applied;
import io.semblance.asset.backend.stored.PackedSimprints;
import io.semblance.asset.backend.stored.PackedUnits;
import io.semblance.asset.backend.stored.SearchEngine;
import io.semblance.asset.backend.stored.Waiting;
import io.semblance.code.UnitType;
import io.semblance.kernel.ScanPool;
import io.semblance.kernel.ScanRefusedException;
import io.semblance.kernel.ScanSource;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;
import io.semblance.record.Commit;
import io.semblance.record.Keys;
import io.semblance.record.ReadTransaction;
import io.semblance.record.Snapshot;
import io.semblance.record.StoreClosedException;
import io.semblance.record.Table;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exact similarity search. The writer thread of the record changes the columns after each commit and publishes a
 * {@link SimilarityView}: columns and snapshot of the same commit. Searches share passes over the latest view; one that
 * is replaced meanwhile lives until they are done.
 */
final class SimilarityEngine implements SearchEngine, ScanSource<SimilarityView> {

    private static final Logger LOG = LoggerFactory.getLogger(SimilarityEngine.class);
    private static final int REPORT_EVERY = 1_000;

    private final String name;
    private final ScanPool pool;
    private final Scoring scoring;
    private final Thresholds thresholds;
    private final Columns columns = new Columns();
    private volatile @Nullable SimilarityView latest;
    private boolean closed;

    SimilarityEngine(String name, ScanPool pool, Scoring scoring, Thresholds thresholds) {
        this.name = name;
        this.pool = pool;
        this.scoring = scoring;
        this.thresholds = thresholds;
    }

    /** INSTANCE codes are alike only by prefix: the record finds them faster than a scan. */
    @Override
    public boolean isPosted(UnitType type) {
        return type.isInstance();
    }

    @Override
    public synchronized void load(Snapshot snapshot, LongConsumer loaded) {
        snapshot.<@Nullable Void>read(tx -> {
            loadUnits(tx, loaded);
            tx.scan(Table.SIMPRINTS, new byte[0], (key, value) -> {
                long id = Keys.id(key);
                PackedSimprints.decode(value).forEach((type, list) -> columns.setSimprints(id, type, list));
                return true;
            });
            return null;
        });
        publish(snapshot);
    }

    private void loadUnits(ReadTransaction tx, LongConsumer loaded) {
        long[] pending = {0};
        tx.scan(Table.UNITS, new byte[0], (key, value) -> {
            long id = Keys.id(key);
            PackedUnits.visit(value,
                    (type, bits, w0, w1, w2, w3) -> columns.addUnit(id, UnitType.ofKey(type), bits, w0, w1, w2, w3));
            if (++pending[0] == REPORT_EVERY) {
                loaded.accept(pending[0]);
                pending[0] = 0;
            }
            return true;
        });
        loaded.accept(pending[0]);
    }

    @Override
    public synchronized void committed(Commit commit) {
        if (closed) {
            return;
        }
        for (Object result : commit.results()) {
            if (result instanceof Applied applied) {
                applied.changes().forEach(columns::apply);
            }
        }
        publish(commit.snapshot());
    }

    private void publish(Snapshot snapshot) {
        if (!snapshot.tryRetain()) {
            throw new IllegalStateException("the snapshot of a commit is open while the commit is told of");
        }
        SimilarityView before = latest;
        latest = columns.view(snapshot);
        if (before != null) {
            before.close();
        }
    }

    @Override
    public SearchResult search(Query query, int limit) {
        try {
            return Waiting.on(pool.submit(this, new SimilaritySearch(query, limit, scoring, thresholds)));
        } catch (ScanRefusedException refused) {
            throw new Busy(ProblemType.OVERLOADED, "Too many searches wait already. Repeat the request a little later.",
                    1);
        }
    }

    @Override
    public SimilarityView acquire() {
        while (true) {
            SimilarityView view = latest;
            if (view == null) {
                throw new StoreClosedException();
            }
            if (view.tryRetain()) {
                return view;
            }
        }
    }

    @Override
    public void release(SimilarityView view) {
        view.close();
    }

    @Override
    public Map<String, Long> bytes() {
        SimilarityView view = latest;
        return view == null ? Map.of() : view.bytes();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        SimilarityView last = latest;
        latest = null;
        if (last != null) {
            List.copyOf(last.simprints().keySet())
                    .forEach(type -> LOG.info("Closed simprint index {} of index {}", type, name));
            last.close();
        }
        columns.close();
    }
}
