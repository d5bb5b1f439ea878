package io.semblance.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

import org.apache.commons.logging.Log;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Prepares the environment variables before anything binds to them: takes out those that are no settings
 * ({@link ForeignVariables}) and adds the aliases of iscc-search one step below our own variables, above any file.
 */
final class SettingsEnvironment implements EnvironmentPostProcessor, Ordered {

    /** Name of the property source with the aliases. */
    static final String ALIASES = "isccSearchVariables";

    private final Log log;

    SettingsEnvironment(DeferredLogFactory logs) {
        this.log = logs.getLog(SettingsEnvironment.class);
    }

    /** After Spring Boot has set up the variables, before it reads files, whose location they may name. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        MutablePropertySources sources = environment.getPropertySources();
        PropertySource<?> system = sources.get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        if (system == null || !(system.getSource() instanceof Map<?, ?> variables)) {
            return;
        }
        Map<String, Object> ours = new LinkedHashMap<>();
        variables.forEach((name, value) -> {
            if (!ForeignVariables.isForeign(name.toString(), value.toString())) {
                ours.put(name.toString(), value);
            }
        });
        sources.replace(system.getName(), new SystemEnvironmentPropertySource(system.getName(), ours));
        sources.addAfter(system.getName(), new MapPropertySource(ALIASES, aliases(ours)));
    }

    private Map<String, Object> aliases(Map<String, Object> variables) {
        Map<String, Object> aliases = new LinkedHashMap<>();
        TreeSet<String> ignored = new TreeSet<>();
        variables.forEach((name, value) -> {
            String setting = IsccSearchNames.settingOf(name);
            if (setting != null) {
                aliases.put(setting, IsccSearchNames.value(setting, value.toString()));
            } else if (isMeaningless(name)) {
                ignored.add(name);
            }
        });
        if (!ignored.isEmpty()) {
            log.warn("Ignored, since they have no meaning here: " + String.join(", ", ignored));
        }
        return aliases;
    }

    private static boolean isMeaningless(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith(IsccSearchNames.PREFIX) && !upper.equals(IsccSearchNames.AGGREGATOR_NETWORK);
    }
}
