package io.semblance.config;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

import org.jspecify.annotations.Nullable;

/**
 * A setting as somebody wrote it: which of the places that may hold it won, under which name, and the text there.
 *
 * @param place names the setting or the variable and where it stands, as the beginning of a sentence
 * @param value the text, shortened if it is long
 */
record WrittenSetting(String place, String value) {

    private static final int SHOWN_CHARACTERS = 100;

    /** Finds where a setting was written; null if nowhere. */
    static @Nullable WrittenSetting find(ConfigurableEnvironment environment, String name) {
        ConfigurationPropertyName wanted = ConfigurationPropertyName.of(name);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty property = source.getConfigurationProperty(wanted);
            if (property != null) {
                return new WrittenSetting(place(name, source, property), shown(String.valueOf(property.getValue())));
            }
        }
        return null;
    }

    private static String place(String name, ConfigurationPropertySource source, ConfigurationProperty property) {
        String holder = source.getUnderlyingSource() instanceof PropertySource<?> holding ? holding.getName() : "";
        Origin origin = property.getOrigin();
        if (holder.equals(SettingsEnvironment.ALIASES)) {
            return "The environment variable " + IsccSearchNames.variableOf(name);
        }
        if (holder.equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
            return "The environment variable " + Setting.variable(name);
        }
        if (origin instanceof TextResourceOrigin text) {
            return "The setting " + name + " (from " + text + ")";
        }
        return "The setting " + name + (holder.isEmpty() ? "" : " (from " + holder + ")");
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
