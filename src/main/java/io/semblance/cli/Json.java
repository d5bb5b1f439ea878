package io.semblance.cli;

import tools.jackson.databind.json.JsonMapper;

/** Results for programs: one JSON value, indented, so that people can read it too. */
final class Json {

    private Json() {
    }

    static String text(Object value) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }
}
