package io.semblance.asset.web;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes requests that must be refused, of every kind that a careless or a hostile client may send. */
final class BadRequests {

    private static final String ID = "ISCC:MAIAAAAAAD2CIAAA";

    private static final String[] UNITS = {"ISCC:AAAQCI2FM6E2XTPP", "ISCC:EAA7BYOSYO2KLFUH", "ISCC:GAAQAEJCGNCFKZTX",
            "ISCC:IAA2DIVDUSS2NJ5I"};

    private static final String CODE = "ISCC:KACQCI2FM6E2XTPP6DQ5FQ5UUWLIOAAREIZUIVLGO6Q2FI5EUWTKPKA";

    private static final String SIMPRINT = "AQEBAQEBAQEBAQEBAQEBAQ";

    private final Random random;

    private final List<Supplier<Bad>> kinds = List.of(this::brokenJson, this::brokenUnit, this::brokenCode,
            this::brokenId,
            this::wrongTypes, this::numbers, this::simprints, this::surrogates, this::nesting, this::paths,
            this::limits,
            this::contentTypes, this::encodings, this::names, this::methods, this::batches);

    BadRequests(Random random) {
        this.random = random;
    }

    /**
     * A request that must be refused.
     *
     * @param kind what is bad about it
     * @param request the request for a server
     */
    record Bad(String kind, Function<TestServer, HttpRequest.Builder> request) {

        HttpRequest.Builder to(TestServer server) {
            return request.apply(server);
        }
    }

