package io.semblance.asset.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Limits;
import io.semblance.asset.Metadata;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.Query;
import io.semblance.asset.WriteStatus;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.Simprint;
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

/** What {@link AssetIndex} promises, on every backend. */
@ParameterizedClass
@EnumSource(TestedBackend.class)
class AssetIndexContractTest {

    private static final IsccUnit META = IsccUnit.parse("ISCC:AAAQCI2FM6E2XTPP");
    private static final IsccUnit CONTENT = IsccUnit.parse("ISCC:EAA7BYOSYO2KLFUH");
    private static final IsccUnit INSTANCE = IsccUnit.parse("ISCC:IAA2DIVDUSS2NJ5I");
    private static final Simprint SIMPRINT = Simprint.parse("AQEBAQEBAQEBAQEBAQEBAQ");

    @Parameter
    TestedBackend backend = TestedBackend.MEMORY;

    @TempDir
    Path directory;

    private AssetIndexes indexes;
    private AssetIndex index;

    @BeforeEach
    void open() {
        indexes = reopened();
        index = indexes.create("t");
    }

    @AfterEach
    void close() {
        indexes.close();
    }

    private AssetIndexes reopened() {
        return backend.open(directory);
    }

    private static Asset asset(long number, List<IsccUnit> units) {
        return new Asset(new IsccId(0, number << 12), null, units.stream().map(IsccUnit::text).toList(), units, null,
                new Metadata("{\"n\":" + number + "}", null, null));
    }

    private static Asset withSimprints(long number, @Nullable Map<String, List<PlacedSimprint>> simprints) {
        return new Asset(new IsccId(0, number << 12), null, null, List.of(), simprints, null);
    }

    private static IsccId id(long number) {
        return new IsccId(0, number << 12);
    }

    private List<Long> found(IsccUnit... units) {
        return index.search(new Query(List.of(units), Map.of(), null), 100).globalMatches().stream()
                .map(match -> match.id().body() >>> 12).toList();
    }

    /** A page of a thousand assets of a MiB would take the memory of all other requests. */
    @Test
    void pageOfLargeAssetsEndsEarlyAndLeavesNoneOut() {
        String large = "{\"text\":\"" + "x".repeat(Limits.PAGE_BYTES / 4) + "\"}";
        for (int number = 1; number <= 9; number++) {
            index.put(List.of(new Asset(id(number), null, null, List.of(), null, new Metadata(large, null, null))));
        }
        List<Asset> first = index.page(null, 100, true);
        assertThat(first).extracting(Asset::id).containsExactly(id(1), id(2), id(3), id(4));
        List<Asset> second = index.page(id(4), 100, true);
        assertThat(second).extracting(Asset::id).containsExactly(id(5), id(6), id(7), id(8));
        assertThat(index.page(id(8), 100, true)).extracting(Asset::id).containsExactly(id(9));
        assertThat(index.page(id(9), 100, true)).isEmpty();
    }

    @Test
    void whatIsPutIsFoundAndReadBackAsItWas() {
        Asset asset = asset(1, List.of(META, CONTENT, INSTANCE));
        assertThat(index.put(List.of(asset)).statuses()).containsExactly(WriteStatus.CREATED);
        assertThat(index.find(id(1), false)).isEqualTo(asset);
        GlobalMatch match = index.search(new Query(List.of(META, INSTANCE), Map.of(), null), 10).globalMatches()
                .getFirst();
        assertThat(match).isEqualTo(new GlobalMatch(id(1), 1.0,
                Map.of("META_NONE_V0", 1.0, "INSTANCE_NONE_V0", 1.0), asset.metadata()));
    }

    @Test
    void lastOfSeveralAssetsWithOneIdStays() {
        assertThat(index.put(List.of(asset(1, List.of(META)), asset(1, List.of(CONTENT)))).statuses())
                .containsExactly(WriteStatus.CREATED, WriteStatus.UPDATED);
        assertThat(found(META)).isEmpty();
        assertThat(found(CONTENT)).containsExactly(1L);
        assertThat(index.figures().assets()).isEqualTo(1);
    }

    @Test
    void updateLeavesNoStaleUnitBehind() {
        index.put(List.of(asset(1, List.of(META, CONTENT, INSTANCE))));
        assertThat(index.put(List.of(asset(1, List.of(CONTENT)))).statuses()).containsExactly(WriteStatus.UPDATED);
        assertThat(found(META)).isEmpty();
        assertThat(found(INSTANCE)).isEmpty();
        assertThat(found(CONTENT)).containsExactly(1L);
    }

