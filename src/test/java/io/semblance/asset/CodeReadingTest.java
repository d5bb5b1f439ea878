package io.semblance.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.semblance.asset.AssetDraft.SimprintDraft;
import io.semblance.problem.CallerFault;
import io.semblance.problem.FieldError;
import io.semblance.problem.ProblemType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A code that cannot be read is told with its place, for programs and for people. */
class CodeReadingTest {

    private static final String ID = "ISCC:MAIGIIFJRDGEQQAA";
    private static final String UNIT = "ISCC:GAAW2PRCRS5LNVZV";
    private static final String CODE = "ISCC:KUAG2PRCRS5LNVZVJKAFAVOJXLZZM";
    private static final String SIMPRINT_64 = "AAAAAAAAAAA";
    private static final String SIMPRINT_128 = "AAAAAAAAAAAAAAAAAAAAAA";

    private static AssetDraft sound() {
        return new AssetDraft(ID, null, List.of(UNIT, "ISCC:IAAUVACQKXE3V44W"), null, null);
    }

    static Stream<Arguments> secondOfTwo() {
        return Stream.of(
                Arguments.of(new AssetDraft(null, null, null, null, null), ProblemType.MISSING_ID,
                        "/1/iscc_id missing", "Asset must have iscc_id field when adding to index.",
                        "(asset 2, in iscc_id)"),
                Arguments.of(new AssetDraft("ISCC:MAAAAAAAAAAAAAAA", null, null, null, null),
                        ProblemType.MALFORMED_CODE, "/1/iscc_id malformed_code", "Invalid ISCC-ID version: 0",
                        "(asset 2, in iscc_id)"),
                Arguments.of(new AssetDraft(ID, ID, null, null, null), ProblemType.MALFORMED_CODE,
                        "/1/iscc_code malformed_code", "", "(asset 2, in iscc_code)"),
                Arguments.of(new AssetDraft(ID, null, List.of(UNIT, CODE), null, null), ProblemType.MALFORMED_CODE,
                        "/1/units/1 malformed_code", "An ISCC-CODE is not an ISCC-UNIT",
                        "(asset 2, in units, item 2)"),
                Arguments.of(simprints("A", SIMPRINT_64, SIMPRINT_64, SIMPRINT_128), ProblemType.SIMPRINT_WIDTH,
                        "/1/simprints/A/2 simprint_width", "All simprints of a type must have the same width",
                        "(asset 2, in simprints of type A, item 3)"),
                Arguments.of(simprints("A", SIMPRINT_64, "AAAAAAAAAAAAA"), ProblemType.MALFORMED_CODE,
                        "/1/simprints/A/1 malformed_code", "", "(asset 2, in simprints of type A, item 2)"),
                Arguments.of(simprints("../x", SIMPRINT_64), ProblemType.SIMPRINT_TYPE,
                        "/1/simprints simprint_type", "A simprint type has an impossible name",
                        "(asset 2, in simprints)"));
    }

    private static AssetDraft simprints(String type, String... texts) {
        return new AssetDraft(ID, null, null,
                Map.of(type, Stream.of(texts).map(text -> new SimprintDraft(text, 0, 1)).toList()), null);
    }

    @ParameterizedTest
    @MethodSource("secondOfTwo")
    void faultOfABatchNamesAssetFieldAndItem(AssetDraft bad, ProblemType type, String error, String begins,
            String ends) {
        CallerFault fault = catchThrowableOfType(CallerFault.class,
                () -> CodeReading.assets(List.of(sound(), bad)));
        assertThat(fault.type()).isEqualTo(type);
        assertThat(fault.detail()).startsWith(begins).endsWith(ends);
        assertThat(shown(fault)).containsExactly(error);
    }

    @Test
    void idOfABulkDeletionIsTold() {
        CallerFault fault = catchThrowableOfType(CallerFault.class,
                () -> CodeReading.ids(List.of(ID, ID, "ISCC:MAAAAAAAAAAAAAAA")));
        assertThat(shown(fault)).containsExactly("/iscc_ids/2 malformed_code");
        assertThat(fault.detail()).endsWith("(in iscc_ids, item 3)");
    }

    @Test
    void idOfAPathHasNoPlaceInABody() {
        CallerFault fault = catchThrowableOfType(CallerFault.class, () -> CodeReading.id("x", Place.NONE));
        assertThat(fault.errors()).isEmpty();
        assertThat(fault.detail()).doesNotContain("(in ");
    }

    @Test
    void simprintsOfAQueryHaveOneWidthAndThatOfTheIndex() {
        CallerFault mixed = catchThrowableOfType(CallerFault.class,
                () -> QuerySimprints.decode("A", List.of(SIMPRINT_128, SIMPRINT_128, SIMPRINT_64), 128));
        assertThat(mixed.type()).isEqualTo(ProblemType.SIMPRINT_WIDTH);
        assertThat(mixed.detail()).startsWith("all input arrays must have the same shape. ")
                .contains("of 128 and of 64 bits");
        assertThat(shown(mixed)).containsExactly("/simprints/A/2 simprint_width");
        CallerFault other = catchThrowableOfType(CallerFault.class,
                () -> QuerySimprints.decode("A", List.of(SIMPRINT_64, SIMPRINT_64), 128));
        assertThat(other.detail()).startsWith("The number of vector dimensions doesn't match! ");
        assertThat(shown(other)).containsExactly("/simprints/A simprint_width");
        assertThat(QuerySimprints.decode("A", List.of(SIMPRINT_128), 128)).hasSize(1)
                .allMatch(simprint -> simprint.bits() == 128);
    }

    @Test
    void indexHoldsAsManySimprintTypesAsItMayAndNoMore() {
        Map<String, Integer> stored = new HashMap<>();
        IntStream.range(1, Limits.INDEX_SIMPRINT_TYPES).forEach(i -> stored.put("T" + i, 64));
        List<Asset> one = CodeReading.assets(List.of(simprints("A", SIMPRINT_64)));
        WidthRule.check(stored, one);
        stored.put("T0", 64);
        CallerFault fault = catchThrowableOfType(CallerFault.class, () -> WidthRule.check(stored, one));
        assertThat(fault.type()).isEqualTo(ProblemType.SIMPRINT_TYPE);
        assertThat(fault.detail()).isEqualTo("The index would hold 65 simprint types; an index holds at most 64. "
                + "Put assets of other types into an index of their own.");
        WidthRule.check(stored, CodeReading.assets(List.of(simprints("T0", SIMPRINT_64))));
    }

    private static List<String> shown(CallerFault fault) {
        return fault.errors().stream().map(CodeReadingTest::shown).toList();
    }

    private static String shown(FieldError error) {
        return error.pointer() + " " + error.type();
    }
}
