package io.semblance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphLibraryTest {

    private static final List<String> FILES = List.of(PackedLibrary.NAME, PackedLibrary.NAME + ".sha256");

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
            String name = PackedLibrary.ROOT + PackedLibrary.platform() + "/" + file;
            try (InputStream packed = GraphLibraryTest.class.getClassLoader().getResourceAsStream(name)) {
                Assumptions.assumeTrue(packed != null, "The build left the graph out: npm or g++ is missing");
                if (packed != null) {
                    Files.copy(packed, into.resolve(file));
                }
            }
        }
        return into.resolve(PackedLibrary.NAME);
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
