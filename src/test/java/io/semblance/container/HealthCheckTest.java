package io.semblance.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.semblance.external.ExternalProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that the image asks, before a port that takes connections and never answers, as one with TLS does to it. */
class HealthCheckTest {

    private static int asked(Map<String, String> variables) throws IOException, InterruptedException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = new HashMap<>(variables);
            environment.put("SEMBLANCE_PORT", String.valueOf(silent.getLocalPort()));
            return ExternalProcess.run(Path.of("").toAbsolutePath(), environment,
                    List.of("bash", "src/main/container/healthy")).exitCode();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVER_SSL_BUNDLE", "SERVER_SSL_CERTIFICATE", "SERVER_SSL_KEYSTORE",
            "SERVER_SSL_KEY_STORE"})
    void aPortWithTlsIsHealthyWhenItTakesConnections(String variable) throws IOException, InterruptedException {
        assertThat(asked(Map.of(variable, "own"))).isZero();
    }

    @Test
    void aPlainOneHasToAnswer() throws IOException, InterruptedException {
        assertThat(asked(Map.of())).isEqualTo(1);
        assertThat(asked(Map.of("SERVER_SSL_BUNDLE", "own", "SERVER_SSL_ENABLED", "false"))).isEqualTo(1);
    }
}
