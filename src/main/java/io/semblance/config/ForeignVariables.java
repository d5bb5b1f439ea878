package io.semblance.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Environment variables that carry our prefix but are no settings. Kubernetes describes every service of a namespace to
 * every pod in variables such as {@code SEMBLANCE_PORT=tcp://10.0.0.1:8000} and {@code SEMBLANCE_SERVICE_HOST}; for a
 * service called {@code semblance} they would otherwise become settings with impossible values.
 */
final class ForeignVariables {

    private static final Pattern LINK_NAME = Pattern
            .compile("(SEMBLANCE|ISCC_SEARCH)(_.*)?_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_.*)?)");
    private static final Pattern LINK_VALUE = Pattern.compile("(tcp|udp|sctp)://.*");
    /** Options of the launcher, and the folder of test data. */
    private static final Set<String> NOT_SETTINGS = Set.of("SEMBLANCE_JAVA_OPTS", "SEMBLANCE_SHARED_DATA");

    private ForeignVariables() {
    }

    /** Whether the service must not read this variable as a setting. */
    static boolean isForeign(String name, String value) {
        String upper = name.toUpperCase(Locale.ROOT);
        return NOT_SETTINGS.contains(upper) || LINK_NAME.matcher(upper).matches()
                || (upper.endsWith("_PORT") && isOurs(upper) && LINK_VALUE.matcher(value).matches());
    }

    private static boolean isOurs(String upper) {
        return upper.startsWith("SEMBLANCE_") || upper.startsWith("ISCC_SEARCH_");
    }
}
