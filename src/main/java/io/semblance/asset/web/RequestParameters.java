package io.semblance.asset.web;

import java.util.Locale;
import java.util.OptionalLong;

import io.semblance.asset.json.Faults;
import io.semblance.asset.json.LaxInteger;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

/** Reads query parameters as iscc-search does: of a repeated one the last counts, unknown ones are ignored. */
final class RequestParameters {

    private final HttpServletRequest request;

    private final Faults faults;

    /** @param faults where to note what does not fit */
    RequestParameters(HttpServletRequest request, Faults faults) {
        this.request = request;
        this.faults = faults;
    }

    @Nullable
    String text(String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? null : values[values.length - 1];
    }

    /** An integer of 1 to {@code max}. */
    int limit(int whenAbsent, int max) {
        String text = text("limit");
        if (text == null) {
            return whenAbsent;
        }
        OptionalLong limit = LaxInteger.parse(text);
        if (limit.isEmpty()) {
            fault("limit", "int_parsing", "The parameter must be an integer.");
        } else if (limit.getAsLong() < 1) {
            fault("limit", "greater_than_equal", "The parameter must be at least 1.");
        } else if (limit.getAsLong() > max) {
            fault("limit", "less_than_equal", "The parameter must be at most " + max + ".");
        } else {
            return (int) limit.getAsLong();
        }
        return whenAbsent;
    }

    /** True or false in any of the usual words; false if absent. */
    boolean flag(String name) {
        String text = text(name);
        if (text == null) {
            return false;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on", "t", "y" -> true;
            case "false", "0", "no", "off", "f", "n" -> false;
            default -> {
                fault(name, "bool_parsing", "The parameter must be true or false.");
                yield false;
            }
        };
    }

    void fault(String name, String type, String message) {
        faults.add("query/" + name, type, message);
    }
}
