package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.ForwardingIndex;
import io.semblance.asset.Limits;
import io.semblance.asset.Metadata;
import io.semblance.asset.backend.TestedBackend;
import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AssetPageTest {

    private static final int LARGE = Limits.METADATA_BYTES;

    private final AssetIndexes indexes = TestedBackend.MEMORY.open(Path.of("unused"));
    private final AssetIndex index = indexes.create("t");

    @AfterEach
    void close() {
        indexes.close();
    }

    private static IsccId id(int number) {
        return new IsccId(0, (long) number << 12);
    }

    private void put(int number, int bytes) {
        String json = "{\"a\":\"" + "x".repeat(bytes - 8) + "\"}";
        index.put(List.of(new Asset(id(number), null, null, List.of(), null, new Metadata(json, null, null))));
    }

    private static byte[] page(AssetIndex index, @Nullable IsccId after, int limit) {
        return new AssetPage(index, "t", after, limit, true).bytes();
    }

    private static List<String> ids(byte[] page) {
        List<String> ids = new ArrayList<>();
        TestServer.JSON.readTree(page).get("assets").forEach(asset -> ids.add(asset.get("iscc_id").asString()));
        return ids;
    }

    private static JsonNode next(byte[] page) {
        return TestServer.JSON.readTree(page).get("next");
    }

    @Test
    void pageOfLargeAssetsEndsEarlyAndNamesItsLastOne() {
        for (int number = 1; number <= 30; number++) {
            put(number, LARGE);
        }
        byte[] first = page(index, null, Limits.PAGE_LIMIT);
        assertThat(ids(first)).containsExactly(id(1).text(), id(2).text(), id(3).text(), id(4).text(), id(5).text(),
                id(6).text(), id(7).text(), id(8).text());
        assertThat(first).hasSizeBetween(Limits.PAGE_BYTES, Limits.PAGE_BYTES + LARGE + 200);
        assertThat(next(first).asString()).isEqualTo(PageCursor.text("t", id(8)));
    }

    @Test
    void oneAssetThatFillsThePageIsThePage() {
        put(1, Limits.PAGE_BYTES);
        put(2, 10);
        byte[] first = page(index, null, 10);
        assertThat(ids(first)).containsExactly(id(1).text());
        byte[] second = page(index, id(1), 10);
        assertThat(ids(second)).containsExactly(id(2).text());
        assertThat(next(second).isNull()).isTrue();
    }

    @Test
    void lastPageHasNoNextAlsoWhereItIsFull() {
        for (int limit : new int[]{1, 7, 8, 9, 16, 17}) {
            put(limit, 10);
        }
        assertThat(next(page(index, null, 5)).asString()).isEqualTo(PageCursor.text("t", id(16)));
        assertThat(next(page(index, null, 6)).isNull()).isTrue();
        assertThat(next(page(index, id(16), 1)).isNull()).isTrue();
        assertThat(ids(page(index, id(17), 1))).isEmpty();
    }

    @Test
    void limitIsKeptAroundTheNumberThatIsReadAtOnce() {
        for (int number = 1; number <= 3 * AssetPage.AT_ONCE; number++) {
            put(number, 10);
        }
        for (int limit = 1; limit < 3 * AssetPage.AT_ONCE; limit++) {
            byte[] page = page(index, null, limit);
            assertThat(ids(page)).hasSize(limit);
            assertThat(next(page).asString()).isEqualTo(PageCursor.text("t", id(limit)));
        }
        assertThat(next(page(index, null, 3 * AssetPage.AT_ONCE)).isNull()).isTrue();
    }

    /** What a page holds beside its bytes. */
    @Test
    void neverMoreThanAFewAssetsAreReadAtOnce() {
        for (int number = 1; number <= 100; number++) {
            put(number, 10);
        }
        List<Integer> asked = new ArrayList<>();
        AssetIndex watched = new ForwardingIndex(index) {
            @Override
            public List<Asset> page(@Nullable IsccId after, int limit, boolean withSimprints) {
                asked.add(limit);
                return super.page(after, limit, withSimprints);
            }
        };
        assertThat(ids(page(watched, null, Limits.PAGE_LIMIT))).hasSize(100);
        assertThat(asked).hasSize(13).allMatch(number -> number == AssetPage.AT_ONCE);
        assertThat(Objects.requireNonNull(indexes.find("t")).figures().assets()).isEqualTo(100);
    }
}
