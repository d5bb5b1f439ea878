package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The jar passes the work of others on; NOTICE says whose it is and under which licence. */
class PackedLibrariesIT {

    private static final Pattern PACKED = Pattern.compile("BOOT-INF/lib/(.+?)-\\d.*\\.jar");
    /** A line of the list: two spaces, then names with {@code *} for any ending, separated by commas. */
    private static final Pattern NAMED = Pattern.compile(" {2}([a-zA-Z0-9.*-]+(?:, [a-zA-Z0-9.*-]+)*),?");

    @Test
    void noticeNamesEveryPackedLibraryAndNoOther() throws IOException {
        Set<String> packed = packed();
        List<String> named = named();
        assertThat(packed).allSatisfy(library -> assertThat(named).anyMatch(name -> covers(name, library)));
        assertThat(named).allSatisfy(name -> assertThat(packed).anyMatch(library -> covers(name, library)));
    }

    private static Set<String> packed() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            Path jar = files.filter(file -> file.getFileName().toString().matches("semblance-[^-]*(-SNAPSHOT)?\\.jar"))
                    .findFirst().orElseThrow();
            try (JarFile open = new JarFile(jar.toFile())) {
                return open.stream().map(entry -> PACKED.matcher(entry.getName())).filter(Matcher::matches)
                        .map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
            }
        }
    }

    private static List<String> named() throws IOException {
        return Files.readAllLines(Path.of("NOTICE")).stream().map(NAMED::matcher).filter(Matcher::matches)
                .flatMap(match -> Stream.of(match.group(1).split(", ", -1))).toList();
    }

    private static boolean covers(String name, String library) {
        return name.endsWith("*") ? library.startsWith(name.substring(0, name.length() - 1)) : library.equals(name);
    }
}
