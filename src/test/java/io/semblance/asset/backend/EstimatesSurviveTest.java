package io.semblance.asset.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Query;
import io.semblance.asset.evidence.Judging;
import io.semblance.asset.evidence.TypeModels;
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
        return IntStream.range(from, from + count).mapToObj(number -> asset(number,
                new long[]{random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()})).toList();
    }

    /** Each code is one word four times, so their 256 bits are worth 64. */
    private List<Asset> repeating(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(number -> {
            long word = random.nextLong();
            return asset(number, new long[]{word, word, word, word});
        }).toList();
    }

    private static Asset asset(int number, long[] words) {
        return new Asset(new IsccId(0, (long) number << 12), null, null,
                List.of(new IsccUnit(META, 256, words[0], words[1], words[2], words[3])), null, null);
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

    @Test
    void defaultsAnswerTheFirstSearchWhileTheEstimatesAreMadeBesideIt() {
        Path file = directory.resolve("indexes/works/ESTIMATES");
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            List<Asset> stored = assets(0, 2_000);
            indexes.create("works").put(stored);
            List<IsccUnit> asked = stored.getFirst().units();
            assertThat(bits(search(indexes, asked))).as("seed %d", SEED)
                    .isEqualTo(TypeModels.assumed(META.name()).bits(0, 256));
            Awaitility.await().until(() -> Files.exists(file));
            assertThat(bits(search(indexes, asked))).as("of 2,000 codes, seed %d", SEED)
                    .isGreaterThan(TypeModels.assumed(META.name()).bits(0, 256) + 10);
        }
    }

    /** The bits of the first match, in its one type. */
    private static double bits(List<GlobalMatch> matches) {
        return Objects.requireNonNull(Objects.requireNonNull(matches.getFirst().evidence()).types().get(META.name()));
    }

    @Test
    void codesReplacedAtAnEqualCountRefreshTheEstimatesAndThoseReplacedBeforeARestartCount() throws IOException {
        Path file = directory.resolve("indexes/works/ESTIMATES");
        List<IsccUnit> asked;
        String of;
        double before;
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            List<Asset> stored = assets(0, 2_000);
            asked = stored.getLast().units();
            indexes.create("works").put(stored);
            search(indexes, asked);
            Awaitility.await().until(() -> Files.exists(file));
            of = Files.readString(file);
            before = bits(search(indexes, asked));
            index(indexes).put(repeating(0, 200));
            assertThat(bits(search(indexes, asked))).as("a tenth is replaced, seed %d", SEED).isEqualTo(before);
        }
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            assertThat(bits(search(indexes, asked))).as("as before the restart, seed %d", SEED).isEqualTo(before);
            index(indexes).put(repeating(200, 200));
            search(indexes, asked);
            Awaitility.await().until(() -> !Files.readString(file).equals(of));
            assertThat(bits(search(indexes, asked))).as("a fifth is replaced, seed %d", SEED).isLessThan(before - 5);
        }
    }

    @Test
    void aFileThatDoesNotSayOfWhichCommitItIsServesUntilEstimatesAreMadeAnew() throws IOException {
        Path file = directory.resolve("indexes/works/ESTIMATES");
        List<IsccUnit> asked;
        double before;
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            List<Asset> stored = assets(0, 2_000);
            asked = stored.getFirst().units();
            indexes.create("works").put(stored);
            search(indexes, asked);
            Awaitility.await().until(() -> Files.exists(file));
            before = bits(search(indexes, asked));
        }
        String now = Files.readString(file);
        String earlier = now.substring(0, now.lastIndexOf("check ")).replaceAll("(?m)^(META\\S*( \\S+){4}) \\d+$",
                "$1");
        CRC32C sum = new CRC32C();
        sum.update(earlier.getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(file, earlier + "check " + Long.toHexString(sum.getValue()) + "\n");
        assertThat(earlier).hasSizeLessThan(now.lastIndexOf("check "));
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            assertThat(bits(search(indexes, asked))).as("seed %d", SEED).isEqualTo(before);
            Awaitility.await().until(() -> Files.readString(file).equals(now));
        }
    }
}
