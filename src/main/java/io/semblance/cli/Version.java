package io.semblance.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

import picocli.CommandLine.IVersionProvider;

/** Version and commit as the build wrote them into the jar; where there is no build, {@code unknown}. */
final class Version implements IVersionProvider {

    private static final String UNKNOWN = "unknown";

    @Override
    public String[] getVersion() throws IOException {
        return new String[]{"Semblance " + text() + " (commit " + property("/git.properties", "git.commit.id.abbrev")
                + ", Java " + Runtime.version() + ")"};
    }

    private static String text() throws IOException {
        return property("/META-INF/build-info.properties", "build.version");
    }

    private static String property(String resource, String name) throws IOException {
        try (InputStream in = Version.class.getResourceAsStream(resource)) {
            if (in == null) {
                return UNKNOWN;
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty(name, UNKNOWN);
        }
    }
}
