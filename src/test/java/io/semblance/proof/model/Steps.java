package io.semblance.proof.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.Query;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.SearchResult;
import io.semblance.asset.backend.TestedBackend;
import io.semblance.code.IsccId;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemException;

import org.jspecify.annotations.Nullable;

/** One random step after the other, on a backend and on its model; what differs is an assertion error. */
final class Steps implements AutoCloseable {

    private static final int INDEXES = 3;
    private static final int IDS = 50;
    private static final int OF_THOUSAND_RESTARTS = 5;
    private static final int OF_THOUSAND_COPIES = 10;

    private final SplittableRandom random;
    private final RandomAssets assets;
    private final TestedService service;
    private final TreeMap<String, PlainIndex> model = new TreeMap<>();
    /** What the indexes of each snapshot held. */
    private final TreeMap<String, Map<String, PlainIndex>> snapshots = new TreeMap<>();
    private String last = "nothing yet";
    private long count;
    private int restarts;
    private int made;

    Steps(TestedBackend backend, Path directory, long seed, UnaryOperator<AssetIndex> fault) {
        this.random = new SplittableRandom(seed);
        this.assets = new RandomAssets(random, IDS);
        this.service = new TestedService(backend, directory, fault);
    }

    long count() {
        return count;
    }

    String last() {
        return last;
    }

    int restarts() {
        return restarts;
    }

    int snapshots() {
        return made;
    }

    void next() {
        count++;
        int kind = random.nextInt(1_000);
        if (model.isEmpty() || kind == 0) {
            create();
        } else if (kind < 1 + OF_THOUSAND_RESTARTS) {
            restart();
        } else if (kind < 1 + OF_THOUSAND_RESTARTS + OF_THOUSAND_COPIES) {
            copies();
        } else {
            onIndex(model.keySet().stream().skip(random.nextInt(model.size())).findFirst().orElseThrow());
        }
    }

    private void create() {
        String name = "i" + random.nextInt(INDEXES);
        last = "create " + name;
        if (model.containsKey(name)) {
            assertThatThrownBy(() -> service.indexes().create(name)).isInstanceOf(CallerFault.class);
        } else {
            service.indexes().create(name);
            model.put(name, new PlainIndex());
        }
    }

    private void restart() {
        last = "restart";
        restarts++;
        service.restart();
        if (!service.hasRecord()) {
            model.clear();
        }
        compareAll();
    }

    /** The names of all indexes and all that they hold. */
    void compareAll() {
        assertThat(service.indexes().names()).isEqualTo(List.copyOf(model.keySet()));
        model.forEach((name, index) -> assertThat(service.index(name).page(null, IDS * 2, true)).as(name)
                .isEqualTo(index.all()));
    }

    /** Snapshots, restores and renames; all that can be done about an index as a whole. */
    private void copies() {
        String name = model.firstKey();
        String other = "i" + random.nextInt(INDEXES);
        int kind = random.nextInt(6);
        if (kind == 0) {
            last = "delete " + other;
            assertThat(service.indexes().delete(other)).isEqualTo(model.remove(other) != null);
        } else if (!service.hasRecord()) {
            create();
        } else if (kind == 1) {
            rename(name, other);
        } else if (kind < 4 || snapshots.isEmpty()) {
            last = "snapshot";
            Map<String, PlainIndex> copy = new TreeMap<>();
            model.forEach((key, index) -> copy.put(key, index.copy()));
            snapshots.put(service.snapshot(), copy);
            snapshots.keySet().retainAll(service.kept());
            made++;
        } else {
            restore(snapshots.keySet().stream().skip(random.nextInt(snapshots.size())).findFirst().orElseThrow(),
                    other);
        }
    }

    private void rename(String name, String other) {
        last = "rename " + name + " to " + other;
        if (model.containsKey(other)) {
            assertThatThrownBy(() -> service.snapshots().rename(name, other)).isInstanceOf(CallerFault.class);
        } else {
            service.snapshots().rename(name, other);
            model.put(other, model.remove(name));
        }
    }

