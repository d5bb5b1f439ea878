package io.semblance.asset.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.semblance.asset.Limits;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.JsonStringEncoder;

import org.jspecify.annotations.Nullable;

/**
 * Copies a JSON object without white space, token by token: numbers as they were written, so that no digit is lost and a
 * float keeps its fraction; NaN and what overflows a double as null, as iscc-search shows them; strings with no more
 * escapes than JSON demands. Notes where the member {@code source} lies, so that another text can be put in its place.
 */
final class CompactJson {

    /** How copying ended; the parser stands on the end of the object in any case. */
    enum Outcome {
        COPIED, REPEATED_NAMES, TOO_DEEP, TOO_LONG
    }

    private static final JsonStringEncoder QUOTING = JsonStringEncoder.getInstance();

    /** A float of fewer characters and without an exponent is finite. */
    private static final int SURELY_FINITE = 300;

    /** Bytes that a UTF-16 unit takes at most. */
    private static final int UTF8_MOST = 3;

    private final JsonParser parser;

    private final StringBuilder out = new StringBuilder(256);

    private final List<Set<String>> names = new ArrayList<>();

    private int depth;

    private boolean repeated;

    private @Nullable String source;

    private int sourceFrom;

    private int sourceTo;

    CompactJson(JsonParser parser) {
        this.parser = parser;
    }

    /** The copy. */
    String json() {
        return out.toString();
    }

    /** The text of the member {@code source}; null if there is none or it is no string. */
    @Nullable
    String source() {
        return source;
    }

    /** The copy with another {@code source}. */
    String withSource(String other) {
        StringBuilder quoted = new StringBuilder(out.length() + other.length());
        quoted.append(out, 0, sourceFrom).append('"');
        QUOTING.quoteAsString(other, quoted);
        return quoted.append('"').append(out, sourceTo, out.length()).toString();
    }

    /** Copies the object that begins at the token at hand. */
    Outcome copyObject() {
        int outer = 0;
        Outcome outcome = Outcome.COPIED;
        JsonToken token = parser.currentToken();
        while (true) {
            outer += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (outcome == Outcome.COPIED) {
                outcome = copy(token);
            }
            if (outer == 0) {
                return finished(outcome);
            }
            token = parser.nextToken();
        }
    }

    private Outcome finished(Outcome outcome) {
        if (outcome != Outcome.COPIED) {
            return outcome;
        }
        if (out.length() > Limits.METADATA_BYTES / UTF8_MOST && utf8Length() > Limits.METADATA_BYTES) {
            return Outcome.TOO_LONG;
        }
        return repeated ? Outcome.REPEATED_NAMES : Outcome.COPIED;
    }

    private int utf8Length() {
        return out.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private Outcome copy(JsonToken token) {
        switch (token) {
            case START_OBJECT, START_ARRAY -> {
                separate();
                out.append(token == JsonToken.START_OBJECT ? '{' : '[');
                if (++depth > Limits.METADATA_DEPTH) {
                    return Outcome.TOO_DEEP;
                }
                namesAt(depth).clear();
            }
            case END_OBJECT, END_ARRAY -> {
                out.append(token == JsonToken.END_OBJECT ? '}' : ']');
                depth--;
            }
            case PROPERTY_NAME -> copyName(parser.currentName());
            case VALUE_STRING -> copyString(parser.getString());
            case VALUE_NUMBER_INT -> append(parser.getString());
            case VALUE_NUMBER_FLOAT -> append(isFinite() ? parser.getString() : "null");
            default -> append(token.asString());
        }
        return out.length() > Limits.METADATA_BYTES ? Outcome.TOO_LONG : Outcome.COPIED;
    }

    private Set<String> namesAt(int level) {
        while (names.size() < level) {
            names.add(new HashSet<>());
        }
        return names.get(level - 1);
    }

    private void copyName(String name) {
        separate();
        repeated |= !namesAt(depth).add(name);
        out.append('"');
        QUOTING.quoteAsString(name, out);
        out.append("\":");
    }

    private void copyString(String text) {
        separate();
        int from = out.length();
        out.append('"');
        QUOTING.quoteAsString(text, out);
        out.append('"');
        if (depth == 1 && "source".equals(parser.currentName())) {
            source = text;
            sourceFrom = from;
            sourceTo = out.length();
        }
    }

    private void append(String text) {
        separate();
        out.append(text);
    }

    /** A structural character is never the last one of a string: that is a quotation mark. */
    private void separate() {
        if (out.isEmpty()) {
            return;
        }
        char last = out.charAt(out.length() - 1);
        if (last != '{' && last != '[' && last != ':') {
            out.append(',');
        }
    }

    private boolean isFinite() {
        String text = parser.getString();
        char last = text.charAt(text.length() - 1);
        if (last < '0' || last > '9') {
            return false;
        }
        boolean plain = text.length() < SURELY_FINITE && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        return plain || !Double.isInfinite(parser.getDoubleValue());
    }
}
