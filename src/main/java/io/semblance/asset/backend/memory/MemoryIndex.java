package io.semblance.asset.backend.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

import io.semblance.admission.AnswerShare;
import io.semblance.asset.AnswerBytes;
import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.Batch;
import io.semblance.asset.IndexFault;
import io.semblance.asset.IndexFigures;
import io.semblance.asset.KeptSimprintsRule;
import io.semblance.asset.PageBound;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.Query;
import io.semblance.asset.RealmRule;
import io.semblance.asset.SearchResult;
import io.semblance.asset.WidthRule;
import io.semblance.asset.WriteResult;
import io.semblance.asset.WriteStatus;
import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/** One index as a sorted map behind a read-write lock: a batch is seen whole or not at all because it holds the lock. */
final class MemoryIndex implements AssetIndex {

    private final String name;
    private final MemorySearch search;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final TreeMap<Long, Asset> assets = new TreeMap<>(Long::compareUnsigned);
    private int realm = RealmRule.OPEN;
    private long sequence;
    private boolean deleted;

    MemoryIndex(String name, MemorySearch search) {
        this.name = name;
        this.search = search;
    }

    @Override
    public WriteResult put(List<Asset> batch) {
        return writing(() -> {
            int realmAfter = RealmRule.afterAdding(realm, batch);
            Map<Long, Asset> last = Batch.lastOfEach(batch);
            WidthRule.check(widths(), last.values());
            last.forEach((id, asset) -> KeptSimprintsRule.check(numbers(assets.get(id)), asset));
            List<WriteStatus> statuses = Batch.statuses(batch, assets::containsKey);
            realm = realmAfter;
            last.forEach((id, asset) -> assets.put(id, merged(asset, assets.get(id))));
            return new WriteResult(statuses, ++sequence);
        });
    }

    @Override
    public WriteResult delete(List<IsccId> ids) {
        return writing(() -> {
            ids.forEach(id -> RealmRule.checkLookUp(realm, id));
            List<WriteStatus> statuses = new ArrayList<>();
            for (IsccId id : ids) {
                statuses.add(assets.remove(id.body()) == null ? WriteStatus.ABSENT : WriteStatus.DELETED);
            }
            return new WriteResult(statuses, ++sequence);
        });
    }

    @Override
    public @Nullable Asset find(IsccId id, boolean withSimprints) {
        return reading(() -> {
            RealmRule.checkLookUp(realm, id);
            Asset asset = assets.get(id.body());
            return asset == null ? null : taken(shown(asset, withSimprints));
        });
    }

    @Override
    public List<Asset> page(@Nullable IsccId after, int limit, boolean withSimprints) {
        List<Asset> page = reading(
                () -> new PageBound(limit).first((after == null ? assets : assets.tailMap(after.body(), false))
                        .values().stream().limit(limit).map(asset -> shown(asset, withSimprints)).toList()));
        page.forEach(MemoryIndex::taken);
        return page;
    }

    @Override
    public SearchResult search(Query query, int limit) {
        long asked = System.nanoTime();
        return reading(() -> search.search(assets.values(), widths(), query, limit, sequence, asked));
    }

    @Override
    public IndexFigures figures() {
        return reading(() -> new IndexFigures(name, assets.size(), Map.of("memory", 0L), sequence));
    }

    /** From now on every call finds the index gone. */
    void close() {
        writing(() -> deleted = true);
    }

    /** Types that the update does not name keep their simprints, named ones are replaced, empty ones go. */
    private static Asset merged(Asset asset, @Nullable Asset before) {
        Map<String, List<PlacedSimprint>> simprints = new LinkedHashMap<>();
        if (before != null && before.simprints() != null) {
            simprints.putAll(before.simprints());
        }
        if (asset.simprints() != null) {
            simprints.putAll(asset.simprints());
        }
        simprints.values().removeIf(List::isEmpty);
        return new Asset(asset.id(), asset.isccCode(), asset.unitTexts(), asset.units(), simprints, asset.metadata());
    }

    private static Map<String, Integer> numbers(@Nullable Asset stored) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        if (stored != null && stored.simprints() != null) {
            stored.simprints().forEach((type, simprints) -> numbers.put(type, simprints.size()));
        }
        return numbers;
    }

    private static Asset shown(Asset asset, boolean withSimprints) {
        return withSimprints
                ? asset
                : new Asset(asset.id(), asset.isccCode(), asset.unitTexts(), asset.units(), null, asset.metadata());
    }

    /** For the answer. */
    private static Asset taken(Asset asset) {
        AnswerShare.current().take(AnswerBytes.withoutSimprints(asset) + AnswerBytes.simprints(asset));
        return asset;
    }

    private Map<String, Integer> widths() {
        Map<String, Integer> widths = new HashMap<>();
        for (Asset asset : assets.values()) {
            if (asset.simprints() != null) {
                asset.simprints().forEach((type, list) -> widths.put(type, list.getFirst().simprint().bits()));
            }
        }
        return widths;
    }

    private void checkThere() {
        if (deleted) {
            throw IndexFault.gone();
        }
    }

    private <R> R writing(Supplier<R> work) {
        lock.writeLock().lock();
        try {
            checkThere();
            return work.get();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private <R extends @Nullable Object> R reading(Supplier<R> work) {
        lock.readLock().lock();
        try {
            checkThere();
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }
}
