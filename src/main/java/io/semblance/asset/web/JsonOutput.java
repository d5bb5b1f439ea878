package io.semblance.asset.web;

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
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            answer.writeTo(json);
        }
        return bytes.toByteArray();
    }

    /** A response, whatever the header Accept says: like iscc-search, these routes speak JSON only. */
    static ResponseEntity.BodyBuilder status(HttpStatus status) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
    }

    static ResponseEntity<byte[]> ok(JsonAnswer answer) {
        return status(HttpStatus.OK).body(bytes(answer));
    }

    static ResponseEntity<byte[]> created(JsonAnswer answer) {
        return status(HttpStatus.CREATED).body(bytes(answer));
    }
}
