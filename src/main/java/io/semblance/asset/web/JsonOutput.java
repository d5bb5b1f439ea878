package io.semblance.asset.web;

import java.util.function.BiConsumer;
import java.util.function.IntSupplier;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** JSON answers as compact UTF-8: as bytes, and as responses of the type {@code application/json}. */
final class JsonOutput {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonOutput() {
    }

    static byte[] bytes(JsonAnswer answer) {
        return countedBytes((json, written) -> answer.writeTo(json));
    }

    /** The same of an answer that asks how many bytes it has written so far. */
    static byte[] countedBytes(BiConsumer<JsonGenerator, IntSupplier> answer) {
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            answer.accept(json, () -> {
                json.flush();
                return bytes.size();
            });
        }
        return bytes.toByteArray();
    }

    /** A response, whatever the header Accept says: like iscc-search, these routes speak JSON only. */
    static ResponseEntity.BodyBuilder status(HttpStatus status) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
    }

    static ResponseEntity<byte[]> ok(JsonAnswer answer) {
        return ok(bytes(answer));
    }

    static ResponseEntity<byte[]> ok(byte[] json) {
        return status(HttpStatus.OK).body(json);
    }

    static ResponseEntity<byte[]> created(JsonAnswer answer) {
        return status(HttpStatus.CREATED).body(bytes(answer));
    }
}
