package io.semblance.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.semblance.process.ServiceProcess;

/** What {@code deploy/horizontal/compose.yaml} starts, as processes: instances a and b behind the committed nginx. */
final class TwoInstances implements AutoCloseable {

    private static final Path CONFIGURATION = Path.of("deploy", "horizontal", "nginx");
    private static final Map<String, String> VARIABLES = Map.of("SEMBLANCE_API_SECRET", Caller.SECRET,
            "SEMBLANCE_HOST", "127.0.0.1");

    private final Path directory;
    private final Instance a;
    private final Instance b;
    private final NginxProcess nginx;
    private final Caller front;

    /** An instance, which keeps its port and data over several processes. */
    final class Instance {

        private final String name;
        private final int port = ServiceProcess.freePort();
        private ServiceProcess process;

        private Instance(String name) throws IOException {
            this.name = name;
            this.process = run();
        }

        private ServiceProcess run() throws IOException {
            Map<String, String> variables = new HashMap<>(VARIABLES);
            variables.put("SEMBLANCE_SNAPSHOTS_DIRECTORY", directory.resolve("snapshots-" + name).toString());
            return ServiceProcess.start(port, variables, "usearch://" + directory.resolve("data-" + name),
                    directory.resolve(name + ".log"), ServiceProcess.QUICK);
        }

        /** Asks it directly. */
        Caller caller() {
            return Caller.of("http://127.0.0.1:" + port);
        }

        /** SIGKILL. */
        void kill() throws InterruptedException {
            process.kill();
        }

        /** Waits until it has logged a text. */
        void awaitLogged(String text) throws IOException, InterruptedException {
            process.awaitLogged(text);
        }

        /** Another process on the same port and data. */
        void startAgain() throws IOException, InterruptedException {
            process = run().awaitReady();
        }
    }

    private TwoInstances(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.a = new Instance("a");
        this.b = new Instance("b");
        int port = ServiceProcess.freePort();
        this.nginx = NginxProcess.start(CONFIGURATION, directory, port, Map.of("10.64.11.11:8000",
                "127.0.0.1:" + a.port, "10.64.11.12:8000", "127.0.0.1:" + b.port, "listen 8000",
                "listen 127.0.0.1:" + port));
        this.front = Caller.of("http://127.0.0.1:" + port);
    }

    /** Starts all three and waits until both instances are ready. */
    static TwoInstances start(Path directory) throws IOException, InterruptedException {
        NginxProcess.program();
        TwoInstances started = new TwoInstances(directory);
        for (Instance instance : List.of(started.a, started.b)) {
            instance.process.awaitReady();
        }
        return started;
    }

    Instance a() {
        return a;
    }

    Instance b() {
        return b;
    }

    NginxProcess nginx() {
        return nginx;
    }

    /** Asks through nginx. */
    Caller front() {
        return front;
    }

    @Override
    public void close() {
        nginx.close();
        a.process.close();
        b.process.close();
    }
}
