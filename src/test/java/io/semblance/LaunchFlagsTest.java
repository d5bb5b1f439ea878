package io.semblance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** The flags that the parts need stand in pom.xml; whatever starts the service in another way passes the same. */
class LaunchFlagsTest {

    @Test
    void launcherPassesTheFlagsOfThePom() throws IOException {
        assertThat(found("bin/semblance", "FLAGS=\"([^\"]+)\"")).isEqualTo(flagsOfThePom());
    }

    @Test
    void imagePassesTheFlagsOfThePom() throws IOException {
        assertThat(found("Dockerfile", "--add-options=\"([^\"]+)\"")).contains(flagsOfThePom());
    }

    private static String flagsOfThePom() throws IOException {
        return found("pom.xml", "<jvm.flags>([^<]+)</jvm.flags>");
    }

    private static String found(String file, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
        assertThat(matcher.find()).describedAs("%s in %s", pattern, file).isTrue();
        return matcher.group(1);
    }
}
