package io.semblance.asset.web;

import java.util.List;
import java.util.Map;

import io.semblance.asset.IndexFigures;
import tools.jackson.core.JsonGenerator;

/** Writes what an index holds; sizes are whole mebibytes, rounded down, each on its own. */
final class IndexWriter {

    private static final int MEBI_SHIFT = 20;

    private IndexWriter() {
    }

    static JsonAnswer list(List<IndexFigures> all) {
        return json -> {
            json.writeStartArray();
            for (IndexFigures figures : all) {
                write(json, figures, true);
            }
            json.writeEndArray();
        };
    }

    static JsonAnswer one(IndexFigures figures) {
        return json -> write(json, figures, true);
    }

    /** As the answer to its creation, which has no {@code sizes} in iscc-search either. */
    static JsonAnswer created(IndexFigures figures) {
        return json -> write(json, figures, false);
    }

    private static void write(JsonGenerator json, IndexFigures figures, boolean parts) {
        json.writeStartObject();
        json.writeStringProperty("name", figures.name());
        json.writeNumberProperty("assets", figures.assets());
        json.writeNumberProperty("size", figures.totalBytes() >> MEBI_SHIFT);
        if (parts) {
            json.writeName("sizes");
            json.writeStartObject();
            for (Map.Entry<String, Long> part : figures.bytes().entrySet()) {
                json.writeNumberProperty(part.getKey(), part.getValue() >> MEBI_SHIFT);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
