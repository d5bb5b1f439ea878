package io.semblance.asset.json;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text token by token, once, without building a tree: memory is what the drafts themselves take, however
 * the body looks. Where a value does not fit it notes a fault with the JSON Pointer of the place and goes on. Leniency is that of iscc-search: see {@link LaxInteger}; NaN and infinities are numbers; of members
 * of one name the last counts; unknown members are skipped.
 *
 * <p>Each method that reads a value expects the parser on the first token of that value and leaves it on the last.
 */
public final class JsonReading {

    private final JsonParser parser;

    private final Faults faults;

    /**
     * @param parser on the first token
     * @param faults where to note what does not fit
     */
    JsonReading(JsonParser parser, Faults faults) {
        this.parser = parser;
        this.faults = faults;
    }

    /** The token at hand. */
    JsonToken token() {
        return parser.currentToken();
    }

    /** The parser itself, for readers that copy. */
    JsonParser parser() {
        return parser;
    }

    boolean isNull() {
        return token() == JsonToken.VALUE_NULL;
    }

    /** Whether the value at hand is the whole text. */
    boolean isRoot() {
        return parser.streamReadContext().inRoot();
    }

    /** Notes a fault at the value at hand. */
    void fault(String type, String message) {
        faults.add(pointer(), type, message);
    }

    /** Notes that the object just read lacks a member. */
    void missing(String name) {
        faults.add(pointer() + "/" + name, "missing", "The member " + name + " is required here.");
    }

    private String pointer() {
        return parser.streamReadContext().pathAsPointer().toString();
    }

    /** Passes over the value at hand. */
    void skip() {
        parser.skipChildren();
    }

    /** Whether an object begins; else notes the fault and passes over the value. */
    boolean object(String faultType, String message) {
        if (token() == JsonToken.START_OBJECT) {
            return true;
        }
        fault(faultType, message);
        skip();
        return false;
    }

    /** Whether a list begins; else notes the fault and passes over the value. */
    boolean list() {
        if (token() == JsonToken.START_ARRAY) {
            return true;
        }
        fault("list_type", "A list is expected here.");
        skip();
        return false;
    }

    /** Moves to the value of the next member, or to the end of the object. */
    boolean nextMember() {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return false;
        }
        String name = parser.currentName();
        parser.nextToken();
        if (!faults.isEmpty() && faults.mention(name)) {
            faults.forget(pointer());
        }
        return true;
    }

    /** Name of the member at hand. */
    String name() {
        return parser.currentName();
    }

    /** Moves to the next item, or to the end of the list. */
    boolean nextItem() {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    /** Passes over the rest of a list. */
    void skipItems() {
        while (nextItem()) {
            skip();
        }
    }

    /** A text of that rule; null if it is JSON null or a fault. */
    @Nullable
    String textOrNull(TextRule rule) {
        return isNull() ? null : text(rule);
    }

    /** A text of that rule; null if it is a fault. */
    @Nullable
    String text(TextRule rule) {
        if (token() != JsonToken.VALUE_STRING) {
            fault("string_type", "A string is expected here.");
            skip();
            return null;
        }
        String text = parser.getString();
        TextRule.Fault fault = rule.check(text);
        if (fault == null) {
            return text;
        }
        fault(fault.type(), fault.message());
        return null;
    }

    /** A list of texts of that rule, or null if it is JSON null or a fault. */
    @Nullable
    List<String> textsOrNull(TextRule rule, int min, int max) {
        return isNull() ? null : texts(rule, min, max);
    }

    /** A list of {@code min} to {@code max} texts of that rule; null if it is a fault. */
    @Nullable
    List<String> texts(TextRule rule, int min, int max) {
        if (!list()) {
            return null;
        }
        List<String> texts = new ArrayList<>(4);
        boolean allFit = true;
        while (nextItem()) {
            if (texts.size() == max) {
                skip();
                skipItems();
                tooLong(max);
                return null;
            }
            String text = text(rule);
            allFit &= text != null;
            texts.add(text == null ? "" : text);
        }
        if (!allFit) {
            return null;
        }
        return longEnough(texts.size(), min) ? texts : null;
    }

    /** Notes that the list just read has too many items. */
    void tooLong(int max) {
        fault("too_long", "The list may have at most " + max + " items.");
    }

    /** Whether the list just read has enough items; else notes the fault. */
    boolean longEnough(int size, int min) {
        if (size < min) {
            fault("too_short", "The list has " + size + " items and needs at least " + min + ".");
        }
        return size >= min;
    }

    /** An integer in that range; its lower end if it is a fault. */
    long integer(long min, long max) {
        OptionalLong read = integer();
        if (read.isEmpty()) {
            return min;
        }
        long value = read.getAsLong();
        if (value < min) {
            fault("greater_than_equal", "The number must be at least " + min + ".");
            return min;
        }
        if (value > max) {
            fault("less_than_equal", "The number must be at most " + max + ".");
            return min;
        }
        return value;
    }

    private OptionalLong integer() {
        return switch (token()) {
            case VALUE_NUMBER_INT -> parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? whole(parser.getString())
                    : OptionalLong.of(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> integral(parser.getDoubleValue());
            case VALUE_TRUE -> OptionalLong.of(1);
            case VALUE_FALSE -> OptionalLong.of(0);
            case VALUE_STRING -> whole(parser.getString());
            default -> {
                fault("int_type", "An integer is expected here.");
                skip();
                yield OptionalLong.empty();
            }
        };
    }

    private OptionalLong whole(String text) {
        OptionalLong value = LaxInteger.parse(text);
        if (value.isEmpty()) {
            fault("int_parsing", "The string must be an integer.");
        }
        return value;
    }

    private OptionalLong integral(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            fault("finite_number", "The number must be finite.");
            return OptionalLong.empty();
        }
        if (number != Math.rint(number)) {
            fault("int_from_float", "The number must not have a fraction.");
            return OptionalLong.empty();
        }
        return OptionalLong.of((long) number);
    }
}
