package io.semblance.asset.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.semblance.asset.AssetDraft;
import io.semblance.asset.AssetDraft.SimprintDraft;
import io.semblance.asset.Limits;
import io.semblance.asset.Metadata;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies: as lenient as iscc-search, and every fault at its place. */
class ReadersTest {

    private static final String ID = "ISCC:MAIAAAAAAD2CIAAA";

    private static <T> T read(String json, Function<JsonReading, T> model) {
        Faults faults = new Faults();
        T value = JsonText.read(JsonBody.of(json.getBytes(StandardCharsets.UTF_8)), faults, model);
        faults.throwIfAny();
        return value;
    }

    private static AssetDraft entry(String json) {
        return read("[" + json + "]", EntryReader::readBatch).getFirst();
    }

    private static List<String> faults(String json, Function<JsonReading, ?> model) {
        CallerFault fault = catchThrowableOfType(CallerFault.class, () -> read(json, model));
        assertThat(fault).describedAs(json).isNotNull();
        assertThat(fault.type()).isEqualTo(ProblemType.INVALID_REQUEST);
        return fault.errors().stream().map(error -> error.pointer() + " " + error.type()).toList();
    }

    @Test
    void nullCountsAsAbsent() {
        assertThat(entry("{\"iscc_id\":null,\"iscc_code\":null,\"units\":null,\"simprints\":null,\"metadata\":null}"))
                .isEqualTo(new AssetDraft(null, null, null, null, null)).isEqualTo(entry("{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "1.", "-1.", "1e"})
    void numbersAreReadUpToTheStatedDigits(String begins) {
        String digits = begins.replaceAll("[-.e]", "");
        String longest = begins + "0".repeat(Limits.NUMBER_DIGITS - digits.length());
        assertThat(entry("{\"metadata\":{\"n\":" + longest + "}}").metadata()).isNotNull();
        assertThat(faults("[{\"metadata\":{\"n\":" + longest + "0}}]", EntryReader::readBatch))
                .containsExactly(" json_limit");
    }

    @Test
    void unknownMembersAreIgnoredHoweverTheyLook() {
        assertThat(entry("{\"x\":{\"iscc_id\":[1,{\"units\":2}]},\"iscc_id\":\"" + ID + "\",\"y\":[[]]}").isccId())
                .isEqualTo(ID);
    }

    @Test
    void ofMembersOfOneNameTheLastCountsAlsoWhereTheFirstWasAtFault() {
        assertThat(entry("{\"iscc_id\":1,\"units\":[1,2],\"simprints\":{\"X\":7},\"iscc_id\":\"" + ID
                + "\",\"units\":[\"a\",\"b\"],\"simprints\":{\"X\":[{}],\"X\":[]}}").units()).containsExactly("a", "b");
        assertThat(faults("[{\"iscc_id\":\"" + ID + "\",\"iscc_id\":1}]", EntryReader::readBatch))
                .containsExactly("/0/iscc_id string_type");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"3|3", "3.0|3", "true|1", "false|0", "\"3\"|3", "\" +1_0.0 \"|10", "3e2|300",
            "4294967295|4294967295", "-0|0", "-0.0|0"})
    void integersAreReadLeniently(String json, long expected) {
        AssetDraft draft = entry("{\"simprints\":{\"X\":[{\"simprint\":\"AAAAAAAAAAA\",\"offset\":" + json
                + ",\"size\":1}]}}");
        assertThat(Objects.requireNonNull(draft.simprints()).get("X"))
                .containsExactly(new SimprintDraft("AAAAAAAAAAA", expected, 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"-1|greater_than_equal", "4294967296|less_than_equal",
            "99999999999999999999|less_than_equal", "1e30|less_than_equal", "1.5|int_from_float", "NaN|finite_number",
            "1e999|finite_number", "\"x\"|int_parsing", "null|int_type", "[1]|int_type", "{\"a\":1}|int_type"})
    void integersThatDoNotFitAreTold(String json, String type) {
        assertThat(faults("[{\"simprints\":{\"a/b~\":[{\"simprint\":\"AAAAAAAAAAA\",\"size\":1,\"offset\":" + json
                + "}]}}]", EntryReader::readBatch)).containsExactly("/0/simprints/a~1b~0/0/offset " + type);
    }

    @Test
    void everyFaultIsToldAtItsPlace() {
        assertThat(faults("[1,{\"iscc_id\":\"x\",\"iscc_code\":2,\"units\":[\"a\",3,null],\"metadata\":[]},"
                + "{\"units\":[\"a\"],\"simprints\":{\"X\":[{},{\"simprint\":\"A\",\"offset\":0,\"size\":0},7],\"Y\":null}},"
                + "{\"simprints\":[],\"units\":\"a\"},null,{\"simprints\":{\"Z\":[{\"simprint\":\"???????????\","
                + "\"offset\":0,\"size\":0}]}}]", EntryReader::readBatch)).containsExactly("/0 model_attributes_type",
                        "/1/iscc_id string_pattern_mismatch", "/1/iscc_code string_type", "/1/units/1 string_type",
                        "/1/units/2 string_type", "/1/metadata dict_type", "/2/units too_short",
                        "/2/simprints/X/0/simprint missing", "/2/simprints/X/0/offset missing",
                        "/2/simprints/X/0/size missing",
                        "/2/simprints/X/1/simprint string_too_short", "/2/simprints/X/2 model_attributes_type",
                        "/2/simprints/Y list_type", "/3/simprints dict_type", "/3/units list_type",
                        "/4 model_attributes_type",
                        "/5/simprints/Z/0/simprint string_pattern_mismatch");
        assertThat(faults("{}", EntryReader::readBatch)).containsExactly(" list_type");
        assertThat(faults("null", EntryReader::readBatch)).containsExactly(" missing");
        assertThat(faults("{\"units\":[],\"simprints\":{\"X\":[],\"Y\":[\"A\",\"\"],\"Z\":[1]}}", QueryReader::read))
                .containsExactly("/units too_short", "/simprints/X too_short",
                        "/simprints/Y/1 string_pattern_mismatch", "/simprints/Z/0 string_type");
        assertThat(faults("{\"assets\":-1,\"size\":\"x\",\"sizes\":{\"a\":1.5}}", IndexReader::read)).containsExactly(
                "/assets greater_than_equal", "/size int_parsing", "/sizes/a int_from_float", "/name missing");
        assertThat(faults("{\"iscc_ids\":[\"x\"],\"more\":[1]}", IdsReader::read))
                .containsExactly("/iscc_ids/0 string_pattern_mismatch", "/more extra_forbidden");
    }

    @Test
    void faultsAreSummedUpInASentence() {
        assertThatThrownBy(() -> read("{\"name\":\"Test\",\"size\":-1}", IndexReader::read)).hasMessage(
                "The field /name does not fit: An index name has lower-case letters and digits only, and a letter first. The "
                        + "pattern is ^[a-z][a-z0-9]*$. In all 2 fields are at fault; the member errors lists them.");
        assertThat(faults("[" + "1,".repeat(5000) + "1]", EntryReader::readBatch)).hasSize(Faults.MOST);
    }

    @Test
    void limitsHoldFromTheConstants() {
        String units = "\"a\",".repeat(Limits.ASSET_UNITS) + "\"a\"";
        assertThat(faults("[{\"units\":[" + units + "]}]", EntryReader::readBatch))
                .containsExactly("/0/units too_long");
        assertThat(faults("{\"units\":[" + units + "]}", QueryReader::read)).containsExactly("/units too_long");
        assertThat(faults("[" + "{},".repeat(Limits.BATCH_ASSETS) + "{}]", EntryReader::readBatch))
                .containsExactly(" too_long");
        String simprints = "{\"simprint\":\"AAAAAAAAAAA\",\"offset\":0,\"size\":1},".repeat(Limits.ASSET_SIMPRINTS / 2);
        String rest = simprints.substring(0, simprints.length() - 1);
        assertThat(read("[{\"simprints\":{\"X\":[" + rest + "],\"Y\":[" + rest + "]}}]", EntryReader::readBatch))
                .hasSize(1);
        assertThat(faults("[{\"simprints\":{\"X\":[" + rest + "],\"Y\":[" + simprints + rest + "]}}]",
                EntryReader::readBatch)).containsExactly("/0/simprints/Y too_long");
        StringBuilder types = new StringBuilder();
        for (int i = 0; i <= Limits.SIMPRINT_TYPES; i++) {
            types.append(i == 0 ? "" : ",").append("\"T").append(i).append("\":[]");
        }
        assertThat(faults("[{\"simprints\":{" + types + "}}]", EntryReader::readBatch))
                .containsExactly("/0/simprints too_long");
        String queried = "\"AAAAAAAAAAA\",".repeat(Limits.QUERY_SIMPRINTS);
        assertThat(faults("{\"simprints\":{\"X\":[" + queried + "\"AAAAAAAAAAA\"]}}", QueryReader::read))
                .contains("/simprints/X too_long");
        assertThat(faults("{\"iscc_ids\":[" + ("\"" + ID + "\",").repeat(Limits.BATCH_IDS) + "\"" + ID + "\"]}",
                IdsReader::read)).containsExactly("/iscc_ids too_long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{bad", "{", "[", "{\"a\":1,}", "[1,]", "{'a':1}", "{\"a\":01}", "{\"a\":+1}",
            "{} {}", "{}x",
            "\"\t\"", "nul", "{\"a\" 1}", "{\"a\":.5}", "// x\n{}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}"})
    void malformedJsonIsTheOneFault(String json) {
        assertThat(faults(json, QueryReader::read)).containsExactly(" json_invalid");
    }

    @Test
    void malformedJsonIsToldInsteadOfTheFaultsBeforeIt() {
        assertThat(faults("[{\"iscc_id\":1},{]", EntryReader::readBatch)).containsExactly(" json_invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void everyEncodingOfJsonIsRead(String charset) {
        String json = "{\"name\":\"abc\",\"x\":\"\uD83D\uDE00\"}";
        for (String text : List.of(json, "\uFEFF" + json)) {
            byte[] bytes = text.getBytes(Charset.forName(charset));
            assertThat(JsonText.read(JsonBody.of(bytes), new Faults(), IndexReader::read)).isEqualTo("abc");
        }
    }

    @Test
    void undecodableBytesAreNotJsonAtAll() {
        for (byte[] bytes : List.of(new byte[]{'"', (byte) 0xFF, '"'}, new byte[]{'"', (byte) 0xC0, (byte) 0x80, '"'},
                new byte[]{'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}, new byte[]{(byte) 0xFF, (byte) 0xFE, 0})) {
            assertThatThrownBy(() -> JsonBody.of(bytes)).isInstanceOfSatisfying(CallerFault.class,
                    fault -> assertThat(fault.type()).isEqualTo(ProblemType.BAD_REQUEST))
                    .hasMessageStartingWith("There was an error parsing the body");
        }
    }

    @Test
    void loneSurrogatesAreRefusedAndPairsAreNot() {
        for (String lone : List.of("\\ud800", "\\udc00", "\\ud800\\ud800", "\\uD83Dx", "\\\\\\ud800",
                "\\ud83d\\n\\ude00")) {
            assertThat(faults("{\"x\":\"" + lone + "\"}", QueryReader::read)).describedAs(lone)
                    .containsExactly(" string_unicode");
        }
        for (String fine : List.of("\\ud83d\\ude00", "\\\\ud800", "\\u00fc", "\\\\\\\\ud800", "\\uD83D\\uDE00")) {
            assertThat(read("{\"x\":\"" + fine + "\"}", QueryReader::read).nulls()).describedAs(fine).isEmpty();
        }
    }

    @Test
    void aQueryRemembersItsNulls() {
        WireQuery query = read("{\"iscc_id\":null,\"x\":null,\"units\":null,\"units\":[\"a\"],\"simprints\":null}",
                QueryReader::read);
        assertThat(query.nulls()).containsExactlyInAnyOrder("iscc_id", "simprints");
        assertThat(query.draft().units()).containsExactly("a");
    }

    private static Metadata metadata(String json) {
        return Objects.requireNonNull(entry("{\"metadata\":" + json + "}").metadata());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{ }|{}",
            "{ \"a\" : [ 1 , 1.0 , 2.50, -0, 1E5 ] }|{\"a\":[1,1.0,2.50,-0,1E5]}",
            "{\"n\":123456789012345678901234567890123}|{\"n\":123456789012345678901234567890123}",
            "{\"a\":NaN,\"b\":[Infinity,-Infinity,1e400,-1e400]}|{\"a\":null,\"b\":[null,null,null,null]}",
            "{\"\\u00fc\":\"\\u00fc\\ud83d\\ude00\\/\\u0001\\\"\"}|{\"ü\":\"ü😀/\\u0001\\\"\"}",
            "{\"b\":{},\"a\":[[],{\"x\":[{}]}],\"c\":true,\"d\":null}|{\"b\":{},\"a\":[[],{\"x\":[{}]}],\"c\":true,\"d\":null}",
            "{\"a\":1,\"b\":2,\"a\":3}|{\"a\":3,\"b\":2}",
            "{\"a\":{\"x\":1,\"x\":{\"y\":1,\"y\":2}}}|{\"a\":{\"x\":{\"y\":2}}}",
            "{\"{\":\"[\",\":\":\",\"}|{\"{\":\"[\",\":\":\",\"}"})
    void metadataIsKeptCompactAndExact(String sent, String kept) {
        assertThat(metadata(sent)).isEqualTo(new Metadata(kept, null, null));
    }

    @Test
    void sourceIsNormalisedInMatchesOnly() {
        assertThat(metadata("{\"a\":{\"source\":\"http://B\"},\"source\":\"http://X.com\",\"n\":1}"))
                .isEqualTo(new Metadata("{\"a\":{\"source\":\"http://B\"},\"source\":\"http://X.com\",\"n\":1}",
                        "{\"a\":{\"source\":\"http://B\"},\"source\":\"http://x.com/\",\"n\":1}", "http://x.com/"));
        assertThat(metadata("{\"source\":\"urn:a\"}")).isEqualTo(new Metadata("{\"source\":\"urn:a\"}", null, "urn:a"));
        assertThat(metadata("{\"source\":\"none\"}")).isEqualTo(new Metadata("{\"source\":\"none\"}", null, null));
        assertThat(metadata("{\"source\":[\"http://X.com\"]}"))
                .isEqualTo(new Metadata("{\"source\":[\"http://X.com\"]}", null, null));
        assertThat(metadata("{\"source\":1,\"source\":\"http://X.com\"}")).isEqualTo(
                new Metadata("{\"source\":\"http://X.com\"}", "{\"source\":\"http://x.com/\"}", "http://x.com/"));
    }

    @Test
    void metadataHasItsLimits() {
        String deep = "[".repeat(Limits.METADATA_DEPTH - 1) + "]".repeat(Limits.METADATA_DEPTH - 1);
        assertThat(metadata("{\"a\":" + deep + "}").json()).isEqualTo("{\"a\":" + deep + "}");
        assertThat(faults("[{\"metadata\":{\"a\":[" + deep + "]}}]", EntryReader::readBatch))
                .containsExactly("/0/metadata too_deep");
        String fits = "x".repeat(Limits.METADATA_BYTES - "{\"a\":\"\"}".length());
        assertThat(metadata("{\"a\":\"" + fits + "\"}").json()).hasSize(Limits.METADATA_BYTES);
        assertThat(faults("[{\"metadata\":{\"a\":\"" + fits + "x\"}},{\"iscc_id\":1}]", EntryReader::readBatch))
                .containsExactly("/0/metadata too_long", "/1/iscc_id string_type");
        String wide = "ü".repeat(Limits.METADATA_BYTES / 2);
        assertThat(faults("[{\"metadata\":{\"a\":\"" + wide + "\"}}]", EntryReader::readBatch))
                .containsExactly("/0/metadata too_long");
        assertThat(faults("[" + "[".repeat(100_000) + "]", EntryReader::readBatch)).containsExactly(" json_limit");
    }
}