    @Test
    void deletedAssetIsGoneEverywhere() {
        index.put(List.of(asset(1, List.of(META, INSTANCE)), asset(2, List.of(META, INSTANCE))));
        assertThat(index.delete(List.of(id(1), id(7))).statuses()).containsExactly(WriteStatus.DELETED,
                WriteStatus.ABSENT);
        assertThat(index.find(id(1), true)).isNull();
        assertThat(found(META)).containsExactly(2L);
        assertThat(found(INSTANCE)).containsExactly(2L);
        assertThat(index.page(null, 10, false)).extracting(Asset::id).containsExactly(id(2));
    }

    @Test
    void refusedBatchLeavesNoTraceNotEvenARealm() {
        Asset other = new Asset(new IsccId(1, 5 << 12), null, null, List.of(META), null, null);
        assertFault(ProblemType.REALM_MISMATCH, () -> index.put(List.of(asset(1, List.of(META)), other)));
        assertThat(index.figures().assets()).isZero();
        assertThat(found(META)).isEmpty();
        assertThat(index.put(List.of(other)).statuses()).containsExactly(WriteStatus.CREATED);
    }

    @Test
    void idOfAnotherRealmIsRefusedOnceTheRealmIsKnown() {
        assertThat(index.find(new IsccId(1, 5), false)).isNull();
        index.put(List.of(asset(1, List.of(META))));
        assertFault(ProblemType.REALM_MISMATCH, () -> index.find(new IsccId(1, 5), false));
        assertFault(ProblemType.REALM_MISMATCH, () -> index.delete(List.of(new IsccId(1, 5))));
        assertFault(ProblemType.REALM_MISMATCH,
                () -> index.put(List.of(new Asset(new IsccId(1, 5), null, null, List.of(), null, null))));
    }

    @Test
    void simprintsOfTypesThatAnUpdateDoesNotNameStay() {
        List<PlacedSimprint> first = List.of(new PlacedSimprint(SIMPRINT, 0, 10), new PlacedSimprint(SIMPRINT, 0, 10));
        List<PlacedSimprint> second = List.of(new PlacedSimprint(SIMPRINT, 4_294_967_295L, 0));
        index.put(List.of(withSimprints(1, Map.of("A", first, "B", second))));
        index.put(List.of(withSimprints(1, null)));
        assertThat(simprints(1)).isEqualTo(Map.of("A", first, "B", second));
        index.put(List.of(withSimprints(1, Map.of("A", second))));
        assertThat(simprints(1)).isEqualTo(Map.of("A", second, "B", second));
        index.put(List.of(withSimprints(1, Map.of("B", List.of()))));
        assertThat(simprints(1)).isEqualTo(Map.of("A", second));
    }

    @Test
    void updatesTogetherMakeNoAssetOfMoreTypesThanOneMayHave() {
        index.put(List.of(withSimprints(1, types(0, 9, 1))));
        assertFault(ProblemType.SIMPRINT_TYPE,
                () -> index.put(List.of(withSimprints(2, types(0, 1, 1)), withSimprints(1, types(9, 9, 1)))));
        assertThat(index.find(id(2), true)).as("of the same batch").isNull();
        assertThat(simprints(1)).isEqualTo(types(0, 9, 1));
        index.put(List.of(withSimprints(1, types(9, 7, 1))));
        assertThat(simprints(1)).isEqualTo(types(0, 16, 1));
        assertFault(ProblemType.SIMPRINT_TYPE, () -> index.put(List.of(withSimprints(1, types(16, 1, 1)))));
        Map<String, List<PlacedSimprint>> another = new HashMap<>(types(16, 1, 1));
        another.put("T0", List.of());
        index.put(List.of(withSimprints(1, another)));
        assertThat(simprints(1)).isEqualTo(types(1, 16, 1));
    }

    @Test
    void updatesTogetherMakeNoAssetOfMoreSimprintsThanOneMayHave() {
        index.put(List.of(withSimprints(1, types(0, 1, 6_000))));
        assertFault(ProblemType.SIMPRINT_TYPE, () -> index.put(List.of(withSimprints(1, types(1, 1, 4_001)))));
        assertThat(simprints(1)).isEqualTo(types(0, 1, 6_000));
        index.put(List.of(withSimprints(1, types(1, 1, 4_000))));
        index.put(List.of(withSimprints(1, types(0, 1, 5_999))));
        assertThat(simprints(1)).satisfies(stored -> assertThat(Objects.requireNonNull(stored).values())
                .extracting(List::size).containsExactlyInAnyOrder(5_999, 4_000));
    }

    /** Such were stored by earlier versions, and changes that were shipped then bring them whole. */
    @Test
    void assetThatIsTooLargeAlreadyMayBeMadeSmallerStepByStep() {
        index.put(List.of(withSimprints(1, types(0, 40, 1))));
        assertFault(ProblemType.SIMPRINT_TYPE, () -> index.put(List.of(withSimprints(1, types(40, 1, 1)))));
        index.put(List.of(withSimprints(1, types(0, 1, 2))));
        index.put(List.of(withSimprints(1, types(0, 16, 0))));
        assertThat(simprints(1)).isEqualTo(types(16, 24, 1));
        index.put(List.of(withSimprints(1, null)));
        assertThat(simprints(1)).isEqualTo(types(16, 24, 1));
    }

