package io.semblance.fault;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.AssetService;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.asset.json.EntryReader;
import io.semblance.code.IsccId;
import io.semblance.snapshot.Retention;
import io.semblance.snapshot.SnapshotPlan;
import io.semblance.snapshot.SnapshotView;
import io.semblance.snapshot.Snapshots;

import org.jspecify.annotations.Nullable;

/** A data directory, opened in this process as the service opens it; as a reader of assets it reads those of the index {@code t}. */
final class OpenedImage implements RememberingClient.Reader, RememberedStates.Reader, AutoCloseable {

    private static final int PAGE = 1_000;

    private final AssetIndexes indexes;
    private final Snapshots snapshots;

    private OpenedImage(AssetIndexes indexes, Path data) {
        this.indexes = indexes;
        this.snapshots = new Snapshots(indexes, (IndexRecords) indexes,
                new SnapshotPlan(data.resolveSibling("snapshots"), data, new Retention(1_000, 0, 0),
                        new Scoring(0.75, 4), "test"),
                InstantSource.system());
    }

    /** @throws RuntimeException if it, or its index {@code t}, cannot be opened */
    static OpenedImage open(Path data) {
        OpenedImage image = open(data, BackendSettings.defaults());
        try {
            image.index("t");
            return image;
        } catch (RuntimeException | Error unreadable) {
            image.close();
            throw unreadable;
        }
    }

    /** Of whatever indexes there are, and the snapshots beside them. */
    static OpenedImage open(Path data, BackendSettings settings) {
        AssetIndexes indexes = Backends.open(IndexUri.parse("usearch://" + data), settings);
        try {
            indexes.load((done, total) -> {
            });
            return new OpenedImage(indexes, data);
        } catch (RuntimeException | Error unreadable) {
            indexes.close();
            throw unreadable;
        }
    }

    /** One of the indexes. */
    AssetIndex index(String name) {
        return Objects.requireNonNull(indexes.find(name), () -> "the index " + name + " is there");
    }

    @Override
    public @Nullable Object stored(long id) {
        return index("t").find(new IsccId(0, id), false);
    }

    @Override
    public Object formOf(String json) {
        return AssetService.read(EntryReader.readAlone(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public List<String> names() {
        return indexes.names();
    }

    /** All assets of an index. */
    List<Asset> assets(String name) {
        List<Asset> content = new ArrayList<>();
        List<Asset> page = index(name).page(null, PAGE, false);
        while (!page.isEmpty()) {
            content.addAll(page);
            page = index(name).page(page.getLast().id(), PAGE, false);
        }
        return content;
    }

    @Override
    public Object content(String name) {
        return assets(name);
    }

    @Override
    public Object formOfAll(String export) {
        return export.lines().map(this::formOf).toList();
    }

    @Override
    public Map<String, Boolean> snapshots() {
        return snapshots.list().stream()
                .collect(Collectors.toMap(view -> view.id().text(), SnapshotView::isSound));
    }

    @Override
    public void close() {
        snapshots.close();
        indexes.close();
    }
}
