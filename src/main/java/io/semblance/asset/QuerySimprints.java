package io.semblance.asset;

import java.util.ArrayList;
import java.util.List;

import io.semblance.code.IsccFormatException;
import io.semblance.code.Simprint;
import io.semblance.problem.ProblemType;

/** Decodes the simprints of a query, once an index knows the type and hence the width that they must have. */
public final class QuerySimprints {

    private QuerySimprints() {
    }

    /**
     * The simprints of one type.
     *
     * @param bits width of the stored simprints of this type
     * @throws io.semblance.problem.CallerFault when a text is no base64 or has another width
     */
    public static List<Simprint> decode(String type, List<String> texts, int bits) {
        Place place = Place.NONE.type(type);
        List<byte[]> decoded = new ArrayList<>(texts.size());
        for (String text : texts) {
            byte[] bytes = bytes(text, place.item(decoded.size()));
            if (!decoded.isEmpty() && decoded.getFirst().length != bytes.length) {
                throw place.item(decoded.size()).fault(ProblemType.SIMPRINT_WIDTH,
                        "all input arrays must have the same shape. The query has simprints of type " + type + " of "
                                + decoded.getFirst().length * 8 + " and of " + bytes.length * 8
                                + " bits; those of this index have " + bits + ".");
            }
            decoded.add(bytes);
        }
        if (!decoded.isEmpty() && decoded.getFirst().length * 8 != bits) {
            throw place.fault(ProblemType.SIMPRINT_WIDTH,
                    "The number of vector dimensions doesn't match! Simprints of type " + type + " have " + bits
                            + " bits in this index, the query has some of " + decoded.getFirst().length * 8 + ".");
        }
        return decoded.stream().map(Simprint::ofBytes).toList();
    }

    private static byte[] bytes(String text, Place place) {
        try {
            return Simprint.decode(text);
        } catch (IsccFormatException malformed) {
            throw place.fault(ProblemType.MALFORMED_CODE, String.valueOf(malformed.getMessage()));
        }
    }
}
