package io.semblance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphLibraryTest {

    private static final List<String> FILES = List.of(PackedLibrary.NAME, PackedLibrary.NAME + ".sha256");

    /** Where a file of machine code says for which processors it is. */
    private static final int ELF_MACHINE = 18;

    @TempDir
    private Path directory;

    @Test
    void whatTheBuildPackedIsTheVersionThatTheScriptNames() throws Exception {
        unpack();
        GraphLibrary library = GraphLibrary.open(null);
        assertThat(library.source()).isEqualTo("packed");
        assertThat(library.version()).isEqualTo(GraphLibrary.VERSION);
        assertThat(Files.readString(Path.of("src/main/native/build.sh"))).contains("\nversion=" + GraphLibrary.VERSION
                + "\n");
        assertThat(library.symbols().find("usearch_search")).isPresent();
    }

    @Test
    void symbolsOfTheKernelLibraryAreHidden() throws Exception {
        unpack();
        assertThat(GraphLibrary.open(null).symbols().find("nk_find_kernel_punned")).isEmpty();
    }

    /** Of the cross-built one, which cannot be loaded here. */
    @ParameterizedTest
    @CsvSource({"linux-x86_64, 62", "linux-aarch64, 183"})
    void eachPackedLibraryIsForItsProcessorAndHasItsHashBesideIt(String platform, int machine) throws Exception {
        byte[] library = packed(platform, PackedLibrary.NAME);
        assertThat(ByteBuffer.wrap(library).order(ByteOrder.LITTLE_ENDIAN).getShort(ELF_MACHINE))
                .isEqualTo((short) machine);
        String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(library));
        assertThat(new String(packed(platform, PackedLibrary.NAME + ".sha256"), StandardCharsets.US_ASCII).strip())
                .isEqualTo(hash);
    }

    @Test
    void nothingIsLeftOnDisk() throws Exception {
        unpack();
        List<Path> before = temporary();
        GraphLibrary.open(null);
        assertThat(temporary()).isSubsetOf(before);
    }

    @Test
    void flippedByteIsRefusedInWords() throws Exception {
        Path library = unpack();
        byte[] bytes = Files.readAllBytes(library);
        bytes[bytes.length / 2] ^= 1;
        Files.write(library, bytes);
        assertThatThrownBy(() -> GraphLibrary.open(null, packedIn(directory)))
                .isInstanceOf(GraphUnavailableException.class)
                .hasMessageContaining("the packed library is damaged, its SHA-256 is ")
                .hasMessageEndingWith("; copy the jar anew from where it was built");
    }

    @Test
    void copyBesideTheJarIsTakenOnlyIfItIsTheSame() throws Exception {
        Path library = unpack();
        Path same = Files.copy(library, directory.resolve("same.so"));
        assertThat(GraphLibrary.open(null, packedWithCopy(same)).source()).isEqualTo("packed");
        // Not loadable at all: were more of it looked at than its hash, this would fail.
        Path other = Files.writeString(directory.resolve("other.so"), "something else");
        assertThat(GraphLibrary.open(null, packedWithCopy(other)).source()).isEqualTo("packed");
    }

    @Test
    void absentResourceIsToldWithThePlatformAndWhatToDo() {
        PackedLibrary none = new PackedLibrary(name -> null, Optional.empty(), "linux-riscv64");
        assertThatThrownBy(() -> GraphLibrary.open(null, none)).isInstanceOf(GraphUnavailableException.class)
                .hasMessage("this build packs no library for linux-riscv64; build where npm and g++ are installed, or "
                        + "name a libusearch_c by semblance.graph.library");
    }

    @Test
    void fileThatTheSettingNamesWins() throws Exception {
        Path library = unpack();
        GraphLibrary named = GraphLibrary.open(library);
        assertThat(named.source()).isEqualTo(library.toString());
        assertThat(named.symbols().find("usearch_init")).isPresent();
    }

    @Test
    void namedFileThatCannotBeUsedIsRefusedInWords() throws Exception {
        Path absent = directory.resolve("absent.so");
        assertThatThrownBy(() -> GraphLibrary.open(absent)).isInstanceOf(GraphUnavailableException.class)
                .hasMessageStartingWith(
                        "the setting semblance.graph.library names " + absent + ", and there is no such file; ");
        Path text = Files.writeString(directory.resolve("text.so"), "This is a text and no library. ".repeat(200));
        assertThatThrownBy(() -> GraphLibrary.open(text)).isInstanceOf(GraphUnavailableException.class)
                .hasMessageStartingWith(
                        "the setting semblance.graph.library names " + text + ", which cannot be loaded (")
                .hasMessageContaining("invalid ELF header");
    }

    @Test
    void libraryOfAnotherKindIsRefusedInWords() {
        Path other = Path.of(System.getProperty("java.home"), "lib", "libzip.so");
        Assumptions.assumeTrue(Files.isRegularFile(other), "This Java has no lib/libzip.so to try");
        assertThatThrownBy(() -> GraphLibrary.open(other)).isInstanceOf(GraphUnavailableException.class)
                .hasMessageStartingWith(
                        "the library (" + other + ") is not USearch's, and only USearch 2.26.2 is taken; ");
    }

    /** The packed library with its hash in a directory of the test, which it may change. */
    private Path unpack() throws IOException {
        Path into = Files.createDirectories(directory.resolve(PackedLibrary.ROOT + PackedLibrary.platform()));
        for (String file : FILES) {
            Files.write(into.resolve(file), packed(PackedLibrary.platform(), file));
        }
        return into.resolve(PackedLibrary.NAME);
    }

    private static byte[] packed(String platform, String file) throws IOException {
        URL packed = GraphLibraryTest.class.getClassLoader().getResource(PackedLibrary.ROOT + platform + "/" + file);
        Assumptions.assumeTrue(packed != null, "The build left the graph out for " + platform
                + ": npm or the compiler is missing");
        try (InputStream stream = Objects.requireNonNull(packed).openStream()) {
            return stream.readAllBytes();
        }
    }

    private PackedLibrary packedWithCopy(Path copy) {
        return new PackedLibrary(resourcesIn(directory), Optional.of(copy), PackedLibrary.platform());
    }

    private static PackedLibrary packedIn(Path directory) {
        return new PackedLibrary(resourcesIn(directory), Optional.empty(), PackedLibrary.platform());
    }

    private static Function<String, @Nullable URL> resourcesIn(Path directory) {
        return name -> {
            try {
                return directory.resolve(name).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(name, e);
            }
        };
    }

    private static List<Path> temporary() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(file -> file.getFileName().toString().startsWith("semblance-graph-")).toList();
        }
    }
}
