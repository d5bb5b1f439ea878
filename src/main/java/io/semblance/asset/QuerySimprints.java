package io.semblance.asset;

import java.util.ArrayList;
import java.util.List;

import io.semblance.code.IsccFormatException;
import io.semblance.code.Simprint;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

/** Decodes the simprints of a query, once an index knows the type and hence the width that they must have. */
public final class QuerySimprints {

    private QuerySimprints() {
    }

    /**
     * The simprints of one type.
     *
     * @param bits width of the stored simprints of this type
     * @throws CallerFault when a text is no base64 or has another width
     */
    public static List<Simprint> decode(String type, List<String> texts, int bits) {
        List<Simprint> simprints = new ArrayList<>(texts.size());
        for (String text : texts) {
            byte[] bytes = bytes(type, text);
            if (bytes.length * 8 != bits) {
                throw new CallerFault(ProblemType.SIMPRINT_WIDTH,
                        "The number of vector dimensions doesn't match! Simprints of type " + type + " have " + bits
                                + " bits in this index, the query has one of " + bytes.length * 8 + ".");
            }
            simprints.add(Simprint.ofBytes(bytes));
        }
        return simprints;
    }

    private static byte[] bytes(String type, String text) {
        try {
            return Simprint.decode(text);
        } catch (IsccFormatException malformed) {
            throw new CallerFault(ProblemType.MALFORMED_CODE, malformed.getMessage() + " (in simprints of type " + type
                    + ")");
        }
    }
}
