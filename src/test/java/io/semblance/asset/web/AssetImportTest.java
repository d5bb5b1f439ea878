package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.AssetService;
import io.semblance.asset.backend.TestedBackend;
import io.semblance.asset.json.EntryReader;

import org.junit.jupiter.api.Test;

class AssetImportTest {

    @Test
    void lineOverWhichTheServiceStumblesIsNamedAndCostsOnlyItself() throws IOException {
        String lines = """
                {"iscc_id":"ISCC:MAIAAAAAAD2CIAAA"}
                stumble
                {bad
                stumble
                {"iscc_id":"ISCC:MAIAAAAAAD2CIEAB"}
                """;
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        try (AssetIndexes indexes = TestedBackend.MEMORY.open(Path.of("unused"))) {
            AssetIndex index = indexes.create("t");
            new AssetImport(index, new ImportReport(report), AssetImportTest::stumbling)
                    .run(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
            assertThat(index.page(null, 10, false)).hasSize(2);
        }
        List<String> told = report.toString(StandardCharsets.UTF_8).lines().toList();
        String sentence = "{\"line\":%d,\"error\":\"The line met a fault of the service, whose log has the cause. Import it "
                + "again when that is mended.\",\"type\":\"/problems/internal\"}";
        assertThat(told.get(0)).isEqualTo(sentence.formatted(2));
        assertThat(told.get(1)).startsWith("{\"line\":3,").endsWith("\"type\":\"/problems/invalid-request\"}");
        assertThat(told.get(2)).isEqualTo(sentence.formatted(4));
        assertThat(told.getLast()).isEqualTo("{\"complete\":true,\"lines\":5,\"created\":2,\"updated\":0,\"faulty\":3,"
                + "\"acknowledged_through\":5}");
    }

    private static Asset stumbling(byte[] line) {
        if (new String(line, StandardCharsets.UTF_8).equals("stumble")) {
            throw new IllegalStateException("nobody thought of this");
        }
        return AssetService.read(EntryReader.readAlone(line));
    }
}
