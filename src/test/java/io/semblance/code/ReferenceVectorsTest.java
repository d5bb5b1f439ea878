package io.semblance.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The conformance vectors of the reference implementation (iscc-core), and real assets with their codes. */
class ReferenceVectorsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void everyIsccCodeVectorIsComposedExactly() {
        JsonNode vectors = JSON.readTree(SharedData.read("iscc-core-vectors.json")).get("gen_iscc_code_v0");
        assertThat(vectors.properties()).isNotEmpty();
        vectors.properties().forEach(vector -> {
            List<IsccUnit> units = units(vector.getValue().get("inputs").get(0));
            String code = vector.getValue().get("outputs").get("iscc").asString();
            assertThat(IsccCode.compose(units, false)).as(vector.getKey()).contains(code);
            List<IsccUnit> parts = IsccCode.decompose(code);
            assertThat(IsccCode.compose(parts, false)).as(vector.getKey()).contains(code);
            assertThat(parts).as(vector.getKey()).allSatisfy(part -> assertThat(units).anySatisfy(unit -> {
                assertThat(unit.type()).isEqualTo(part.type());
                assertThat(Nphd.isPrefix(unit, part)).isTrue();
            }));
        });
    }

    @Test
    void everyUnitVectorIsReadAndWrittenBack() {
        JsonNode functions = JSON.readTree(SharedData.read("iscc-core-vectors.json"));
        List<String> codes = functions.properties().stream().flatMap(f -> f.getValue().properties().stream())
                .flatMap(vector -> vector.getValue().path("outputs").path("iscc").asStringOpt().stream())
                .filter(code -> !code.startsWith("ISCC:K")).toList();
        assertThat(codes).isNotEmpty().allSatisfy(code -> assertThat(IsccUnit.parse(code).text()).isEqualTo(code));
    }

    @Test
    void realAssetsHaveTheCodeThatTheirUnitsCompose() {
        List<JsonNode> assets = SharedData.read("demo.jsonl").lines().map(JSON::readTree).toList();
        assertThat(assets).isNotEmpty();
        for (JsonNode asset : assets) {
            String id = asset.get("iscc_id").asString();
            List<IsccUnit> units = units(asset.get("units"));
            assertThat(IsccId.parse(id).text()).isEqualTo(id);
            assertThat(IsccCode.compose(units)).as(id).contains(asset.get("iscc_code").asString());
        }
    }

    private static List<IsccUnit> units(JsonNode texts) {
        List<IsccUnit> units = new ArrayList<>();
        texts.forEach(text -> units.add(IsccUnit.parse(text.asString())));
        return units;
    }
}
