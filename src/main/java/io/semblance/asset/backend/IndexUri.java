package io.semblance.asset.backend;

import io.semblance.problem.RefusedException;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The setting that chooses a backend, as users of iscc-search write it: {@code memory://}, {@code lmdb:///path} or
 * {@code usearch:///path}. Of the URI just the path counts; a host part is dropped. Relative paths are written
 * {@code usearch:///./data}.
 *
 * @param scheme which backend
 * @param directory where it keeps its data; null for memory
 */
public record IndexUri(Scheme scheme, @Nullable Path directory) {

    private static final String EXAMPLES = "memory://, lmdb:///path, usearch:///path";

    /** The backends there are. */
    public enum Scheme {
        /** Volatile; the plain reference that the others are tested against. */
        MEMORY,
        /** On disk, prefix matching only. */
        LMDB,
        /** On disk, similarity: the default. */
        USEARCH
    }

    /**
     * Reads the setting.
     *
     * @throws RefusedException when it has no scheme, an unknown one, no path where one is needed, or one where none is
     */
    public static IndexUri parse(String uri) {
        int colon = uri.indexOf("://");
        if (colon < 0) {
            throw new RefusedException("The index URI '" + uri + "' has no scheme.",
                    "Write it with one of the supported schemes: " + EXAMPLES + ".");
        }
        Scheme scheme = scheme(uri, uri.substring(0, colon));
        if (scheme == Scheme.MEMORY && colon + 3 < uri.length()) {
            throw new RefusedException("The index URI '" + uri + "' names a place, and memory has none.",
                    "Write memory:// alone to keep nothing, or usearch:///path to keep the data there.");
        }
        return new IndexUri(scheme, scheme == Scheme.MEMORY ? null : path(uri, uri.substring(colon + 3)));
    }

    private static Scheme scheme(String uri, String name) {
        for (Scheme scheme : Scheme.values()) {
            if (scheme.name().equals(name.toUpperCase(Locale.ROOT))) {
                return scheme;
            }
        }
        throw new RefusedException("The index URI '" + uri + "' has the unknown scheme '" + name + "'.",
                "Use one of the supported schemes: " + EXAMPLES + ".");
    }

    private static Path path(String uri, String afterScheme) {
        int slash = afterScheme.indexOf('/');
        String path = slash < 0 ? "" : afterScheme.substring(slash);
        path = path.startsWith("//") ? path.substring(1) : path;
        path = path.startsWith("/./") || path.startsWith("/../") ? path.substring(1) : path;
        if (path.isEmpty() || path.equals("/")) {
            throw new RefusedException("The index URI '" + uri + "' names no directory.",
                    "Write the directory after three slashes, such as usearch:///var/lib/semblance.");
        }
        try {
            return Path.of(path).toAbsolutePath().normalize();
        } catch (InvalidPathException impossible) {
            throw new RefusedException("The index URI '" + uri + "' holds an impossible path.",
                    "Write the directory after three slashes, such as usearch:///var/lib/semblance.");
        }
    }
}
