package io.semblance.config;

import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

import org.jspecify.annotations.Nullable;

/**
 * One setting by name, read from the components of {@link SemblanceSettings}, so that there is no second list to forget.
 *
 * @param name as in a file or on the command line, e.g. {@code semblance.index-uri}
 * @param defaultText the default as it would be written; null if there is none
 * @param expected what a value has to be, as the end of a sentence
 */
record Setting(String name, @Nullable String defaultText, String expected) {

    private static final List<Setting> ALL = List.copyOf(of(SemblanceSettings.PREFIX, SemblanceSettings.class));

    /** All settings in the order of the record. */
    static List<Setting> all() {
        return ALL;
    }

    /** The environment variable, e.g. {@code SEMBLANCE_INDEX_URI}. */
    String variable() {
        return variable(name);
    }

    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static List<Setting> of(String prefix, Class<?> type) {
        List<Setting> settings = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + name(type, component);
            if (component.getType().isRecord()) {
                settings.addAll(of(name, component.getType()));
            } else {
                settings.add(new Setting(name, defaultText(type, component), expected(type, component)));
            }
        }
        return settings;
    }

    private static String name(Class<?> type, RecordComponent component) {
        Name renamed = annotation(type, component, Name.class);
        return renamed == null ? dashed(component.getName()) : renamed.value();
    }

    private static @Nullable String defaultText(Class<?> type, RecordComponent component) {
        DefaultValue value = annotation(type, component, DefaultValue.class);
        return value == null || value.value().length == 0 ? null : String.join(",", value.value());
    }

    private static String expected(Class<?> type, RecordComponent component) {
        return ExpectedValue.of(parameter(type, component));
    }

    private static <A extends java.lang.annotation.Annotation> @Nullable A annotation(Class<?> type,
            RecordComponent component, Class<A> annotation) {
        return parameter(type, component).getAnnotation(annotation);
    }

    /** Some annotations are for parameters only, so they are looked for at the canonical constructor. */
    private static Parameter parameter(Class<?> type, RecordComponent component) {
        int index = List.of(type.getRecordComponents()).stream().map(RecordComponent::getName).toList()
                .indexOf(component.getName());
        return type.getDeclaredConstructors()[0].getParameters()[index];
    }

    private static String dashed(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