    private void restore(String snapshot, String as) {
        Map<String, PlainIndex> held = snapshots.getOrDefault(snapshot, Map.of());
        String index = "i" + random.nextInt(INDEXES);
        last = "restore " + index + " of " + snapshot + " as " + as;
        PlainIndex copy = held.get(index);
        if (copy == null || model.containsKey(as)) {
            assertThatThrownBy(() -> service.snapshots().restore(snapshot, index, as))
                    .isInstanceOf(ProblemException.class);
        } else {
            service.snapshots().restore(snapshot, index, as);
            model.put(as, copy.copy());
        }
    }

    private void onIndex(String name) {
        PlainIndex expected = model.get(name);
        AssetIndex index = service.index(name);
        if (expected == null) {
            throw new IllegalStateException(name);
        }
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> put(name, expected, index);
            case 3 -> delete(name, expected, index);
            case 4 -> find(name, expected, index);
            case 5 -> page(name, expected, index);
            default -> search(name, expected, index);
        }
    }

    private void put(String name, PlainIndex expected, AssetIndex index) {
        List<Asset> batch = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            batch.add(random.nextInt(100) == 0 ? ofAnotherRealm() : assets.asset());
        }
        last = "put into " + name + " " + batch;
        if (expected.refuses(batch)) {
            assertThatThrownBy(() -> index.put(batch)).isInstanceOf(CallerFault.class);
        } else {
            assertThat(index.put(batch).statuses()).isEqualTo(expected.put(batch));
        }
    }

    private Asset ofAnotherRealm() {
        Asset asset = assets.asset();
        return new Asset(new IsccId(1, asset.id().body()), null, asset.unitTexts(), asset.units(), null, null);
    }

    private IsccId id() {
        IsccId id = assets.id();
        return random.nextInt(200) == 0 ? new IsccId(1, id.body()) : id;
    }

    private void delete(String name, PlainIndex expected, AssetIndex index) {
        List<IsccId> ids = List.of(id(), id());
        last = "delete from " + name + " " + ids;
        if (ids.stream().anyMatch(expected::refuses)) {
            assertThatThrownBy(() -> index.delete(ids)).isInstanceOf(CallerFault.class);
        } else {
            assertThat(index.delete(ids).statuses()).isEqualTo(expected.delete(ids));
        }
    }

    private void find(String name, PlainIndex expected, AssetIndex index) {
        IsccId id = id();
        last = "find " + id + " in " + name;
        if (expected.refuses(id)) {
            assertThatThrownBy(() -> index.find(id, true)).isInstanceOf(CallerFault.class);
        } else {
            assertThat(index.find(id, true)).isEqualTo(expected.find(id));
        }
    }

    private void page(String name, PlainIndex expected, AssetIndex index) {
        @Nullable
        IsccId after = random.nextInt(4) == 0 ? null : assets.id();
        int limit = 1 + random.nextInt(IDS);
        last = "page of " + name + " after " + after + ", " + limit;
        assertThat(index.page(after, limit, true)).isEqualTo(expected.page(after, limit));
    }

    private void search(String name, PlainIndex expected, AssetIndex index) {
        Map<String, List<String>> simprints = random.nextBoolean() || !service.searchesSimilar()
                ? Map.of()
                : assets.simprintQuery();
        Query query = new Query(assets.query(), simprints, random.nextInt(4) == 0 ? assets.id() : null, true);
        int limit = 1 + random.nextInt(IDS);
        last = "search " + name + " for " + query + ", " + limit;
        PlainSearch plain = new PlainSearch(expected, query);
        SearchResult actual = index.search(query, limit);
        assertThat(actual.globalMatches()).isEqualTo(
                (service.searchesSimilar() ? plain.similar() : plain.prefixes()).stream().limit(limit).toList());
        assertThat(actual.chunkMatches()).isEqualTo(plain.chunks().stream().limit(limit).toList());
        assertThat(actual.report().exact()).isTrue();
    }

    @Override
    public void close() {
        service.close();
    }
}
