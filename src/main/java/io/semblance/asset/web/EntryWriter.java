package io.semblance.asset.web;

import java.util.List;
import java.util.Map;

import io.semblance.asset.Asset;
import io.semblance.asset.Metadata;
import io.semblance.asset.PlacedSimprint;
import tools.jackson.core.JsonGenerator;

import org.jspecify.annotations.Nullable;

/** Writes stored assets: what was sent, without nulls; simprints where they were asked for. */
final class EntryWriter {

    private EntryWriter() {
    }

    static JsonAnswer one(Asset asset) {
        return json -> write(json, asset);
    }

    static JsonAnswer page(List<Asset> assets, @Nullable String next) {
        return json -> {
            json.writeStartObject();
            json.writeName("assets");
            json.writeStartArray();
            for (Asset asset : assets) {
                write(json, asset);
            }
            json.writeEndArray();
            json.writeStringProperty("next", next);
            json.writeEndObject();
        };
    }

    static void write(JsonGenerator json, Asset asset) {
        json.writeStartObject();
        json.writeStringProperty("iscc_id", asset.id().text());
        if (asset.isccCode() != null) {
            json.writeStringProperty("iscc_code", asset.isccCode());
        }
        if (asset.unitTexts() != null) {
            json.writeName("units");
            texts(json, asset.unitTexts());
        }
        Map<String, List<PlacedSimprint>> simprints = asset.simprints();
        if (simprints != null && !simprints.isEmpty()) {
            json.writeName("simprints");
            simprints(json, simprints);
        }
        Metadata metadata = asset.metadata();
        if (metadata != null) {
            json.writeName("metadata");
            json.writeRawValue(metadata.json());
        }
        json.writeEndObject();
    }

    static void texts(JsonGenerator json, List<String> texts) {
        json.writeStartArray();
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void simprints(JsonGenerator json, Map<String, List<PlacedSimprint>> simprints) {
        json.writeStartObject();
        for (Map.Entry<String, List<PlacedSimprint>> type : simprints.entrySet()) {
            json.writeName(type.getKey());
            json.writeStartArray();
            for (PlacedSimprint placed : type.getValue()) {
                json.writeStartObject();
                json.writeStringProperty("simprint", placed.simprint().text());
                json.writeNumberProperty("offset", placed.offset());
                json.writeNumberProperty("size", placed.size());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
