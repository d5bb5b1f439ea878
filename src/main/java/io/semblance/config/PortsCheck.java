package io.semblance.config;

import java.util.List;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

import org.jspecify.annotations.Nullable;

/**
 * Refuses Spring Boot's own names for what {@code semblance.host} and {@code semblance.port} decide. A second port for
 * management would be open on all interfaces without the secret, since the rules of {@code access} are those of the one
 * port; a {@code server.port} would win over ours without a word, a {@code server.address} would be passed over.
 */
final class PortsCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final List<String> MANAGEMENT = List.of("management.server.port", "management.server.address");
    private static final String NO_PORT = "-1";
    /** What Spring Boot's own tests set; a free port is no other one than that which somebody asked for. */
    private static final String FREE_PORT = "0";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        for (String name : MANAGEMENT) {
            String value = environment.getProperty(name);
            if (value != null && !value.equals(NO_PORT)) {
                throw new StartRefusedException(
                        place(environment, name) + " is set, which would open a second port without the secret.",
                        "Remove it: everything is served on semblance.port, /actuator too, where callers need the secret.");
            }
        }
        requireOurs(environment, "server.port", "semblance.port", FREE_PORT);
        requireOurs(environment, "server.address", "semblance.host", null);
    }

    private static void requireOurs(ConfigurableEnvironment environment, String spring, String ours,
            @Nullable String harmless) {
        String value = environment.getProperty(spring);
        if (value == null || value.equals(harmless)
                || value.equals(environment.getProperty(ours, defaultOf(ours)))) {
            return;
        }
        throw new StartRefusedException(place(environment, spring) + " has the value '" + value + "', and " + ours
                + " is another.", "Remove it and set " + ours + " (" + Setting.variable(ours) + ") instead.");
    }

    private static String place(ConfigurableEnvironment environment, String name) {
        WrittenSetting written = WrittenSetting.find(environment, name);
        return written == null ? "The setting " + name : written.place();
    }

    private static String defaultOf(String name) {
        return Setting.all().stream().filter(setting -> setting.name().equals(name)).findFirst()
                .map(Setting::defaultText).orElse("");
    }
}
