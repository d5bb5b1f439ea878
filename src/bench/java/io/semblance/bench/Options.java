package io.semblance.bench;

import java.net.URI;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The {@code --name value} pairs of a command line. A name that the subcommand does not know is refused: a misspelt
 * {@code --conections} would otherwise measure something else than it says.
 */
final class Options {

    /** What every subcommand understands. */
    private static final Set<String> SHARED = Set.of("url", "index", "key", "timeout", "service", "stored", "measure",
            "pid",
            "json");

    private final TreeMap<String, String> values = new TreeMap<>();

    Options(String[] args, Set<String> own) {
        var known = new TreeSet<>(SHARED);
        known.addAll(own);
        for (int i = 1; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "Unknown option '" + args[i] + "'; known are --" + String.join(", --", known));
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("Option '" + args[i] + "' needs a value");
            }
            values.put(name, args[i + 1]);
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name, String fallback) {
        return values.getOrDefault(name, fallback);
    }

    String required(String name) {
        String value = values.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("Option '--" + name + "' is needed");
        }
        return value;
    }

    int count(String name, int fallback) {
        return has(name) ? Integer.parseInt(required(name)) : fallback;
    }

    double number(String name, double fallback) {
        return has(name) ? Double.parseDouble(required(name)) : fallback;
    }

    Target target() {
        return new Target(URI.create(required("url")), text("index", "bench"), text("key", ""),
                count("timeout", 120));
    }
}
