package io.semblance.asset.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.semblance.problem.CallerFault;
import io.semblance.problem.FieldError;
import io.semblance.problem.ProblemType;

/** The faulty fields of one request, collected so that a client learns of all of them at once; at most {@value #MOST}. */
public final class Faults {

    /** More than anybody reads; reading stops there. */
    static final int MOST = 100;

    private final List<FieldError> errors = new ArrayList<>();

    private final Set<String> segments = new HashSet<>();

    public void add(String pointer, String type, String message) {
        errors.add(new FieldError(pointer, type, message));
        Collections.addAll(segments, pointer.split("/", -1));
        if (errors.size() >= MOST) {
            throwIfAny();
        }
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Whether a fault may lie in a member of this name. */
    boolean mention(String name) {
        return segments.contains(name);
    }

    /** Takes back what was found in a member that occurs again: of several of one name the last counts. */
    void forget(String pointer) {
        errors.removeIf(error -> error.pointer().equals(pointer) || error.pointer().startsWith(pointer + "/"));
    }

    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new CallerFault(ProblemType.INVALID_REQUEST, detail(), errors);
        }
    }

    private String detail() {
        FieldError first = errors.getFirst();
        String place = first.pointer().isEmpty() ? "The body" : "The field " + first.pointer();
        String sentence = place + " does not fit: " + first.message();
        if (errors.size() == 1) {
            return sentence;
        }
        String count = errors.size() == MOST ? MOST + " or more" : Integer.toString(errors.size());
        return sentence + " In all " + count + " fields are at fault; the member errors lists them.";
    }
}
