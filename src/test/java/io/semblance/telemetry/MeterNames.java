package io.semblance.telemetry;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** The names in {@link Meters}, for tests that must forget none. */
public final class MeterNames {

    private MeterNames() {
    }

    /** All of them, with dots. */
    public static List<String> all() {
        List<String> names = new ArrayList<>();
        for (Field field : Meters.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers()) && value(field) instanceof String name
                    && name.startsWith("semblance.")) {
                names.add(name);
            }
        }
        return names;
    }

    private static Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException notPublic) {
            throw new IllegalStateException(field.toString(), notPublic);
        }
    }
}
