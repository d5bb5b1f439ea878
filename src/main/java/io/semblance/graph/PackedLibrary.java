package io.semblance.graph;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.SymbolLookup;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The library that the build has packed into the jar for this platform. A file that is to be loaded has to lie on disk, so
 * it is written into a directory that nobody else can enter, compared with the hash that the build has packed beside it,
 * opened, and deleted at once: the system keeps what is open, and nothing is left behind by whatever ends the process. An
 * image can spare the writing by a copy in the directory {@code native} beside the jar, which must have the same hash.
 */
final class PackedLibrary {

    /** Where the build puts it, by platform. */
    static final String ROOT = "io/semblance/graph/native/";
    /** Name of the file. */
    static final String NAME = "libusearch_c.so";

    private final Function<String, @Nullable URL> resources;
    private final Optional<Path> copy;
    private final String platform;

    PackedLibrary(Function<String, @Nullable URL> resources, Optional<Path> copy, String platform) {
        this.resources = resources;
        this.copy = copy;
        this.platform = platform;
    }

    /** That of this jar, for this machine. */
    static PackedLibrary ofThisJar() {
        return new PackedLibrary(PackedLibrary.class.getClassLoader()::getResource, besideTheJar(), platform());
    }

    /** Operating system and processor family, as the build names them: {@code linux-x86_64}. */
    static String platform() {
        String family = System.getProperty("os.arch", "");
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).replace(' ', '-') + "-"
                + (family.equals("amd64") ? "x86_64" : family);
    }

    /** The platform it is for. */
    String platformName() {
        return platform;
    }

    /**
     * Its functions, or nothing if this build has none for the platform.
     *
     * @throws GraphUnavailableException if it is not what the build packed
     * @throws IOException if it cannot be written or loaded here
     */
    Optional<SymbolLookup> open() throws GraphUnavailableException, IOException {
        URL library = resources.apply(ROOT + platform + "/" + NAME);
        URL hash = resources.apply(ROOT + platform + "/" + NAME + ".sha256");
        if (library == null || hash == null) {
            return Optional.empty();
        }
        String expected = new String(read(hash), StandardCharsets.US_ASCII).strip();
        if (copy.isPresent() && sha256(copy.get()).equals(expected)) {
            return Optional.of(DynamicLinker.open(copy.get().toString()));
        }
        return Optional.of(extracted(read(library), expected));
    }

    private static SymbolLookup extracted(byte[] library, String expected)
            throws IOException, GraphUnavailableException {
        Path directory = Files.createTempDirectory("semblance-graph-"); // mode 700 wherever there are modes
        Path file = directory.resolve(NAME);
        try {
            Files.write(file, library);
            String found = sha256(file);
            if (!found.equals(expected)) {
                throw new GraphUnavailableException(
                        "the packed library is damaged, its SHA-256 is " + found + " and not " + expected,
                        "copy the jar anew from where it was built");
            }
            return DynamicLinker.open(file.toString());
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(directory);
        }
    }

    private static Optional<Path> besideTheJar() {
        CodeSource source = PackedLibrary.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null || !source.getLocation().getProtocol().equals("file")) {
            return Optional.empty();
        }
        Path jar = Path.of(URI.create(source.getLocation().toString()));
        return Optional.of(jar.resolveSibling("native").resolve(NAME)).filter(Files::isRegularFile);
    }

    private static byte[] read(URL resource) throws IOException {
        try (InputStream stream = resource.openStream()) {
            return stream.readAllBytes();
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
