package io.semblance.asset.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import io.semblance.admission.AnswerMemory;
import io.semblance.admission.AnswerShare;
import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Limits;
import io.semblance.asset.Metadata;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.Query;
import io.semblance.asset.SearchResult;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.Simprint;
import io.semblance.problem.Busy;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On every backend: what answers take is taken of the memory for them, and none is cut in silence. */
@ParameterizedClass
@EnumSource(TestedBackend.class)
class LargeAnswersTest {

    private static final long MIB = 1L << 20;
    private static final IsccUnit META = IsccUnit.parse("ISCC:AAAQCI2FM6E2XTPP");
    private static final IsccUnit CONTENT = IsccUnit.parse("ISCC:EAA7BYOSYO2KLFUH");
    private static final Query BY_META = new Query(List.of(META), Map.of(), null, true);
    private static final int METADATA = 100_000;
    private static final int CHUNKS = 100;

    @Parameter
    TestedBackend backend = TestedBackend.MEMORY;

    @TempDir
    Path directory;

    private AssetIndexes indexes;
    private AssetIndex index;
    private AnswerMemory memory = new AnswerMemory(8 * MIB, 4 * MIB);

    @BeforeEach
    void open() {
        indexes = backend.open(directory);
        index = indexes.create("t");
    }

    @AfterEach
    void close() {
        assertThat(memory.held()).as("everything is given back").isZero();
        indexes.close();
    }

    private static IsccId id(long number) {
        return new IsccId(0, number << 12);
    }

    private void put(int number, IsccUnit unit, int metadata, @Nullable Map<String, List<PlacedSimprint>> simprints) {
        List<Asset> batch = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            batch.add(new Asset(id(i), null, List.of(unit.text()), List.of(unit), simprints,
                    metadata == 0 ? null : new Metadata("{\"a\":\"" + "x".repeat(metadata) + "\"}", null, null)));
        }
        index.put(batch);
    }

    private <R extends @Nullable Object> R answer(Supplier<R> answer) {
        try (AnswerShare share = memory.share()) {
            return share.call(answer::get);
        }
    }

    private SearchResult search(Query query, int limit) {
        return answer(() -> index.search(query, limit));
    }

    private void assertTooLarge(Query query, int limit, String most) {
        assertThatThrownBy(() -> search(query, limit)).isInstanceOfSatisfying(CallerFault.class, fault -> {
            assertThat(fault.type()).isEqualTo(ProblemType.ANSWER_TOO_LARGE);
            assertThat(fault.detail()).contains("more than " + most).contains("smaller limit").endsWith(".");
        });
    }

    private static void assertOverloaded(Supplier<?> request) {
        assertThatThrownBy(request::get).isInstanceOfSatisfying(Busy.class,
                busy -> assertThat(busy.type()).isEqualTo(ProblemType.OVERLOADED));
    }

    @Test
    void searchForMoreMetadataThanFitsIsRefusedAndForLessAnsweredAsEver() {
        put(20, META, METADATA, null);
        List<GlobalMatch> all = index.search(BY_META, Limits.SEARCH_LIMIT).globalMatches();
        assertThat(all).extracting(GlobalMatch::id).containsExactlyElementsOf(
                LongStream.rangeClosed(1, 20).mapToObj(LargeAnswersTest::id).toList());
        assertTooLarge(BY_META, Limits.SEARCH_LIMIT, "4 MiB");
        assertThat(search(BY_META, 9).globalMatches()).isEqualTo(all.subList(0, 9));
    }

    @Test
    void searchForMoreChunksThanFitIsRefusedAndForLessAnsweredAsEver() {
        assumeTrue(backend != TestedBackend.LMDB, "keeps simprints without searching them");
        SplittableRandom unlike = new SplittableRandom(1);
        List<PlacedSimprint> simprints = new ArrayList<>();
        for (int i = 0; i < CHUNKS; i++) {
            byte[] bytes = new byte[16];
            unlike.nextBytes(bytes);
            simprints.add(new PlacedSimprint(Simprint.ofBytes(bytes), i, 1));
        }
        put(60, CONTENT, 0, Map.of("A", simprints));
        Query query = new Query(List.of(),
                Map.of("A", simprints.stream().map(placed -> placed.simprint().text()).toList()), null, true);
        SearchResult all = index.search(query, Limits.SEARCH_LIMIT);
        assertThat(all.chunkMatches()).extracting(match -> match.types().values().iterator().next().chunks().size())
                .isEqualTo(Collections.nCopies(60, CHUNKS));
        assertTooLarge(query, Limits.SEARCH_LIMIT, "4 MiB");
        assertThat(search(query, 5).chunkMatches()).isEqualTo(all.chunkMatches().subList(0, 5));
    }

    /** No limit helps here: so many assets are found before the best of them are known. */
    @Test
    void searchThatFindsMoreThanFitsIsRefusedAndOneThatFindsLessIsAnswered() {
        assumeTrue(backend == TestedBackend.LMDB || backend == TestedBackend.USEARCH, "bounded by hits and postings");
        memory = new AnswerMemory(4 * MIB, MIB);
        put(30_000, META, 0, null);
        index.put(List.of(new Asset(id(70_000), null, null, List.of(CONTENT), null, null)));
        assertTooLarge(BY_META, 1, "1 MiB");
        assertThat(search(new Query(List.of(CONTENT), Map.of(), null, true), 1).globalMatches())
                .extracting(GlobalMatch::id).containsExactly(id(70_000));
        assertThat(index.search(BY_META, 1).globalMatches()).extracting(GlobalMatch::id).containsExactly(id(1));
    }

    @Test
    void answersAreRefusedForNowWhileOthersHoldWhatThereIs() {
        put(20, META, METADATA, null);
        try (AnswerShare first = memory.share(); AnswerShare second = memory.share()) {
            first.take(4 * MIB);
            second.take(2 * MIB);
            assertOverloaded(() -> search(BY_META, 5));
            assertOverloaded(() -> answer(() -> index.page(null, 5, true)));
            assertOverloaded(() -> answer(() -> index.find(id(1), true)));
        }
        assertThat(search(BY_META, 5).globalMatches()).hasSize(5);
        assertThat(answer(() -> index.page(null, 5, true))).extracting(Asset::id).containsExactly(id(1), id(2), id(3),
                id(4), id(5));
        assertThat(answer(() -> index.find(id(1), true))).isEqualTo(index.find(id(1), true));
    }
}
