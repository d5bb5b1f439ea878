package io.semblance.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names of settings as Spring Boot compares them: without case, dots, dashes and underscores, so that
 * {@code semblance.index-uri}, {@code semblance.indexUri} and {@code SEMBLANCE_INDEX_URI} are one name.
 */
final class KnownNames {

    /** JVM system properties with our prefix: read before there are settings, and from nowhere else. */
    static final List<String> SYSTEM_PROPERTIES = List.of("semblance.kernel");

    private static final Set<String> FLAT = Setting.all().stream()
            .map(setting -> flatName(setting.name())).collect(Collectors.toUnmodifiableSet());

    private KnownNames() {
    }

    /** The part after the prefix, as it is compared; indexes of list elements are dropped. */
    static String flat(String rest) {
        return rest.toLowerCase(Locale.ROOT).replaceAll("(\\[\\d+\\]|_\\d+_?)$", "").replaceAll("[^a-z0-9]", "");
    }

    /** Whether there is a setting of this flat name. */
    static boolean contains(String flat) {
        return FLAT.contains(flat);
    }

    /** The setting whose name takes the fewest edits. */
    static Setting nearest(String flat) {
        return Setting.all().stream().min(Comparator.comparingInt(setting -> distance(flat, flatName(setting.name()))))
                .orElseThrow();
    }

    private static String flatName(String name) {
        return flat(name.substring(SemblanceSettings.PREFIX.length() + 1));
    }

    /** Levenshtein distance. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
