package io.semblance.asset.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Query;
import io.semblance.asset.evidence.Judging;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.UnitType;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Estimates of many codes are kept with the index: the same codes have the same bits after a restart. */
class EstimatesSurviveTest {

    private static final UnitType META = new UnitType(MainType.META, 0, 0);
    private static final long SEED = 3;

    @TempDir
    Path directory;

    private final SplittableRandom random = new SplittableRandom(SEED);

    private List<Asset> assets(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> new Asset(new IsccId(0, (long) number << 12), null,
                        null, List.of(new IsccUnit(META, 256, random.nextLong(), random.nextLong(), random.nextLong(),
                                random.nextLong())),
                        null, null))
                .toList();
    }

    private static AssetIndex index(AssetIndexes indexes) {
        return Objects.requireNonNull(indexes.find("works"));
    }

    private static List<GlobalMatch> search(AssetIndexes indexes, List<IsccUnit> units) {
        Judging judging = new Judging(Judging.Match.EVIDENCE, 1, Judging.Rank.EVIDENCE, false);
        return index(indexes).search(new Query(units, Map.of(), null, true, judging), 10).globalMatches();
    }

    @Test
    void theSameCodesHaveTheSameBitsAfterARestartAndOthersOnceTheFileIsDamaged() throws IOException {
        Path file = directory.resolve("indexes/works/ESTIMATES");
        List<IsccUnit> asked;
        List<GlobalMatch> before;
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            List<Asset> first = assets(0, 2_000);
            asked = first.getFirst().units();
            indexes.create("works").put(first);
            search(indexes, asked);
            Awaitility.await().until(() -> Files.exists(file));
            index(indexes).put(assets(2_000, 200));
            before = search(indexes, asked);
            assertThat(before).as("seed %d", SEED).isNotEmpty();
        }
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            assertThat(search(indexes, asked)).as("seed %d", SEED).isEqualTo(before);
        }
        Files.writeString(file, Files.readString(file).replace("META_NONE_V0 2000", "META_NONE_V0 2001"));
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            assertThat(search(indexes, asked)).as("made anew of 2,200 codes, seed %d", SEED).isNotEqualTo(before);
            Awaitility.await().until(() -> Files.readString(file).contains("META_NONE_V0 2200 "));
        }
    }

    @Test
    void anIndexThatTakesAnothersNameDoesNotTakeItsEstimates() throws IOException {
        Path file = directory.resolve("indexes/works/ESTIMATES");
        String of;
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            List<Asset> first = assets(0, 600);
            indexes.create("works").put(first);
            search(indexes, first.getFirst().units());
            Awaitility.await().until(() -> Files.exists(file));
            of = Files.readString(file);
            indexes.delete("works");
            assertThat(file).doesNotExist();
            indexes.create("works").put(assets(0, 620));
        }
        Files.writeString(file, of);
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            search(indexes, assets(0, 1).getFirst().units());
            Awaitility.await().until(() -> Files.readString(file).contains("META_NONE_V0 620 "));
        }
    }
}
