package io.semblance.asset;

import java.util.List;

import io.semblance.problem.CallerFault;
import io.semblance.problem.FieldError;
import io.semblance.problem.ProblemType;

/**
 * Where in a request body a value stood: as a JSON Pointer for programs, and in words for people, who count from 1. A fault
 * of a batch names the place, since a batch holds thousands of values.
 *
 * @param pointer JSON Pointer (RFC 6901); empty where the value came from no body
 * @param words the same to be read; empty there too
 */
record Place(String pointer, String words) {

    /** Not in a body, or all of it. */
    static final Place NONE = new Place("", "");

    /** An asset of a batch, from 0 on. */
    static Place asset(int number) {
        return new Place("/" + number, "asset " + (number + 1));
    }

    /** A member of the value here. */
    Place member(String name) {
        return new Place(pointer + "/" + name, after("in " + name));
    }

    /** A list of the value here, in a member of that type. */
    Place type(String type) {
        String escaped = type.replace("~", "~0").replace("/", "~1");
        return new Place(pointer + "/simprints/" + escaped, after("in simprints of type " + type));
    }

    /** An item of the list here, from 0 on. */
    Place item(int number) {
        return new Place(pointer + "/" + number, after("item " + (number + 1)));
    }

    private String after(String more) {
        return words.isEmpty() ? more : words + ", " + more;
    }

    /** A fault at this place. */
    CallerFault fault(ProblemType type, String detail) {
        String located = words.isEmpty() ? detail : detail + " (" + words + ")";
        String word = type == ProblemType.MISSING_ID ? "missing" : type.slug().replace('-', '_');
        return new CallerFault(type, located,
                pointer.isEmpty() ? List.of() : List.of(new FieldError(pointer, word, detail)));
    }
}
