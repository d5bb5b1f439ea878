package io.semblance.config;

import java.util.Locale;
import java.util.Set;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.StringUtils;

import org.jspecify.annotations.Nullable;

/**
 * Refuses the start over a setting that nobody would read: a misspelt one, wherever it was written, a stray word or
 * option on the command line, and the aggregator mode of iscc-search. Runs when logging works and before any bean is made.
 */
final class SettingsCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** The only options of Spring Boot without a dot. */
    private static final Set<String> SPRING_SWITCHES = Set.of("debug", "trace");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (StringUtils.hasText(environment.getProperty(IsccSearchNames.AGGREGATOR_NETWORK))) {
            throw new StartRefusedException(
                    IsccSearchNames.AGGREGATOR_NETWORK + " is set, but there is no aggregator mode here.",
                    "Unset it to serve your own indexes, or keep iscc-search for the aggregator.");
        }
        String words = environment.getProperty(CommandLinePropertySource.DEFAULT_NON_OPTION_ARGS_PROPERTY_NAME, "");
        if (!words.isEmpty() && !words.equals("serve")) {
            throw new StartRefusedException("The command line holds words that mean nothing here: " + words + ".",
                    "No word but serve stands among the settings; write those as --semblance.port=8001.");
        }
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof CommandLinePropertySource<?> options) {
                checkOptions(options.getPropertyNames());
            }
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                check(enumerable);
            }
        }
    }

    /** Settings of ours and of Spring Boot have dots in their names; any other word would be passed over. */
    private static void checkOptions(String... names) {
        for (String name : names) {
            if (!name.contains(".") && !SPRING_SWITCHES.contains(name)
                    && !name.equals(CommandLinePropertySource.DEFAULT_NON_OPTION_ARGS_PROPERTY_NAME)) {
                throw new StartRefusedException("The option --" + name + " does not exist.",
                        "Did you mean --" + KnownNames.nearest(KnownNames.flat(name)).name()
                                + "? Correct or remove it; docs/reference/settings.md lists all settings.");
            }
        }
    }

    private static void check(EnumerablePropertySource<?> source) {
        boolean variables = source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        for (String name : source.getPropertyNames()) {
            String flat = variables ? ofVariable(name) : ofProperty(name);
            if (flat != null && !KnownNames.contains(flat) && !isSystemProperty(source, name)) {
                refuse(name, flat, variables, source.getName());
            }
        }
    }

    private static void refuse(String name, String flat, boolean variable, String source) {
        Setting nearest = KnownNames.nearest(flat);
        String suggestion = variable ? nearest.variable() : nearest.name();
        throw new StartRefusedException(
                variable
                        ? "The environment variable " + name + " is no setting."
                        : "The setting " + name + " (from " + source + ") does not exist.",
                "Did you mean " + suggestion
                        + "? Correct or remove it; docs/reference/settings.md lists all settings.");
    }

    private static boolean isSystemProperty(PropertySource<?> source, String name) {
        return source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)
                && KnownNames.SYSTEM_PROPERTIES.contains(name);
    }

    private static @Nullable String ofVariable(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("SEMBLANCE_") ? KnownNames.flat(upper.substring("SEMBLANCE_".length())) : null;
    }

    private static @Nullable String ofProperty(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("semblance.") ? KnownNames.flat(lower.substring("semblance.".length())) : null;
    }
}
