package io.semblance.asset.web;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.semblance.asset.evidence.Judging;
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

    /** Which of some words, in any case; null if absent or none of them. */
    @Nullable
    <E extends Enum<E>> E word(String name, Class<E> words) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        for (E word : words.getEnumConstants()) {
            if (word.name().equalsIgnoreCase(text)) {
                return word;
            }
        }
        fault(name, "enum", "The parameter must be " + Stream.of(words.getEnumConstants())
                .map(word -> word.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" or ")) + ".");
        return null;
    }

    /** How to judge: what is not said is as the deployment has it. */
    Judging judging(Judging usual) {
        Judging.Match match = word("match", Judging.Match.class);
        Judging.Rank rank = word("rank", Judging.Rank.class);
        boolean group = text("group") == null ? usual.group() : flag("group");
        return new Judging(match == null ? usual.match() : match, chance(usual.maxChance()),
                rank == null ? usual.rank() : rank, group);
    }

    private double chance(double whenAbsent) {
        String text = text("max_chance");
        if (text == null) {
            return whenAbsent;
        }
        try {
            double chance = Double.parseDouble(text);
            if (chance > 0 && chance <= 1) {
                return chance;
            }
        } catch (NumberFormatException none) {
            // Said below in the same words.
        }
        fault("max_chance", "float_parsing", "The parameter must be a number above 0 and at most 1.");
        return whenAbsent;
    }

    void fault(String name, String type, String message) {
        faults.add("query/" + name, type, message);
    }
}
