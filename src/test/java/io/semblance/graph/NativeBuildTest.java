package io.semblance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.semblance.external.ExternalProcess;
import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that builds the native library, in a directory and with a cache of its own. */
@BesideOthers
class NativeBuildTest {

    private static final Path SOURCES = Path.of("src", "main", "native").toAbsolutePath();

    @TempDir
    private Path directory;

    @BeforeEach
    void onLinux() {
        Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "The library is built on Linux alone");
    }

    @Test
    void emptyCacheIsFilledFromThePackageAndNothingElseIsWritten() throws Exception {
        Assumptions.assumeTrue(onPath("npm") && onPath("g++") && onPath("gcc"), "There is no npm or no g++");
        Set<String> before = tree(SOURCES);
        ExternalProcess first = build(Map.of());
        Assumptions.assumeFalse(first.output().contains("npm could not fetch"), first.output());
        assertThat(first.succeeded()).contains("Graph: USearch 2.26.2 is packed for");
        Path library = directory.resolve("out").resolve(PackedLibrary.platform()).resolve(PackedLibrary.NAME);
        assertThat(library).isNotEmptyFile();
        assertThat(GraphLibrary.open(library).version()).isEqualTo(GraphLibrary.VERSION);
        assertThat(tree(SOURCES)).isEqualTo(before);
        assertThat(tree(directory.resolve("tmp"))).as("files left behind").isEmpty();

        // Without tools now: what was built once is taken from the cache.
        Files.delete(library);
        assertThat(build(Map.of("PATH", plainTools())).succeeded())
                .contains("is packed for").contains(PackedLibrary.platform());
        assertThat(GraphLibrary.open(library).version()).isEqualTo(GraphLibrary.VERSION);
    }

    @Test
    void missingToolLeavesTheGraphOutInOneLineAndTheBuildGoesOn() throws Exception {
        Path stale = Files.createDirectories(directory.resolve("out").resolve(PackedLibrary.platform()))
                .resolve(PackedLibrary.NAME);
        Files.writeString(stale, "of an earlier build");
        String printed = build(Map.of("PATH", plainTools())).succeeded();
        assertThat(printed.lines().filter(line -> line.contains(PackedLibrary.platform()))).singleElement().asString()
                .startsWith(
                        "Graph: left out for " + PackedLibrary.platform() + ", searches are exact there: there is no ")
                .endsWith("(Debian and Ubuntu: apt-get install g++)");
        assertThat(printed).endsWith("Graph: USearch 2.26.2 is packed for no platform\n");
        assertThat(stale).doesNotExist();
    }

    @Test
    void withoutAPlaceForItsCacheTheGraphIsLeftOutInOneLineForEachPlatform() throws Exception {
        String script = SOURCES.resolve("build.sh").toString();
        String leftOut = ", searches are exact there: neither HOME nor XDG_CACHE_HOME is set, in whose cache it would be"
                + " kept (set one of them)\n";
        for (List<String> nowhere : List.of(List.of("-u", "HOME", "-u", "XDG_CACHE_HOME"),
                List.of("HOME=", "XDG_CACHE_HOME="))) {
            List<String> command = new ArrayList<>(List.of("/usr/bin/env"));
            command.addAll(nowhere);
            command.addAll(List.of("/bin/sh", script, directory.resolve("out").toString()));
            assertThat(ExternalProcess.run(directory, Map.of("USEARCH_PREBUILT", ""), command).succeeded())
                    .isEqualTo("Graph: left out for linux-x86_64" + leftOut + "Graph: left out for linux-aarch64"
                            + leftOut + "Graph: USearch 2.26.2 is packed for no platform\n");
        }
    }

    @Test
    void packageThatIsNotThePinnedOneIsRefused() throws Exception {
        Assumptions.assumeTrue(onPath("g++") && onPath("gcc"), "There is no g++");
        Path tools = Files.createDirectories(directory.resolve("fake"));
        Path npm = Files.writeString(tools.resolve("npm"), "#!/bin/sh\necho other >usearch-2.26.2.tgz\n");
        assertThat(npm.toFile().setExecutable(true)).isTrue();
        String printed = build(Map.of("PATH", tools + ":" + System.getenv("PATH"))).succeeded();
        assertThat(printed).contains("the package usearch 2.26.2 is not the one whose hash is pinned in")
                .endsWith("is packed for no platform\n");
    }

    @Test
    void prebuiltLibrariesAreTakenAsTheyAre() throws Exception {
        Path given = directory.resolve("given");
        Path library = Files.createDirectories(given.resolve("linux-aarch64")).resolve(PackedLibrary.NAME);
        Files.writeString(library, "built elsewhere");
        Files.writeString(library.resolveSibling(PackedLibrary.NAME + ".sha256"), "its hash");
        assertThat(build(Map.of("USEARCH_PREBUILT", given.toString())).succeeded())
                .isEqualTo("Graph: USearch 2.26.2 is packed for linux-aarch64\n");
        assertThat(directory.resolve("out/linux-aarch64").resolve(PackedLibrary.NAME)).hasContent("built elsewhere");
    }

    private ExternalProcess build(Map<String, String> variables) throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(Map.of("XDG_CACHE_HOME", directory.resolve("cache").toString(),
                "TMPDIR", Files.createDirectories(directory.resolve("tmp")).toString()));
        all.putAll(variables);
        return ExternalProcess.run(directory, all,
                List.of("/bin/sh", SOURCES.resolve("build.sh").toString(), directory.resolve("out").toString()));
    }

    /** A directory of links to what every system has, without npm and compilers. */
    private String plainTools() throws IOException {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : List.of("sh", "cat", "cmp", "cp", "cut", "dirname", "grep", "mkdir", "mktemp", "mv", "rm",
                "sha256sum", "sha512sum", "tar", "tr", "uname")) {
            Path link = tools.resolve(tool);
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, found(tool).findFirst().orElseThrow());
            }
        }
        return tools.toString();
    }

    private static boolean onPath(String tool) {
        return found(tool).findAny().isPresent();
    }

    private static Stream<Path> found(String tool) {
        return Stream.of(System.getenv("PATH").split(":", -1)).map(part -> Path.of(part, tool))
                .filter(Files::isExecutable);
    }

    private static Set<String> tree(Path top) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(file -> !file.equals(top)).map(Path::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
