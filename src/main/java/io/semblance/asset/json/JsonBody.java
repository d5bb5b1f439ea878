package io.semblance.asset.json;

import java.nio.charset.StandardCharsets;

/** A request body that is sure to be UTF-8 and free of lone surrogates; whether it is JSON shows when it is read. */
public final class JsonBody {

    private final byte[] utf8;

    private JsonBody(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * The body of these bytes.
     *
     * @throws io.semblance.problem.CallerFault when they cannot be decoded, or spell a lone surrogate
     */
    public static JsonBody of(byte[] bytes) {
        byte[] utf8 = JsonEncoding.toUtf8(bytes);
        Surrogates.refuseLoneOnes(utf8);
        return new JsonBody(utf8);
    }

    /** The whole body, for whoever reads it with a mapper. */
    public String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** The bytes themselves; not to be changed. */
    byte[] utf8() {
        return utf8;
    }
}