    /** So many types, from that number on, with so many simprints in each. */
    private static Map<String, List<PlacedSimprint>> types(int from, int number, int simprints) {
        Map<String, List<PlacedSimprint>> types = new HashMap<>();
        for (int type = from; type < from + number; type++) {
            types.put("T" + type, Collections.nCopies(simprints, new PlacedSimprint(SIMPRINT, 1, 2)));
        }
        return types;
    }

    private @Nullable Map<String, List<PlacedSimprint>> simprints(long number) {
        return Objects.requireNonNull(index.find(id(number), true)).simprints();
    }

    @Test
    void simprintsOfAnotherWidthAreRefusedAndNothingIsStored() {
        Simprint longer = Simprint.ofBytes(new byte[32]);
        index.put(List.of(withSimprints(1, Map.of("A", List.of(new PlacedSimprint(SIMPRINT, 0, 1))))));
        assertFault(ProblemType.SIMPRINT_WIDTH, () -> index.put(List.of(withSimprints(2, Map.of()),
                withSimprints(3, Map.of("A", List.of(new PlacedSimprint(longer, 0, 1)))))));
        assertThat(index.figures().assets()).isEqualTo(1);
        index.delete(List.of(id(1)));
        index.put(List.of(withSimprints(3, Map.of("A", List.of(new PlacedSimprint(longer, 0, 1))))));
        assertThat(simprints(3)).isEqualTo(Map.of("A", List.of(new PlacedSimprint(longer, 0, 1))));
    }

    @Test
    void pagesComeInTheOrderOfIdsAsUnsignedNumbers() {
        List<Long> numbers = List.of(0x8_0000_0000_0001L, 3L, 1L, 0xF_FFFF_FFFF_FFFFL, 2L);
        numbers.forEach(number -> index.put(List.of(asset(number, List.of(META)))));
        List<Asset> first = index.page(null, 2, false);
        assertThat(first).extracting(Asset::id).containsExactly(id(1), id(2));
        assertThat(index.page(first.getLast().id(), 10, false)).extracting(Asset::id).containsExactly(id(3),
                id(0x8_0000_0000_0001L), id(0xF_FFFF_FFFF_FFFFL));
        assertThat(index.page(id(0xF_FFFF_FFFF_FFFFL), 10, false)).isEmpty();
    }

    @Test
    void tiesAreOrderedByIdAsANumberAndTheLimitCutsLast() {
        for (long number : new long[]{9, 0x8_0000_0000_0000L, 4, 0xF_0000_0000_0000L, 5}) {
            index.put(List.of(asset(number, List.of(META))));
        }
        assertThat(found(META)).containsExactly(4L, 5L, 9L, 0x8_0000_0000_0000L, 0xF_0000_0000_0000L);
        var cut = index.search(new Query(List.of(META), Map.of(), id(4), true), 2);
        assertThat(cut.globalMatches()).extracting(GlobalMatch::id).containsExactly(id(5), id(9));
        assertThat(cut.report().totalMatches()).isEqualTo(4);
        assertThat(cut.report().exact()).isTrue();
    }

    @Test
    void instanceMatchesByPrefixInBothDirections() {
        IsccUnit longer = IsccUnit.parse("ISCC:IAD2DIVDUSS2NJ5IWGZLHNFVW233RQOCYPCMLRWHZDI5FU6U2XLNPWA");
        byte[] body = longer.body();
        IsccUnit shortest = IsccUnit.ofBody(longer.type(), java.util.Arrays.copyOf(body, 4));
        IsccUnit middle = IsccUnit.ofBody(longer.type(), java.util.Arrays.copyOf(body, 24));
        index.put(List.of(asset(1, List.of(longer)), asset(2, List.of(middle)), asset(3, List.of(shortest))));
        assertThat(found(longer)).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(found(middle)).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(found(shortest)).containsExactlyInAnyOrder(1L, 2L, 3L);
        body[23] ^= 1;
        assertThat(found(IsccUnit.ofBody(longer.type(), body))).containsExactly(3L);
    }

    @Test
    void indexesAreListedByNameAndDeletedWhole() {
        index.put(List.of(asset(1, List.of(META))));
        indexes.create("a");
        assertThat(indexes.names()).containsExactly("a", "t");
        assertFault(ProblemType.INDEX_EXISTS, () -> indexes.create("t"));
        assertThat(indexes.delete("t")).isTrue();
        assertThat(indexes.delete("t")).isFalse();
        assertThat(indexes.find("t")).isNull();
        index = indexes.create("t");
        assertThat(index.figures().assets()).isZero();
        assertThat(found(META)).isEmpty();
    }

