package io.semblance.asset.backend.stored;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import io.semblance.admission.AnswerShare;
import io.semblance.admission.Deadline;
import io.semblance.asset.AnswerBytes;
import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.CommittedState;
import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.asset.BackendReport.RecordFigures;
import io.semblance.asset.IndexFault;
import io.semblance.asset.IndexFigures;
import io.semblance.asset.PageBound;
import io.semblance.asset.Query;
import io.semblance.asset.RealmRule;
import io.semblance.asset.SearchResult;
import io.semblance.asset.WriteResult;
import io.semblance.asset.evidence.TypeModels;
import io.semblance.code.IsccId;
import io.semblance.problem.ProblemException;
import io.semblance.record.CommitListener;
import io.semblance.record.Keys;
import io.semblance.record.ReadTask;
import io.semblance.record.ReadTransaction;
import io.semblance.record.RecordOptions;
import io.semblance.record.RecordStore;
import io.semblance.record.Snapshot;
import io.semblance.record.StoreClosedException;
import io.semblance.record.StoreException;
import io.semblance.record.Table;
import io.semblance.record.WriteTask;

import org.jspecify.annotations.Nullable;

/**
 * One index: a record, and an engine that follows it. Writes go to the record alone; the engine hears of a commit before
 * the writer does, so that every search that starts after an acknowledgement sees what was acknowledged.
 */
final class StoredIndex implements AssetIndex, AutoCloseable {

    private final String name;
    private final SearchEngine engine;
    private final Readers readers;
    private final RecordStore store;
    /** What a request is told that came while it was open, and is done to it after it was closed. */
    private volatile Supplier<ProblemException> closedFor = IndexFault::gone;

    private StoredIndex(String name, SearchEngine engine, Readers readers, RecordStore store) {
        this.name = name;
        this.engine = engine;
        this.readers = readers;
        this.store = store;
    }

    /**
     * Opens the record and derives the engine from it; closes both if that fails.
     *
     * @param observer is told of commits after the engine
     * @param loaded is told of how many assets it has derived from
     */
    static StoredIndex open(String name, Path directory, RecordOptions options, SearchEngine engine, Readers readers,
            CommitListener observer, LongConsumer loaded) {
        RecordStore store;
        try {
            store = RecordStore.openExisting(directory, options, engine.deriving(loaded), commit -> {
                engine.committed(commit);
                observer.committed(commit);
            });
        } catch (RuntimeException | Error failed) {
            engine.close();
            throw failed;
        }
        StoredIndex index = new StoredIndex(name, engine, readers, store);
        try (Snapshot snapshot = store.snapshot()) {
            engine.load(snapshot);
        } catch (RuntimeException | Error failed) {
            index.close();
            throw failed;
        }
        return index;
    }

    /** Assets in the record. */
    long assets() {
        return store.entries(Table.ASSETS);
    }

    @Override
    public WriteResult put(List<Asset> batch) {
        return batch.isEmpty()
                ? new WriteResult(List.of(), 0)
                : whileOpen(() -> write(new PutTask(batch, engine::isPosted)));
    }

    @Override
    public WriteResult delete(List<IsccId> ids) {
        return ids.isEmpty()
                ? new WriteResult(List.of(), 0)
                : whileOpen(() -> write(new DeleteTask(ids, engine::isPosted)));
    }

    private WriteResult write(WriteTask<Applied> task) {
        Applied applied;
        try {
            applied = Waiting.onWrite(store.write(task, Deadline.current().left()));
        } catch (StoreException refused) {
            throw Waiting.problem(refused);
        }
        return new WriteResult(applied.statuses(), applied.sequence());
    }

    @Override
    public @Nullable Asset find(IsccId id, boolean withSimprints) {
        AnswerShare share = AnswerShare.current();
        return reading(tx -> {
            RealmRule.checkLookUp(IndexMeta.realm(tx), id);
            Asset asset = StoredAssets.find(tx, id, withSimprints);
            if (asset != null) {
                share.take(AnswerBytes.withoutSimprints(asset) + AnswerBytes.simprints(asset));
            }
            return asset;
        });
    }

