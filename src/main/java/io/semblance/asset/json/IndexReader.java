package io.semblance.asset.json;

import org.jspecify.annotations.Nullable;

/** Reads the body that creates an index: its name. Figures may be sent along and mean nothing, but must be figures. */
public final class IndexReader {

    private IndexReader() {
    }

    public static String read(JsonReading json) {
        String name = null;
        boolean named = false;
        if (!Models.isObject(json)) {
            return "";
        }
        while (json.nextMember()) {
            switch (json.name()) {
                case "name" -> {
                    name = json.text(TextRule.INDEX_NAME);
                    named = true;
                }
                case "assets", "size" -> figure(json);
                case "sizes" -> figures(json);
                default -> json.skip();
            }
        }
        if (!named) {
            json.missing("name");
        }
        return orEmpty(name);
    }

    private static String orEmpty(@Nullable String name) {
        return name == null ? "" : name;
    }

    private static void figure(JsonReading json) {
        if (!json.isNull()) {
            json.integer(0, Long.MAX_VALUE);
        }
    }

    private static void figures(JsonReading json) {
        if (json.isNull() || !json.object("dict_type", "An object is expected here.")) {
            return;
        }
        while (json.nextMember()) {
            json.integer(0, Long.MAX_VALUE);
        }
    }
}
