package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.Limits;
import io.semblance.asset.Metadata;
import io.semblance.asset.backend.TestedBackend;
import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AssetPageTest {

    private static final int LARGE = Limits.METADATA_BYTES;

    private final AssetIndexes indexes = TestedBackend.MEMORY.open(Path.of("unused"));
    private final AssetIndex index = indexes.create("t");

    @AfterEach
    void close() {
        indexes.close();
    }

    private static IsccId id(long number) {
        return new IsccId(0, number << 12);
    }

    private void put(long number, int bytes) {
        String json = "{\"a\":\"" + "x".repeat(bytes - 8) + "\"}";
        index.put(List.of(new Asset(id(number), null, null, List.of(), null, new Metadata(json, null, null))));
    }

    private AssetPage page(@Nullable IsccId after, int limit) {
        return AssetPage.of(index, after, limit, true);
    }

    private static List<IsccId> ids(AssetPage page) {
        return page.assets().stream().map(Asset::id).toList();
    }

    private static List<IsccId> ids(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(AssetPageTest::id).toList();
    }

    @Test
    void pageOfLargeAssetsEndsEarlyAndNamesItsLastOne() {
        for (int number = 1; number <= 20; number++) {
            put(number, LARGE);
        }
        AssetPage first = page(null, Limits.PAGE_LIMIT);
        assertThat(ids(first)).isEqualTo(ids(1, 8));
        assertThat(first.last()).isEqualTo(id(8));
        AssetPage second = page(id(8), Limits.PAGE_LIMIT);
        assertThat(ids(second)).isEqualTo(ids(9, 16));
        assertThat(second.last()).isEqualTo(id(16));
        AssetPage third = page(id(16), Limits.PAGE_LIMIT);
        assertThat(ids(third)).isEqualTo(ids(17, 20));
        assertThat(third.last()).isNull();
    }

    @Test
    void oneAssetThatFillsThePageIsThePage() {
        put(1, Limits.PAGE_BYTES);
        put(2, 10);
        AssetPage first = page(null, 10);
        assertThat(ids(first)).containsExactly(id(1));
        assertThat(first.last()).isEqualTo(id(1));
        AssetPage second = page(id(1), 10);
        assertThat(ids(second)).containsExactly(id(2));
        assertThat(second.last()).isNull();
    }

    @Test
    void lastPageHasNoNextAlsoWhereItIsFull() {
        for (int number = 1; number <= 6; number++) {
            put(number, 10);
        }
        for (int limit = 1; limit < 6; limit++) {
            AssetPage page = page(null, limit);
            assertThat(ids(page)).isEqualTo(ids(1, limit));
            assertThat(page.last()).isEqualTo(id(limit));
        }
        assertThat(page(null, 6)).isEqualTo(new AssetPage(index.page(null, 6, true), null));
        assertThat(page(null, 7).last()).isNull();
        assertThat(ids(page(id(6), 1))).isEmpty();
    }
}
