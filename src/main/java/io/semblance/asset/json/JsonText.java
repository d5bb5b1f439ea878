package io.semblance.asset.json;

import java.util.List;
import java.util.function.Function;

import io.semblance.asset.Limits;
import io.semblance.problem.CallerFault;
import io.semblance.problem.FieldError;
import io.semblance.problem.ProblemType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

import org.jspecify.annotations.Nullable;

/**
 * A whole JSON text: opens it, lets a model read it, and sees to it that nothing follows. Where the text is no JSON, or
 * exceeds what is read at all, that is the one fault reported, whatever else was found before.
 */
public final class JsonText {

    /** Objects and arrays around the metadata: the batch and the asset. */
    private static final int DEPTH_AROUND_METADATA = 2;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.METADATA_DEPTH + DEPTH_AROUND_METADATA + 1)
                    .maxStringLength(Limits.BODY_BYTES)
                    .maxNameLength(Limits.METADATA_BYTES).maxNumberLength(Limits.NUMBER_DIGITS).build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private JsonText() {
    }

    /** Reads a whole text by a model; throws if it is no JSON, notes everything else in {@code faults}. */
    public static <T> T read(JsonBody body, Faults faults, Function<JsonReading, T> model) {
        byte[] utf8 = body.utf8();
        return read(utf8, 0, utf8.length, faults, model);
    }

    static <T> T read(byte[] utf8, int from, int length, Faults faults, Function<JsonReading, T> model) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8, from, length)) {
            if (parser.nextToken() == null) {
                throw malformed("There is no value in it", parser.currentTokenLocation());
            }
            T value = model.apply(new JsonReading(parser, faults));
            if (parser.nextToken() != null) {
                throw malformed("Something follows the end of the value", parser.currentTokenLocation());
            }
            return value;
        } catch (StreamConstraintsException excess) {
            throw invalid("json_limit", "The JSON is nested too deeply or has an oversized number or name: at most "
                    + Limits.METADATA_DEPTH + " levels of metadata and numbers of " + Limits.NUMBER_DIGITS
                    + " digits are read.");
        } catch (JacksonException malformed) {
            throw malformed("What stands there is no JSON, or it ends early", malformed.getLocation());
        }
    }

    private static CallerFault malformed(String what, @Nullable TokenStreamLocation at) {
        String place = at == null || at.getByteOffset() < 0 ? "" : " at byte " + at.getByteOffset();
        return invalid("json_invalid",
                "JSON decode error" + place + ". " + what + ". Correct the JSON there and send it again.");
    }

    private static CallerFault invalid(String type, String message) {
        return new CallerFault(ProblemType.INVALID_REQUEST, message, List.of(new FieldError("", type, message)));
    }
}
