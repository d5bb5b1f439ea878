package io.semblance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a figure means nothing without: processor, cores, memory, JDK, date, and the load of the machine at that moment,
 * because a figure taken beside other work is not the figure of a quiet machine.
 */
final class MachineFacts {

    private MachineFacts() {
    }

    static Map<String, Object> read() throws IOException {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("cpu", field("/proc/cpuinfo", "model name"));
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("memory", field("/proc/meminfo", "MemTotal"));
        facts.put("load", firstWord("/proc/loadavg"));
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("client_jdk", Runtime.version().toString());
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return facts;
    }

    private static String field(String file, String name) throws IOException {
        if (!Files.isReadable(Path.of(file))) {
            return "unknown";
        }
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst().orElse("unknown");
        }
    }

    private static String firstWord(String file) throws IOException {
        if (!Files.isReadable(Path.of(file))) {
            return "unknown";
        }
        String text = Files.readString(Path.of(file));
        return text.substring(0, text.indexOf(' '));
    }
}