    @Override
    public List<Asset> page(@Nullable IsccId after, int limit, boolean withSimprints) {
        byte[] from = after == null ? new byte[0] : Keys.id(after.body());
        AnswerShare share = AnswerShare.current();
        return reading(tx -> {
            int realm = IndexMeta.realm(tx);
            List<Asset> page = new ArrayList<>();
            PageBound found = new PageBound(limit);
            tx.scan(Table.ASSETS, from, (key, value) -> {
                long id = Keys.id(key);
                if ((after == null || id != after.body()) && !found.isFull()) {
                    page.add(AssetValue.decode(new IsccId(realm, id), value));
                    share.take(AnswerBytes.withoutSimprints(page.getLast()));
                    found.add(page.getLast());
                }
                return !found.isFull();
            });
            return complete(tx, page, limit, withSimprints, share);
        });
    }

    /** With their simprints they may be more than a page takes. */
    private static List<Asset> complete(ReadTransaction tx, List<Asset> found, int limit, boolean withSimprints,
            AnswerShare share) {
        List<Asset> page = new ArrayList<>();
        PageBound bound = new PageBound(limit);
        for (Asset asset : found) {
            if (bound.isFull()) {
                break;
            }
            page.add(StoredAssets.complete(tx, asset, withSimprints));
            share.take(AnswerBytes.simprints(page.getLast()));
            bound.add(page.getLast());
        }
        return page;
    }

    @Override
    public SearchResult search(Query query, int limit) {
        return whileOpen(() -> engine.search(query, limit));
    }

    @Override
    public IndexFigures figures() {
        return whileOpen(() -> readers.read(() -> {
            try (Snapshot snapshot = store.snapshot()) {
                Map<String, Long> bytes = new LinkedHashMap<>();
                bytes.put("lmdb", store.sizeBytes());
                bytes.putAll(engine.bytes());
                return new IndexFigures(name, snapshot.read(tx -> tx.entries(Table.ASSETS)), bytes,
                        snapshot.sequence());
            }
        }));
    }

    List<GraphFigures> graphs() {
        return engine.graphs();
    }

    List<TypeModels> models() {
        return engine.models();
    }

    void save() {
        store.mark();
        engine.save();
    }

    RecordFigures recordFigures() {
        return readers.read(() -> new RecordFigures(store.mapBytes(), store.sizeBytes(), store.mapBlocked(),
                store.waitingWrites(), store.health().failure()));
    }

    boolean isBusy() {
        return store.isBusy();
    }

    /** Why it takes no writes any more; null while it does. */
    @Nullable
    String failure() {
        return store.health().failure();
    }

    DerivedState derived() {
        return engine.derived();
    }

    CommittedState state() {
        return new HeldState(store.snapshot());
    }

    /** On the calling thread, which may wait for the disk. */
    <R extends @Nullable Object> R read(ReadTask<R> task) {
        try (Snapshot snapshot = store.snapshot()) {
            return snapshot.read(task);
        }
    }

    void copyTo(Path directory) {
        store.copyTo(directory);
    }

    private <R extends @Nullable Object> R reading(ReadTask<R> task) {
        return whileOpen(() -> readers.<R>read(() -> {
            try (Snapshot snapshot = engine.snapshot()) {
                return snapshot.read(task);
            }
        }));
    }

    private <R extends @Nullable Object> R whileOpen(Supplier<R> work) {
        try {
            return work.get();
        } catch (StoreClosedException closed) {
            throw closedFor.get();
        }
    }

    /** Says what requests are told that find it closed, where it was not deleted. */
    void tellOnceClosed(Supplier<ProblemException> reason) {
        closedFor = reason;
    }

    /** Ends writing and searching, then closes the record. */
    @Override
    public void close() {
        engine.close();
        store.close();
    }

    /** False also after {@link #close} if its record is still written or read; closing it again goes on. */
    boolean isClosed() {
        return store.isClosed();
    }
}