    Bad next() {
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    private static Bad post(String kind, String path, String body) {
        return post(kind, path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static Bad post(String kind, String path, String type, byte[] body) {
        String shown = new String(body, 0, Math.min(200, body.length), StandardCharsets.UTF_8);
        return new Bad(kind + " " + path + " " + shown, server -> server.request(path).header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static Bad call(String kind, String method, String path) {
        return new Bad(kind + " " + method + " " + path,
                server -> server.request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String asset(String members) {
        return "[{\"iscc_id\":\"" + ID + "\"," + members + "}]";
    }

    private static String good() {
        return asset("\"units\":[\"" + UNITS[0] + "\",\"" + UNITS[1] + "\"],\"metadata\":{\"name\":\"x\",\"n\":[1,2]}");
    }

    /** Cuts a good body somewhere before its end, or puts a character in that JSON cannot bear there. */
    private Bad brokenJson() {
        String good = any(good(), "{\"units\":[\"" + UNITS[0] + "\"],\"limit\":1}", "{\"name\":\"abc\"}");
        String path = good.startsWith("[")
                ? "/indexes/t/assets"
                : good.contains("name") ? "/indexes" : "/indexes/t/search";
        int at = 1 + random.nextInt(good.length() - 1);
        String broken = switch (random.nextInt(3)) {
            case 0 -> good.substring(0, at);
            case 1 -> good + any("x", "]", "}", ",", "{}", "\"");
            default -> any(",", "}", "x", "\u0001") + good;
        };
        return post("broken JSON", path, broken);
    }

    private String brokenUnitText() {
        String unit = UNITS[random.nextInt(UNITS.length)];
        int at = 5 + random.nextInt(unit.length() - 5);
        return switch (random.nextInt(8)) {
            case 0 -> unit.substring(0, at);
            case 1 ->
                unit.substring(0, at) + any("0", "1", "8", "9", "-", "=", " ", "ü", "\\u0000") + unit.substring(at + 1);
            case 2 -> unit + "AAAA";
            case 3 -> any("", "ISCC:", "x", "ISCC:" + "A".repeat(500), "ISCC:" + "A".repeat(5000));
            case 4 -> CODE;
            case 5 -> ID;
            case 6 -> any("ISCC:EUAQAAAAAAAAAAAA", "ISCC:EAIQAAAAAAAAAAAA", "ISCC:QAAQAAAAAAAAAAAA");
            default -> "ISCC:AAJQ" + "A".repeat(12);
        };
    }

    private Bad brokenUnit() {
        String units = "\"units\":[\"" + UNITS[1] + "\",\"" + brokenUnitText() + "\"]";
        return random.nextBoolean()
                ? post("broken unit", "/indexes/t/assets", asset(units))
                : post("broken unit", "/indexes/t/search", "{" + units + "}");
    }

    private Bad brokenCode() {
        String code = switch (random.nextInt(4)) {
            case 0 -> CODE.substring(0, 5 + random.nextInt(16));
            case 1 -> CODE.toLowerCase(Locale.ROOT);
            case 2 -> any("ISCC:KADUHBUDQUT3LPWR", "ISCC:K4AAAAICAMCAKBQHBAEQUCYM", "ISCC:ZZZZZZZZZZZZZZZZ");
            default -> "ISCC:" + "A".repeat(600);
        };
        return switch (random.nextInt(3)) {
            case 0 -> post("broken code", "/indexes/t/assets", asset("\"iscc_code\":\"" + code + "\""));
            case 1 -> post("broken code", "/indexes/t/search", "{\"iscc_code\":\"" + code + "\"}");
            default -> call("broken code", "GET", "/indexes/t/search?iscc_code=" + code);
        };
    }

    private String brokenIdText() {
        return any("MAIAAAAAAD2CIAAA", "ISCC:MAIAAAAAAD2CIAA", "ISCC:MAIAAAAAAD2CIAAAA", "ISCC:MAAAAAAAAAAAAAAA",
                "ISCC:MEIAAAAAAD2CIAAA", "ISCC:MIIAAAAAAD2CIAAA", "ISCC:AAAQCI2FM6E2XTPP", "ISCC:MAIAAAAAAD2CI0AA", "x",
                "ISCC:M", CODE, "iscc:MAIAAAAAAD2CIAAA", "ISCC:MAIQAAAAAD2CIAAA");
    }

    private Bad brokenId() {
        String id = brokenIdText();
        return switch (random.nextInt(5)) {
            case 0 -> post("broken id", "/indexes/t/assets", "[{\"iscc_id\":\"" + id + "\"}]");
            case 1 -> post("broken id", "/indexes/t/search", "{\"iscc_id\":\"" + id + "\"}");
            case 2 -> call("broken id", "GET", "/indexes/t/assets/" + id);
            case 3 -> call("broken id", "DELETE", "/indexes/t/assets/" + id);
            default -> post("broken id", "/indexes/t/assets/delete", "{\"iscc_ids\":[\"" + id + "\"]}");
        };
    }

    private Bad wrongTypes() {
        String value = any("1", "true", "1.5", "\"x\"", "{}", "[1]", "[null]", "[[]]", "{\"a\":1}", "NaN");
        return switch (random.nextInt(6)) {
            case 0 -> post("wrong type", "/indexes/t/assets",
                    any("{}", "1", "\"x\"", "null", "[1]", "[null]", "[[]]", "true"));
            case 1 -> post("wrong type", "/indexes/t/search", any("[]", "1", "\"x\"", "null", "true", "NaN"));
            case 2 -> post("wrong type", "/indexes", "{\"name\":" + any("1", "null", "[]", "{}", "true", "NaN") + "}");
            case 3 -> post("wrong type", "/indexes/t/assets",
                    asset("\"" + any("iscc_code", "units") + "\":" + value));
            case 4 -> post("wrong type", "/indexes/t/assets",
                    asset("\"simprints\":"
                            + any("1", "[]", "\"x\"", "{\"a\":1}", "{\"a\":null}", "{\"a\":[1]}", "{\"a\":[{}]}")));
            default -> post("wrong type", "/indexes/t/search",
                    "{\"simprints\":"
                            + any("1", "[]", "{\"a\":1}", "{\"a\":[]}", "{\"a\":[1]}", "{\"a\":[\"\"]}", "{\"a\":null}")
                            + "}");
        };
    }

    private Bad numbers() {
        String number = any("-1", "4294967296", "1e30", "1.5", "NaN", "Infinity", "-Infinity", "\"x\"", "\"1.5\"",
                "null",
                "[]", "99999999999999999999999999", "\"\"", "1e400", "-0.5");
        String place = random.nextBoolean()
                ? "\"offset\":" + number + ",\"size\":1"
                : "\"offset\":0,\"size\":" + number;
        return random.nextInt(3) == 0
                ? post("number", "/indexes", "{\"name\":\"abc\",\"" + any("assets", "size") + "\":"
                        + any("-1", "1.5", "\"x\"", "[]", "NaN") + "}")
                : post("number", "/indexes/t/assets",
                        asset("\"simprints\":{\"X\":[{\"simprint\":\"" + SIMPRINT + "\"," + place + "}]}"));
    }

    private Bad simprints() {
        String good = "{\"simprint\":\"" + SIMPRINT + "\",\"offset\":0,\"size\":1}";
        String bad = "{\"simprint\":\""
                + any("", "AAAA", "AAAAAAAAAAAAA", "AAAAAAAAA=AAA", "AAAAAAAAAAAAAAA!", "A".repeat(44),
                        "A".repeat(70), "ü".repeat(12))
                + "\",\"offset\":0,\"size\":1}";
        return switch (random.nextInt(4)) {
            case 0 -> post("simprint", "/indexes/t/assets", asset("\"simprints\":{\"X\":[" + bad + "]}"));
            case 1 -> post("mixed widths", "/indexes/t/assets",
                    asset("\"simprints\":{\"CONTENT_TEXT_V0\":[" + good
                            + ",{\"simprint\":\"AAAAAAAAAAA\",\"offset\":0,\"size\":1}]}"));
            case 2 -> post("another width", "/indexes/t/assets",
                    asset("\"simprints\":{\"CONTENT_TEXT_V0\":[{\"simprint\":\"AAAAAAAAAAA\",\"offset\":0,\"size\":1}]}"));
            default -> post("type name", "/indexes/t/assets", asset("\"simprints\":{\""
                    + any("/../../x", "..", "a/b", "", "ü", "a b", "\\u0000", "x".repeat(65), "C:\\\\x") + "\":[" + good
                    + "]}"));
        };
    }

    private Bad surrogates() {
        String lone = any("\\ud800", "\\udc00", "\\udc00\\ud800", "\\ud800x", "x\\uDFFF", "\\ud83d\\ud83d\\ude00");
        return switch (random.nextInt(4)) {
            case 0 -> post("surrogate", "/indexes/t/assets", asset("\"metadata\":{\"a\":[\"" + lone + "\"]}"));
            case 1 -> post("surrogate", "/indexes/t/assets", asset("\"metadata\":{\"" + lone + "\":1}"));
            case 2 ->
                post("surrogate", "/indexes/t/search", "{\"units\":[\"" + UNITS[0] + "\"],\"x\":\"" + lone + "\"}");
            default -> post("surrogate", "/indexes", "{\"name\":\"" + lone + "\"}");
        };
    }

    private Bad nesting() {
        int depth = 64 + random.nextInt(5000);
        String open = any("[", "{\"a\":");
        String close = open.equals("[") ? "]" : "}";
        String nested = open.repeat(depth) + "1" + close.repeat(depth);
        return post("nesting of " + depth, "/indexes/t/assets", asset("\"metadata\":{\"a\":" + nested + "}"));
    }

    private Bad paths() {
        String name = any("%2e%2e", "%2E%2E%2Ft", "..%5c..", "%00", "t%00", "T", "t%20", "n".repeat(33),
                "n".repeat(3000),
                "1t", "t.t", "t-t", "%e2%80%ae", "%ff", "t%0d%0aX:y", "nope", "~", "$", "*");
        String rest = any("", "/assets", "/search?iscc_code=" + CODE, "/assets/" + ID, "/export");
        return call("path", "GET", "/indexes/" + name + rest);
    }

    private Bad limits() {
        String limit = URLEncoder
                .encode(any("0", "-1", "10001", "2147483648", "9".repeat(30), "1e3", "1.5", "abc", "", " ",
                        "1__0", "0x10", "NaN", "٣x", "-"), StandardCharsets.UTF_8);
        return random.nextBoolean()
                ? call("limit", "GET", "/indexes/t/search?iscc_code=" + CODE + "&limit=" + limit)
                : call("limit", "GET", "/indexes/t/assets?limit=" + limit);
    }

    private Bad contentTypes() {
        return post("content type", any("/indexes", "/indexes/t/assets", "/indexes/t/search", "/indexes/t/import",
                "/indexes/t/assets/delete"),
                any("text/plain", "application/xml", "application/x-www-form-urlencoded",
                        "multipart/form-data; boundary=x", "application/octet-stream", "nonsense"),
                good().getBytes(StandardCharsets.UTF_8));
    }

    private Bad encodings() {
        byte[] body = switch (random.nextInt(4)) {
            case 0 -> good().replace("name", "n\u00fcme").getBytes(StandardCharsets.ISO_8859_1);
            case 1 -> new byte[]{'[', '"', (byte) 0xC0, (byte) 0x80, '"', ']'};
            case 2 -> new byte[]{'[', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ']'};
            default -> cut(good().getBytes(Charset.forName(any("UTF-16LE", "UTF-32BE"))));
        };
        return post("encoding", "/indexes/t/assets", "application/json", body);
    }

    private byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length - 1 - random.nextInt(3));
    }

    private Bad names() {
        return post("name", "/indexes",
                "{\"name\":\"" + any("", "T", "1t", "t t", "../t", "t\\n", "t/t", "\\u0000", "ü",
                        "a".repeat(33), "a".repeat(300), "CON.", ".", "..", "t", "t\\u0000") + "\"}");
    }

    private Bad methods() {
        return call("method", any("PUT", "PATCH", "FOO"), any("/indexes", "/indexes/t", "/indexes/t/assets",
                "/indexes/t/search", "/indexes/t/export", "/problems"));
    }

    private Bad batches() {
        String one = "{\"iscc_id\":\"" + ID + "\"}";
        return switch (random.nextInt(4)) {
            case 0 -> post("batch", "/indexes/t/assets", "[" + one + ",{}]");
            case 1 -> post("batch", "/indexes/t/assets", "[" + one + ",{\"iscc_id\":\"ISCC:MEIAAAAAAD2CIAAA\"}]");
            case 2 -> post("delete", "/indexes/t/assets/delete",
                    any("{}", "{\"iscc_ids\":null}", "{\"ids\":[]}", "{\"iscc_ids\":[],\"x\":1}",
                            "{\"iscc_ids\":\"" + ID + "\"}"));
            default -> post("query", "/indexes/t/search", any("{}", "{\"simprints\":{}}", "{\"units\":[]}",
                    "{\"iscc_code\":null}",
                    "{\"units\":[" + ("\"" + UNITS[0] + "\",").repeat(32) + "\"" + UNITS[0] + "\"]}"));
        };
    }
}
