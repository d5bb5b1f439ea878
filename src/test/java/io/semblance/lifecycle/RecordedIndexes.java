package io.semblance.lifecycle;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;

import org.jspecify.annotations.Nullable;

/** A backend without indexes that writes down in which order it is called; what it does meanwhile is up to the test. */
final class RecordedIndexes implements AssetIndexes {

    final List<String> calls = new CopyOnWriteArrayList<>();
    Consumer<LoadProgress> onLoad = progress -> {
    };
    Runnable onSave = () -> {
    };

    @Override
    public void load(LoadProgress progress) {
        calls.add("load");
        onLoad.accept(progress);
        calls.add("loaded");
    }

    @Override
    public void save() {
        calls.add("save");
        onSave.run();
        calls.add("saved");
    }

    @Override
    public void close() {
        calls.add("close");
    }

    @Override
    public List<String> names() {
        return List.of();
    }

    @Override
    public @Nullable AssetIndex find(String name) {
        return null;
    }

    @Override
    public AssetIndex create(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(String name) {
        return false;
    }
}
