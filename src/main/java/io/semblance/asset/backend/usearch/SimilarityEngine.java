package io.semblance.asset.backend.usearch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

import io.semblance.admission.AnswerShare;
import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.asset.Query;
import io.semblance.asset.Scoring;
import io.semblance.asset.SearchResult;
import io.semblance.asset.backend.stored.Applied;
import io.semblance.asset.backend.stored.AssetChange;
import io.semblance.asset.backend.stored.DerivedState;
import io.semblance.asset.backend.stored.SearchEngine;
import io.semblance.asset.backend.stored.Waiting;
import io.semblance.asset.backend.usearch.proposal.ProposalGroup;
import io.semblance.asset.evidence.TypeModels;
import io.semblance.code.UnitType;
import io.semblance.kernel.ScanPool;
import io.semblance.kernel.ScanRefusedException;
import io.semblance.kernel.ScanSource;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;
import io.semblance.record.Commit;
import io.semblance.record.FirstReading;
import io.semblance.record.Quarantine;
import io.semblance.record.Snapshot;
import io.semblance.record.StoreClosedException;

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

    private final String name;
    private final ScanPool pool;
    private final Scoring scoring;
    private final Thresholds thresholds;
    private final Columns columns = new Columns();
    private final @Nullable Proposals proposals;
    private final IndexModels models;
    private volatile @Nullable SimilarityView latest;
    /** Views that were replaced while searches looked at them. */
    private final List<SimilarityView> replaced = new ArrayList<>();
    private boolean closed;
    private boolean inStep = true;

    /** @param graphs null where no graph can be made: everything is scanned then */
    SimilarityEngine(String name, Path directory, Quarantine quarantine, ScanPool pool, Scoring scoring,
            Thresholds thresholds, Proposals.@Nullable Graphs graphs) {
        this.name = name;
        this.models = new IndexModels(directory, this::latest);
        this.proposals = graphs == null
                ? null
                : new Proposals(name, directory, quarantine, graphs, thresholds,
                        key -> new EngineGroup(this, key));
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
    public FirstReading deriving(LongConsumer loaded) {
        return new ColumnFill(columns, loaded);
    }

    @Override
    public synchronized void load(Snapshot snapshot) {
        snapshot.<@Nullable Void>read(tx -> {
            models.load(tx);
            return null;
        });
        columns.filled();
        publish(snapshot);
    }

    @Override
    public synchronized void committed(Commit commit) {
        if (closed) {
            return;
        }
        inStep = false;
        for (Object result : commit.results()) {
            if (result instanceof Applied applied) {
                applied.changes().forEach(change -> apply(change, commit.sequence()));
            }
        }
        publish(commit.snapshot());
        inStep = true;
        if (proposals != null) {
            proposals.wake();
        }
    }

    private void apply(AssetChange change, long sequence) {
        if (proposals == null) {
            columns.apply(change, Columns.Listener.NONE);
        } else {
            columns.apply(change, (type, several, bits, codes) -> proposals.changed(type, several, change.id(), bits,
                    codes, sequence));
        }
    }

    private void publish(Snapshot snapshot) {
        if (!snapshot.tryRetain()) {
            throw new IllegalStateException("the snapshot of a commit is open while the commit is told of");
        }
        List<ProposalGroup> ended = proposals == null ? List.of() : proposals.settle(columns.counts());
        SimilarityView before = latest;
        latest = columns.view(snapshot, proposals == null ? Map.of() : proposals.views());
        if (before != null) {
            replaced.removeIf(view -> view.searches().get() == 0);
            if (before.searches().get() > 0) {
                replaced.add(before);
            }
            before.close();
        }
        if (proposals != null) {
            proposals.begin();
        }
        // Closing waits for a step that may be waiting for this very lock.
        ended.forEach(group -> Thread.ofVirtual().name("graph-end").start(() -> group.close(true)));
    }

    /** Number of the commit that every search which runs knows of. */
    synchronized long known() {
        replaced.removeIf(view -> view.searches().get() == 0);
        SimilarityView last = latest;
        long newest = last == null ? 0 : last.snapshot().sequence();
        return replaced.stream().mapToLong(view -> view.snapshot().sequence()).min().orElse(newest);
    }

    /**
     * Publishes the state of the last commit once more, since a group changed how it is searched. Not after a commit that
     * could be taken in by half only, as for want of memory: the columns are then of no state, and the view before it serves
     * until a restart.
     */
    synchronized void republish() {
        SimilarityView view = latest;
        if (view != null && !closed && inStep) {
            publish(view.snapshot());
        }
    }

    /** The published view, held for the caller; null once closed. */
    @Nullable
    SimilarityView latest() {
        SimilarityView view = latest;
        while (view != null && !view.tryRetain()) {
            view = latest;
        }
        return view;
    }

    @Override
    public Snapshot snapshot() {
        while (true) {
            SimilarityView view = latest;
            if (view == null) {
                throw new StoreClosedException();
            }
            if (view.snapshot().tryRetain()) {
                return view.snapshot();
            }
        }
    }

    @Override
    public DerivedState derived() {
        SimilarityView view = latest();
        if (view == null) {
            throw new StoreClosedException();
        }
        try (view) {
            return new ViewedCodes(view);
        }
    }

    @Override
    public SearchResult search(Query query, int limit) {
        try {
            return Waiting.on(pool.submit(this,
                    new SimilaritySearch(query, limit, scoring, thresholds, models, AnswerShare.current())));
        } catch (ScanRefusedException refused) {
            throw new Busy(ProblemType.OVERLOADED, "Too many searches wait already. Repeat the request a little later.",
                    1);
        }
    }

    /** A view is counted as searched before it is known to be the latest, so that {@link #known()} overlooks none. */
    @Override
    public SimilarityView acquire() {
        while (true) {
            SimilarityView view = latest();
            if (view == null) {
                throw new StoreClosedException();
            }
            view.searches().incrementAndGet();
            if (view == latest) {
                return view;
            }
            release(view);
        }
    }

    @Override
    public void release(SimilarityView view) {
        view.searches().decrementAndGet();
        view.close();
    }

    @Override
    public Map<String, Long> bytes() {
        SimilarityView view = latest;
        return view == null ? Map.of() : view.bytes();
    }

    @Override
    public List<GraphFigures> graphs() {
        return groups().stream().map(ProposalGroup::figures).toList();
    }

    @Override
    public List<TypeModels> models() {
        return models.all();
    }

    @Override
    public void save() {
        for (ProposalGroup group : groups()) {
            // The library cannot be interrupted: what is begun is written to its end, so none is begun any more.
            if (!Thread.currentThread().isInterrupted()) {
                group.saveNow();
            }
        }
    }

    private synchronized List<ProposalGroup> groups() {
        return proposals == null ? List.of() : proposals.all();
    }

    @Override
    public void close() {
        end().forEach(group -> group.close(false));
    }

    private synchronized List<ProposalGroup> end() {
        if (closed) {
            return List.of();
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
        models.close();
        return proposals == null ? List.of() : proposals.end();
    }
}
