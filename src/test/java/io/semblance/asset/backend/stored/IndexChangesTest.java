package io.semblance.asset.backend.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.backend.TestedBackend;
import io.semblance.problem.Busy;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;
import io.semblance.record.Table;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens around creating, renaming and deleting an index. */
class IndexChangesTest {

    @TempDir
    Path directory;

    private final Asset asset = new RandomAssets(new SplittableRandom(1), 10).asset();
    private StoredIndexes indexes;

    @BeforeEach
    void open() {
        indexes = (StoredIndexes) TestedBackend.LMDB.open(directory);
        indexes.create("a").put(List.of(asset));
    }

    @AfterEach
    void close() {
        indexes.close();
    }

    private Long assets(String name) {
        return Objects.requireNonNull(indexes.read(name, tx -> tx.entries(Table.ASSETS)));
    }

    private static ProblemType refusal(Callable<?> request) throws Exception {
        try {
            request.call();
            throw new AssertionError("it was not refused");
        } catch (CallerFault refused) {
            return refused.type();
        }
    }

    /** Somebody copies a folder beside its original; a start serves both, and until then nothing may go astray. */
    @Test
    void nothingTakesTheNameOfWhatLiesInTheDirectoryAndIsNotServed() throws Exception {
        Path copy = Files.createDirectory(directory.resolve("indexes/b"));
        Files.copy(directory.resolve("indexes/a/data.mdb"), copy.resolve("data.mdb"));
        assertThat(refusal(() -> indexes.rename("a", "b"))).isEqualTo(ProblemType.INDEX_EXISTS);
        assertThat(refusal(() -> indexes.create("b"))).isEqualTo(ProblemType.INDEX_EXISTS);
        assertThat(indexes.names()).containsExactly("a");
        assertThat(assets("a")).isEqualTo(1);
        indexes.close();
        indexes = (StoredIndexes) TestedBackend.LMDB.open(directory);
        assertThat(indexes.names()).containsExactly("a", "b");
        assertThat(assets("b")).isEqualTo(1);
    }

    private void assertRefuses(AssetIndex index, Class<? extends Exception> problem, String words) {
        assertThatThrownBy(() -> index.put(List.of(asset))).isInstanceOf(problem).hasMessageContaining(words);
        assertThatThrownBy(() -> index.delete(List.of(asset.id()))).isInstanceOf(problem).hasMessageContaining(words);
        assertThatThrownBy(() -> index.find(asset.id(), true)).isInstanceOf(problem).hasMessageContaining(words);
        assertThatThrownBy(() -> index.page(null, 1, true)).isInstanceOf(problem).hasMessageContaining(words);
        assertThatThrownBy(index::figures).isInstanceOf(problem).hasMessageContaining(words);
    }

    private AssetIndex served(String name) {
        return Objects.requireNonNull(indexes.find(name));
    }

    /** A client that is told that its index was deleted creates another; one that is told to come back comes back. */
    @Test
    void requestThatMeetsARenamingIsToldToComeBack() {
        AssetIndex held = served("a");
        indexes.rename("a", "b");
        assertRefuses(held, Busy.class, "'a' is being created, deleted, renamed or copied");
    }

    @Test
    void requestThatMeetsADeletionIsToldOfIt() {
        AssetIndex held = served("a");
        indexes.delete("a");
        assertRefuses(held, CallerFault.class, "it was deleted while the request ran");
    }

    @Test
    void requestThatMeetsTheStopIsToldOfIt() {
        AssetIndex held = served("a");
        indexes.close();
        assertRefuses(held, Busy.class, "The service stops");
    }

    /** On disk under its old name or its new one, whatever else is there. */
    @Test
    void indexIsNotLostWhereTheRenamingFails() throws IOException {
        Path other = Files.createDirectory(directory.resolve("indexes/c"));
        assertThatThrownBy(() -> indexes.rename("a", "c")).isInstanceOf(CallerFault.class);
        Files.delete(other);
        indexes.rename("a", "c");
        assertThat(indexes.names()).containsExactly("c");
        assertThat(assets("c")).isEqualTo(1);
    }
}
