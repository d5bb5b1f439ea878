package io.semblance.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;

/**
 * The committed unit.
 *
 * @param lines its assignments, {@code name=value}
 */
record SystemdUnit(List<String> lines) {

    static final Path PATH = Path.of("deploy", "systemd", "semblance.service");

    static SystemdUnit read() throws IOException {
        return new SystemdUnit(Files.readAllLines(PATH).stream()
                .filter(line -> line.contains("=") && !line.startsWith("#")).toList());
    }

    /** All values of a directive, in their order. */
    List<String> all(String directive) {
        return lines.stream().filter(line -> line.startsWith(directive + "="))
                .map(line -> line.substring(directive.length() + 1)).toList();
    }

    /** The value of a directive that occurs once. */
    String one(String directive) {
        List<String> values = all(directive);
        if (values.size() != 1) {
            throw new IllegalStateException(directive + " occurs " + values.size() + " times");
        }
        return values.getFirst();
    }

    /** Variables that it sets. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String assignment : all("Environment")) {
            int equals = assignment.indexOf('=');
            environment.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return environment;
    }

    /** The system calls that its filters leave, by name: groups are systemd's, and {@code ~} takes away. */
    TreeSet<String> systemCalls() throws IOException, InterruptedException {
        TreeSet<String> calls = new TreeSet<>();
        for (String filter : all("SystemCallFilter")) {
            boolean takesAway = filter.startsWith("~");
            for (String name : (takesAway ? filter.substring(1) : filter).split(" ", -1)) {
                if (takesAway) {
                    calls.removeAll(resolve(name));
                } else {
                    calls.addAll(resolve(name));
                }
            }
        }
        return calls;
    }

    private static List<String> resolve(String name) throws IOException, InterruptedException {
        if (!name.startsWith("@")) {
            return List.of(name);
        }
        String printed = ExternalProcess.run(ExternalTool.debian("systemd-analyze", "systemd").require().toString(),
                "syscall-filter", name).succeeded();
        List<String> calls = new ArrayList<>();
        for (String member : printed.lines().skip(1).map(String::strip).filter(line -> !line.startsWith("#"))
                .toList()) {
            calls.addAll(resolve(member));
        }
        return calls;
    }
}
