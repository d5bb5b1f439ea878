package io.semblance.asset.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.AssetService;
import io.semblance.asset.ForwardingIndex;
import io.semblance.asset.ForwardingIndexes;
import io.semblance.asset.Query;
import io.semblance.asset.QueryDraft;
import io.semblance.asset.SearchAnswer;
import io.semblance.asset.SearchResult;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/**
 * A search by ISCC-ID reads an asset and then searches for what is like it. Here somebody writes in between, on every
 * backend; the answer must speak of the state that was searched all the same.
 */
@ParameterizedClass
@EnumSource(TestedBackend.class)
class SearchByIdTest {

    private static final IsccUnit META = IsccUnit.parse("ISCC:AAAQCI2FM6E2XTPP");
    private static final IsccUnit CONTENT = IsccUnit.parse("ISCC:EAA7BYOSYO2KLFUH");
    private static final IsccId ASKING = new IsccId(0, 1L << 12);

    @Parameter
    TestedBackend backend = TestedBackend.MEMORY;

    @TempDir
    Path directory;

    private AssetIndexes indexes;
    private AssetIndex index;

    @BeforeEach
    void open() {
        indexes = backend.open(directory);
        index = indexes.create("t");
        index.put(List.of(asset(1, META), asset(2, META), asset(3, CONTENT)));
    }

    @AfterEach
    void close() {
        indexes.close();
    }

    private static Asset asset(long number, IsccUnit unit) {
        return new Asset(new IsccId(0, number << 12), null, List.of(unit.text()), List.of(unit), null, null);
    }

    private SearchAnswer search(Runnable... between) {
        Queue<Runnable> writes = new ArrayDeque<>(List.of(between));
        AssetIndexes disturbed = new Disturbed(indexes, new DisturbedIndex(index, writes));
        SearchAnswer answer = new AssetService(disturbed).search("t",
                new QueryDraft(ASKING.text(), null, null, null), 10);
        assertThat(writes).isEmpty();
        return answer;
    }

    private static List<Long> found(SearchAnswer answer) {
        return answer.result().globalMatches().stream().map(match -> match.id().body() >>> 12).toList();
    }

    @Test
    void assetThatStaysIsAskedForOnce() {
        SearchAnswer answer = search();
        assertThat(found(answer)).containsExactly(2L);
        assertThat(answer.query().units()).containsExactly(META.text());
    }

    @Test
    void assetReplacedMeanwhileIsAskedForAsItIsInTheStateThatWasSearched() {
        SearchAnswer answer = search(() -> index.put(List.of(asset(1, CONTENT))));
        assertThat(found(answer)).containsExactly(3L);
        assertThat(answer.query().units()).containsExactly(CONTENT.text());
    }

    @Test
    void assetReplacedTwiceIsAskedForAsItIsAtLast() {
        SearchAnswer answer = search(() -> index.put(List.of(asset(1, CONTENT))),
                () -> index.put(List.of(asset(1, META))));
        assertThat(found(answer)).containsExactly(2L);
        assertThat(answer.query().units()).containsExactly(META.text());
    }

    @Test
    void assetDeletedMeanwhileIsNotThere() {
        assertThatThrownBy(() -> search(() -> index.delete(List.of(ASKING)))).hasMessageContaining("not found");
    }

    /** An index in which something is written before each search. */
    private static final class DisturbedIndex extends ForwardingIndex {

        private final Queue<Runnable> writes;

        DisturbedIndex(AssetIndex index, Queue<Runnable> writes) {
            super(index);
            this.writes = writes;
        }

        @Override
        public SearchResult search(Query query, int limit) {
            Runnable write = writes.poll();
            if (write != null) {
                write.run();
            }
            return super.search(query, limit);
        }
    }

    /** Gives out that index under every name. */
    private static final class Disturbed extends ForwardingIndexes {

        private final AssetIndex index;

        Disturbed(AssetIndexes indexes, AssetIndex index) {
            super(indexes);
            this.index = index;
        }

        @Override
        public AssetIndex find(String name) {
            return index;
        }
    }
}