    @Test
    void everythingIsThereAfterReopening() {
        if (backend == TestedBackend.MEMORY) {
            return;
        }
        List<PlacedSimprint> simprints = List.of(new PlacedSimprint(SIMPRINT, 3, 4));
        index.put(List.of(asset(1, List.of(META, INSTANCE)), withSimprints(2, Map.of("A", simprints))));
        indexes.close();
        indexes = reopened();
        index = Objects.requireNonNull(indexes.find("t"));
        assertThat(index.find(id(1), false)).isEqualTo(asset(1, List.of(META, INSTANCE)));
        assertThat(simprints(2)).isEqualTo(Map.of("A", simprints));
        assertThat(found(META)).containsExactly(1L);
        assertThat(found(INSTANCE)).containsExactly(1L);
        assertFault(ProblemType.REALM_MISMATCH, () -> index.find(new IsccId(1, 5), false));
    }

    @Test
    void loadingThatIsCancelledStopsAndSetsNothingAside() {
        if (backend == TestedBackend.MEMORY) {
            return;
        }
        index.put(List.of(asset(1, List.of(META))));
        indexes.close();
        indexes = backend.unloaded(directory);
        assertThatThrownBy(() -> indexes.load((done, total) -> {
            if (done > 0) {
                throw new CancellationException();
            }
        })).isInstanceOf(CancellationException.class);
        indexes.close();
        indexes = reopened();
        index = Objects.requireNonNull(indexes.find("t"));
        assertThat(found(META)).containsExactly(1L);
    }

    /** Two assets always carry the same version; whoever saw one without the other saw half a batch. */
    @Test
    void readersSeeABatchWholeOrNotAtAll() throws ExecutionException, InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        index.put(versioned(0));
        CompletableFuture<?>[] readers = new CompletableFuture<?>[4];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = CompletableFuture.runAsync(() -> {
                while (!done.get()) {
                    List<GlobalMatch> matches = index.search(new Query(List.of(META), Map.of(), null), 10)
                            .globalMatches();
                    assertThat(matches).hasSize(2);
                    assertThat(matches.get(0).metadata()).isEqualTo(matches.get(1).metadata());
                }
            });
        }
        for (int version = 1; version <= 200; version++) {
            index.put(versioned(version));
            GlobalMatch seen = index.search(new Query(List.of(META), Map.of(), null), 1).globalMatches().getFirst();
            assertThat(seen.metadata()).as("a search sees what was acknowledged before").isEqualTo(version(version));
        }
        done.set(true);
        CompletableFuture.allOf(readers).get();
    }

    @Test
    void indexThatIsDeletedUnderARequestIsNotFound() {
        index.put(List.of(asset(1, List.of(META))));
        assertThat(indexes.delete("t")).isTrue();
        assertFault(ProblemType.INDEX_NOT_FOUND, () -> index.put(List.of(asset(2, List.of(META)))));
        assertFault(ProblemType.INDEX_NOT_FOUND, () -> index.find(id(1), false));
        assertFault(ProblemType.INDEX_NOT_FOUND, () -> index.page(null, 1, false));
        assertFault(ProblemType.INDEX_NOT_FOUND, () -> index.figures());
        assertFault(ProblemType.INDEX_NOT_FOUND, () -> index.search(new Query(List.of(META), Map.of(), null), 1));
    }

    @Test
    void indexesAreCreatedAndDeletedWhileTheyAreUsed() {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> user = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                try {
                    AssetIndex current = indexes.find("u");
                    if (current != null) {
                        current.put(List.of(asset(1, List.of(META, INSTANCE))));
                        current.search(new Query(List.of(META, INSTANCE), Map.of(), null), 1);
                    }
                } catch (CallerFault gone) {
                    assertThat(gone.type()).isEqualTo(ProblemType.INDEX_NOT_FOUND);
                }
            }
        });
        for (int i = 0; i < 30; i++) {
            AssetIndex created = indexes.create("u");
            created.put(List.of(asset(2, List.of(META))));
            assertThat(indexes.delete("u")).isTrue();
        }
        done.set(true);
        user.join();
        assertThat(indexes.names()).containsExactly("t");
    }

    private static List<Asset> versioned(int version) {
        List<IsccUnit> units = version % 2 == 0 ? List.of(META) : List.of(META, CONTENT);
        return List.of(new Asset(id(1), null, null, units, null, version(version)),
                new Asset(id(2), null, null, units, null, version(version)));
    }

    private static Metadata version(int version) {
        return new Metadata("{\"v\":" + version + "}", null, null);
    }

    private static void assertFault(ProblemType type, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(CallerFault.class, fault -> {
            assertThat(fault.type()).isEqualTo(type);
            assertThat(fault.detail()).endsWith(".");
        });
    }
}
