package io.semblance.fault;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.AssetService;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.asset.json.EntryReader;
import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/** Assets of the index {@code t} of a data directory, opened in this process as the service opens it. */
final class OpenedImage implements RememberingClient.Reader, AutoCloseable {

    private final AssetIndexes indexes;
    private final AssetIndex index;

    private OpenedImage(AssetIndexes indexes) {
        this.indexes = indexes;
        this.index = Objects.requireNonNull(indexes.find("t"), "the index is there");
    }

    /** @throws RuntimeException if the index cannot be opened */
    static OpenedImage open(Path data) {
        AssetIndexes indexes = Backends.open(IndexUri.parse("usearch://" + data), BackendSettings.defaults());
        try {
            indexes.load((done, total) -> {
            });
            return new OpenedImage(indexes);
        } catch (RuntimeException | Error unreadable) {
            indexes.close();
            throw unreadable;
        }
    }

    @Override
    public @Nullable Object stored(long id) {
        return index.find(new IsccId(0, id), false);
    }

    @Override
    public Object formOf(String json) {
        return AssetService.read(EntryReader.readAlone(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        indexes.close();
    }
}
