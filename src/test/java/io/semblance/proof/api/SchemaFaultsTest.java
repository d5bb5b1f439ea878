package io.semblance.proof.api;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control of the checks against the API description: a body that does not fit is told so. */
class SchemaFaultsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNode SCHEMAS = JSON.readTree("""
            {"Hit":{"type":"object","required":["id","score"],"properties":{
            "id":{"type":"string","pattern":"^ISCC:[A-Z]+$","maxLength":10},
            "score":{"type":"number","minimum":0,"maximum":1},
            "kind":{"type":["string","null"],"enum":["a","b",null]},
            "tags":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"integer"}},
            "by":{"type":"object","additionalProperties":{"type":"boolean"}}}}}""");
    private static final JsonNode HIT = JSON.readTree("{\"$ref\":\"#/components/schemas/Hit\"}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"[]|not", "{\"score\":1}|/id is missing",
            "{\"id\":1,\"score\":1}|/id is NUMBER", "{\"id\":\"x\",\"score\":1}|/id does not match",
            "{\"id\":\"ISCC:AAAAAAAAAA\",\"score\":1}|/id has 15 characters",
            "{\"id\":\"ISCC:A\",\"score\":1.5}|/score is out of range",
            "{\"id\":\"ISCC:A\",\"score\":1,\"kind\":\"c\"}|/kind is none of",
            "{\"id\":\"ISCC:A\",\"score\":1,\"tags\":[]}|/tags has 0 items",
            "{\"id\":\"ISCC:A\",\"score\":1,\"tags\":[1,0.5]}|/tags/1 is NUMBER",
            "{\"id\":\"ISCC:A\",\"score\":1,\"by\":{\"x\":1}}|/by/x is NUMBER",
            "{\"id\":\"ISCC:A\",\"score\":1,\"more\":1}|/more is not described"})
    void whatDoesNotFitIsToldWithItsPlace(String value, String fault) {
        assertThat(SchemaFaults.of(SCHEMAS, HIT, JSON.readTree(value)).toString()).contains(fault);
    }

    @Test
    void whatFitsHasNoFaults() {
        JsonNode value = JSON.readTree(
                "{\"id\":\"ISCC:A\",\"score\":0.5,\"kind\":null,\"tags\":[1],\"by\":{\"x\":true}}");
        assertThat(SchemaFaults.of(SCHEMAS, HIT, value)).isEmpty();
    }
}
