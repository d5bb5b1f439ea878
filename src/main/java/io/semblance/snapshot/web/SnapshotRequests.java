package io.semblance.snapshot.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import io.semblance.asset.json.JsonBody;
import io.semblance.problem.CallerFault;
import io.semblance.problem.FieldError;
import io.semblance.problem.ProblemType;
import io.semblance.snapshot.RestoreDrill;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** The bodies that these routes take; a member that they do not know is refused. */
final class SnapshotRequests {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // true is no name and "" no number; without this the one would be "true" and the other nothing.
            .withCoercionConfig(LogicalType.Textual,
                    texts -> texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .withCoercionConfig(LogicalType.Integer,
                    numbers -> numbers.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.String, CoercionAction.Fail))
            .withCoercionConfig(LogicalType.Float,
                    numbers -> numbers.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.String, CoercionAction.Fail))
            .build();

    private SnapshotRequests() {
    }

    /**
     * Which indexes to copy.
     *
     * @param indexes their names; null for all
     */
    record Create(@Nullable List<String> indexes) {
    }

    /**
     * What to bring back.
     *
     * @param index its name in the snapshot
     * @param as its name here; null for the same
     */
    record Restore(@Nullable String index, @Nullable String as) {
    }

    /**
     * The new name of an index.
     *
     * @param name must not be taken
     */
    record Rename(@Nullable String name) {
    }

    /**
     * What a restore drill found.
     *
     * @param snapshot id of the snapshot; null if it came to none
     * @param seconds how long it took
     * @param indexes how many came back
     * @param assets how many, in all of them
     * @param faults what went wrong; empty if it succeeded
     */
    record Drill(@Nullable String snapshot, @Nullable Double seconds, @Nullable Long indexes, @Nullable Long assets,
            @Nullable List<String> faults) {
    }

    /** The report, once its time is known. */
    static Function<Instant, RestoreDrill> drill(@Nullable JsonBody body) {
        Drill drill = read(body, Drill.class);
        List<String> faults = drill.faults();
        Double seconds = drill.seconds();
        if (faults == null || faults.contains(null) || seconds == null || !(seconds >= 0 && seconds < 1e9)) {
            throw fault("The members seconds (0 to 1e9) and faults (empty after a success) must be there.");
        }
        return ended -> {
            try {
                return new RestoreDrill(drill.snapshot() == null ? "" : drill.snapshot(), ended,
                        Duration.ofMillis((long) (seconds * 1_000)), faults.isEmpty(),
                        drill.indexes() == null ? 0 : drill.indexes(), drill.assets() == null ? 0 : drill.assets(),
                        faults);
            } catch (IllegalArgumentException impossible) {
                throw fault("The body does not fit: " + impossible.getMessage() + ".");
            }
        };
    }

    static Create create(@Nullable JsonBody body) {
        if (body == null || body.text().isBlank()) {
            return new Create(null);
        }
        Create create = read(body, Create.class);
        List<String> names = create.indexes();
        if (names != null && (names.isEmpty() || names.contains(null))) {
            throw fault("The member indexes must hold names of indexes; leave it out for all.");
        }
        return create;
    }

    static Restore restore(@Nullable JsonBody body) {
        return read(body, Restore.class);
    }

    static String newName(@Nullable JsonBody body) {
        return required(read(body, Rename.class).name(), "name");
    }

    static String required(@Nullable String member, String name) {
        if (member == null) {
            throw fault("The member " + name + " is missing.");
        }
        return member;
    }

    private static <T> T read(@Nullable JsonBody body, Class<T> type) {
        if (body == null) {
            throw fault("The body is missing. Send a JSON object.");
        }
        try {
            T value = JSON.readValue(body.text(), type);
            if (value == null) {
                throw fault("The body must be a JSON object.");
            }
            return value;
        } catch (UnrecognizedPropertyException unknown) {
            throw fault(unknown, "extra_forbidden", "There is no member " + unknown.getPropertyName()
                    + " here. The body takes "
                    + String.join(", ", unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList())
                    + ".");
        } catch (DatabindException strange) {
            throw fault(strange, "type", "What stands there is of another kind than is expected. GET /docs shows the "
                    + "body that is.");
        } catch (JacksonException malformed) {
            throw new CallerFault(ProblemType.INVALID_REQUEST, "The body is no JSON. Send a JSON object.");
        }
    }

    /** The words are ours: the mapper's name classes of the service. */
    private static CallerFault fault(DatabindException at, String type, String message) {
        StringBuilder pointer = new StringBuilder();
        for (JacksonException.Reference step : at.getPath()) {
            String name = step.getPropertyName();
            pointer.append('/').append(
                    name == null ? Integer.toString(step.getIndex()) : name.replace("~", "~0").replace("/", "~1"));
        }
        String place = pointer.isEmpty() ? "The body" : "The field " + pointer;
        return new CallerFault(ProblemType.INVALID_REQUEST, place + " does not fit: " + message,
                List.of(new FieldError(pointer.toString(), type, message)));
    }

    private static CallerFault fault(String detail) {
        return new CallerFault(ProblemType.INVALID_REQUEST, detail);
    }
}
