package io.semblance.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reader for the JSON of answers and result files, because the JDK has none: objects become maps, arrays lists, numbers
 * doubles. {@code null} becomes {@link #NULL}.
 */
final class JsonText {

    static final Object NULL = "null";

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    static Map<?, ?> object(String text) {
        if (new JsonText(text).value() instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("not a JSON object: " + text.substring(0, Math.min(80, text.length())));
    }

    static List<?> list(Map<?, ?> object, String name) {
        return object.get(name) instanceof List<?> list ? list : List.of();
    }

    private Object value() {
        skip();
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> members();
            case '[' -> items();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", NULL);
            default -> number();
        };
    }

    private Map<String, Object> members() {
        var map = new LinkedHashMap<String, Object>();
        at++;
        while (!ends('}')) {
            skip();
            String name = string();
            skip();
            expect(':');
            map.put(name, value());
        }
        return map;
    }

    private List<Object> items() {
        var list = new ArrayList<Object>();
        at++;
        while (!ends(']')) {
            list.add(value());
        }
        return list;
    }

    /** Consumes a comma or the end of an object or array; true at the end. */
    private boolean ends(char end) {
        skip();
        if (text.charAt(at) == ',') {
            at++;
            return false;
        }
        if (text.charAt(at) == end) {
            at++;
            return true;
        }
        return false;
    }

    private String string() {
        expect('"');
        int from = at;
        int end = text.indexOf('"', at);
        int escape = text.indexOf('\\', at);
        if (escape < 0 || escape > end) {
            at = end + 1;
            return text.substring(from, end);
        }
        var plain = new StringBuilder();
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            plain.append(c == '\\' ? escaped() : c);
        }
        at++;
        return plain.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> (char) Integer.parseInt(text.substring(at, at += 4), 16);
            default -> c;
        };
    }

    private Double number() {
        int from = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return Double.valueOf(text.substring(from, at));
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw new IllegalArgumentException("not JSON at character " + at);
        }
        at += word.length();
        return value;
    }

    private void expect(char c) {
        if (text.charAt(at) != c) {
            throw new IllegalArgumentException("'" + c + "' expected at character " + at);
        }
        at++;
    }

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
