package io.semblance.graph;

import java.io.IOException;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The C interface of USearch ({@code libusearch_c}), opened for the life of the process. It comes from the first of these
 * places that has it: the file that the setting {@value #SETTING} names; the jar, into which the build has packed it by
 * platform; the system's library path. Only version {@value #VERSION} is taken: the layout of its structures and what its
 * calls survive are known of no other.
 */
public final class GraphLibrary {

    /** The one version that is taken. */
    public static final String VERSION = "2.26.2";
    /** Setting that names a file. */
    public static final String SETTING = "semblance.graph.library";

    private final SymbolLookup symbols;
    private final String source;

    private GraphLibrary(SymbolLookup symbols, String source) {
        this.symbols = symbols;
        this.source = source;
    }

    /**
     * Opens the library.
     *
     * @param override the file that the setting names; then no other place is looked at
     * @throws GraphUnavailableException if there is none, or the one that is there cannot be loaded or is another version
     */
    public static GraphLibrary open(@Nullable Path override) throws GraphUnavailableException {
        return open(override, PackedLibrary.ofThisJar());
    }

    static GraphLibrary open(@Nullable Path override, PackedLibrary packed) throws GraphUnavailableException {
        if (override != null) {
            return named(override);
        }
        try {
            Optional<SymbolLookup> symbols = packed.open();
            if (symbols.isPresent()) {
                return checked(symbols.get(), "packed", "build anew from clean sources");
            }
        } catch (IOException e) {
            return ofTheSystem(new GraphUnavailableException(
                    "the packed library cannot be loaded (" + e.getMessage() + ")",
                    "it needs glibc 2.35 or newer and a directory for temporary files (-Djava.io.tmpdir) that can be "
                            + "written to and is not mounted noexec"));
        }
        return ofTheSystem(new GraphUnavailableException("this build packs no library for " + packed.platformName(),
                "build where npm and g++ are installed, or name a libusearch_c by " + SETTING));
    }

    /** Version of the library. */
    public String version() {
        return VERSION;
    }

    /** Where it comes from: {@code packed}, {@code system} or the file that the setting names. */
    public String source() {
        return source;
    }

    /** Its functions, valid as long as the process lives. */
    SymbolLookup symbols() {
        return symbols;
    }

    private static GraphLibrary named(Path file) throws GraphUnavailableException {
        String action = "name a libusearch_c of version " + VERSION + ", or leave " + SETTING
                + " out for the library that is packed";
        if (!Files.isRegularFile(file)) {
            throw new GraphUnavailableException(
                    "the setting " + SETTING + " names " + file + ", and there is no such file", action);
        }
        try {
            return checked(DynamicLinker.open(file.toAbsolutePath().toString()), file.toString(), action);
        } catch (IOException e) {
            throw new GraphUnavailableException(
                    "the setting " + SETTING + " names " + file + ", which cannot be loaded (" + e.getMessage() + ")",
                    action);
        }
    }

    /** Where the system has none either, what an operator needs to know is what the packed one lacks. */
    private static GraphLibrary ofTheSystem(GraphUnavailableException reason) throws GraphUnavailableException {
        SymbolLookup symbols;
        try {
            symbols = DynamicLinker.open(PackedLibrary.NAME);
        } catch (IOException absent) {
            reason.addSuppressed(absent);
            throw reason;
        }
        return checked(symbols, "system", "install that version, or name a library by " + SETTING);
    }

    private static GraphLibrary checked(SymbolLookup symbols, String source, String action)
            throws GraphUnavailableException {
        String version = symbols.find("usearch_version").map(DynamicLinker::text).orElse("");
        if (!version.equals(VERSION)) {
            throw new GraphUnavailableException("the library (" + source + ") "
                    + (version.isEmpty() ? "is not USearch's" : "is USearch " + version) + ", and only USearch "
                    + VERSION + " is taken", action);
        }
        return new GraphLibrary(symbols, source);
    }
}
