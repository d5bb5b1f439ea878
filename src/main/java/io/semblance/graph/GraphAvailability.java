package io.semblance.graph;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Whether this process can build graphs: the library, or the reason why there is none. Without it everything works, and
 * all searches are exact.
 *
 * @param library the library, if there is one
 * @param reason why there is none; empty if there is one
 */
public record GraphAvailability(Optional<GraphLibrary> library, String reason) {

    /** Value of the setting {@link GraphLibrary#SETTING} that switches the graph off. */
    public static final String NONE = "none";

    /** What is loaded stays loaded, so each is looked for only once. */
    private static final Map<String, GraphAvailability> FOUND = new HashMap<>();

    public GraphAvailability {
        if (library.isPresent() != reason.isEmpty()) {
            throw new IllegalArgumentException("either a library or a reason why there is none");
        }
    }

    /**
     * Looks for the library.
     *
     * @param setting the file that {@link GraphLibrary#SETTING} names, or {@value #NONE}; null for the packed library or
     *        the system's
     * @throws GraphUnavailableException if a file is named that cannot be used: what was asked for is not replaced in
     *         silence
     */
    public static GraphAvailability find(@Nullable Path setting) throws GraphUnavailableException {
        synchronized (FOUND) {
            GraphAvailability found = FOUND.get(String.valueOf(setting));
            if (found == null) {
                found = look(setting);
                FOUND.put(String.valueOf(setting), found);
            }
            return found;
        }
    }

    private static GraphAvailability look(@Nullable Path setting) throws GraphUnavailableException {
        if (setting != null && setting.toString().equals(NONE)) {
            return without(GraphLibrary.SETTING + " is " + NONE);
        }
        try {
            return new GraphAvailability(Optional.of(GraphLibrary.open(setting)), "");
        } catch (GraphUnavailableException e) {
            if (setting != null) {
                throw e;
            }
            return without(e.sentence());
        }
    }

    /** No library, for a reason that continues "Graph: left out, searches are exact: ". */
    public static GraphAvailability without(String reason) {
        return new GraphAvailability(Optional.empty(), reason);
    }

    /** One line for the start-up log and for health. */
    public String describe() {
        return library.map(found -> "USearch " + found.version() + " (" + found.source() + ")")
                .orElse("left out, searches are exact: " + reason);
    }
}
