package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;
import io.semblance.observed.AlertRules;
import io.semblance.observed.Windows;

/**
 * One page followed on one host under the eyes of Prometheus. Steps keep what the pages promise: {@code confirm} prints
 * something while the trouble is there, {@code verify} ends well and prints nothing once it is over, all others end well.
 */
final class Drill implements AutoCloseable {

    /** Windows of a quarter of an hour become the shortest that hold enough scrapes. */
    static final Windows SECONDS = new Windows(180);

    private static final String MAP = "README";

    private final Runbook runbook;
    private final Host host;
    private final Prometheus prometheus;
    private final Set<String> followed = new LinkedHashSet<>();
    private final List<Callers> callers = new ArrayList<>();

    private Drill(Runbook runbook, Host host, Prometheus prometheus) {
        this.runbook = runbook;
        this.host = host;
        this.prometheus = prometheus;
    }

    /** Skips the test where a program that the pages use is not installed. */
    static void requirePrograms() {
        ExternalTool.debian("prometheus", "prometheus").require();
        ExternalTool.debian("promtool", "prometheus").require();
        ExternalTool.debian("bash", "bash").require();
        ExternalTool.debian("curl", "curl").require();
    }

    static Drill of(String runbook, Host host, Windows windows, Path directory) throws IOException {
        return new Drill(Runbook.of(runbook), host,
                Prometheus.watching(host, windows, directory.resolve("prometheus")));
    }

    /** The same trouble by another page, which needs no closing of its own. */
    Drill also(String other) {
        return new Drill(Runbook.of(other), host, prometheus);
    }

    Prometheus prometheus() {
        return prometheus;
    }

    /** Callers that ask on until they are closed, at the latest with the drill. */
    Callers calling(int number, Duration pause, Callers.Request request) {
        Callers started = new Callers(number, pause, request);
        callers.add(started);
        return started;
    }

    /** Waits until an alert that links to this page fires. */
    void awaitFiring(String alert) throws IOException, InterruptedException {
        assertThat(AlertRules.alerts()).filteredOn(one -> one.name().equals(alert))
                .as("%s links to the page %s", alert, runbook.name()).singleElement()
                .matches(one -> one.runbook().equals(runbook.name()));
        Waiting.until(alert + " fires", () -> prometheus.isFiring(alert), this::state);
    }

    void awaitSilent(String alert) throws IOException, InterruptedException {
        Waiting.until(alert + " is silent", () -> !prometheus.isFiring(alert), this::state);
    }

    private String state() {
        try {
            return prometheus.state() + "\n" + host.log();
        } catch (IOException unreadable) {
            return unreadable.toString();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Follows a step here. */
    String follow(String step) throws IOException, InterruptedException {
        return follow(step, host, Map.of());
    }

    /** Follows a step on another host, with texts put in for those of the page. */
    String follow(String step, Host where, Map<String, String> texts) throws IOException, InterruptedException {
        followed.add(step);
        StringBuilder printed = new StringBuilder();
        for (Runbook.Block block : runbook.step(step)) {
            printed.append(switch (block.section()) {
                case "Confirm" -> confirm(block, where, texts);
                case "Verify" -> verify(block, where, texts);
                default -> run(block, where, texts).succeeded();
            });
        }
        return printed.toString();
    }

    private String confirm(Runbook.Block block, Host where, Map<String, String> texts)
            throws IOException, InterruptedException {
        ExternalProcess[] last = new ExternalProcess[1];
        Waiting.until(block.place() + " shows something", () -> {
            last[0] = run(block, where, texts);
            return last[0].exitCode() == 0 && !last[0].output().isBlank();
        }, () -> last[0] + "\n" + state());
        return last[0].output();
    }

    private String verify(Runbook.Block block, Host where, Map<String, String> texts)
            throws IOException, InterruptedException {
        ExternalProcess[] last = new ExternalProcess[1];
        Waiting.until(block.place() + " ends well and shows nothing", () -> {
            last[0] = run(block, where, texts);
            return last[0].exitCode() == 0 && last[0].output().isBlank();
        }, () -> last[0] + "\n" + state());
        return "";
    }

    private ExternalProcess run(Runbook.Block block, Host where, Map<String, String> texts)
            throws IOException, InterruptedException {
        String before = Runbook.of(MAP).step("before").getFirst().script();
        Map<String, String> all = new HashMap<>(texts);
        all.put("localhost:9090", prometheus.address());
        return where.shell(before + block.script(), all);
    }

    /** Every block of the page that is marked as run has been run, here or, where named, by another test. */
    void assertFollowedToTheEnd(String... elsewhere) {
        followed.addAll(List.of(elsewhere));
        assertThat(runbook.blocks()).as("steps of %s", runbook.page().path()).extracting(Runbook.Block::step)
                .isSubsetOf(followed);
    }

    @Override
    public void close() throws IOException {
        callers.forEach(Callers::close);
        prometheus.close();
        host.close();
    }
}
