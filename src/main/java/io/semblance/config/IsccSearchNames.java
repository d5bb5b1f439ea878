package io.semblance.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The variables of iscc-search 0.3 ({@code ISCC_SEARCH_*}), so that the environment file of an existing deployment works.
 * Those with a meaning here are aliases of our settings; the others tune machinery that does not exist here and are
 * ignored with a line in the log. Only the aggregator mode refuses the start: without it the deployment would look well
 * and stay empty.
 */
final class IsccSearchNames {

    static final String PREFIX = "ISCC_SEARCH_";
    static final String AGGREGATOR_NETWORK = "ISCC_SEARCH_AGGREGATOR_NETWORK";

    private static final Map<String, String> ALIASES = aliases();

    /** Those that iscc-search knows and that have nothing to act on here. */
    static final Set<String> WITHOUT_MEANING = Set.of("WORKERS", "SHARD_SIZE_UNITS", "SHARD_SIZE_SIMPRINTS",
            "HNSW_EXPANSION_ADD_UNITS", "HNSW_EXPANSION_SEARCH_UNITS", "HNSW_CONNECTIVITY_UNITS",
            "HNSW_EXPANSION_ADD_SIMPRINTS", "HNSW_EXPANSION_SEARCH_SIMPRINTS", "HNSW_CONNECTIVITY_SIMPRINTS",
            "OVERSAMPLING_FACTOR", "FLUSH_INTERVAL", "AGGREGATOR_HUB_LIST_URL", "AGGREGATOR_POLL_INTERVAL",
            "AGGREGATOR_HUB_REFRESH_INTERVAL", "SENTRY_DSN", "SENTRY_TRACES_SAMPLE_RATE");

    private IsccSearchNames() {
    }

    /** The setting that a variable stands for; null if it has no meaning here. */
    static @Nullable String settingOf(String variable) {
        return ALIASES.get(variable.toUpperCase(Locale.ROOT));
    }

    /** The variable that stands for a setting; null if iscc-search has none. */
    static @Nullable String variableOf(String setting) {
        return ALIASES.entrySet().stream().filter(alias -> alias.getValue().equals(setting)).map(Map.Entry::getKey)
                .findFirst().orElse(null);
    }

    /** Level names of Python and uvicorn, which iscc-search takes, in ours. */
    static String value(String setting, String value) {
        if (!setting.equals("semblance.log-level")) {
            return value;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "warning" -> "warn";
            case "critical" -> "error";
            default -> value;
        };
    }

    private static Map<String, String> aliases() {
        Map<String, String> aliases = new LinkedHashMap<>();
        for (String name : new String[]{"INDEX_URI", "HOST", "PORT", "API_SECRET", "CORS_ORIGINS",
                "MATCH_THRESHOLD_UNITS", "MATCH_THRESHOLD_SIMPRINTS", "CONFIDENCE_EXPONENT", "LOG_LEVEL"}) {
            aliases.put(PREFIX + name, "semblance." + name.toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return aliases;
    }
}
