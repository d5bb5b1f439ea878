package io.semblance.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;

import io.semblance.config.SemblanceSettings;
import io.semblance.config.StartRefusedException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ListenAddressTest {

    @Test
    void withoutSecretAndHostItIsLoopback() {
        assertThat(address(null, false, false).address().isLoopbackAddress()).isTrue();
    }

    @Test
    void withASecretItIsEveryInterface() {
        assertThat(address(null, true, false).address().isAnyLocalAddress()).isTrue();
    }

    @Test
    void insecurePublicOpensEveryInterface() {
        assertThat(address(null, false, true).address().isAnyLocalAddress()).isTrue();
        assertThat(address("0.0.0.0", false, true).address().isAnyLocalAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "127.8.8.8"})
    void loopbackNeedsNoSecret(String host) {
        assertThat(address(host, false, false).address().isLoopbackAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void publicHostWithoutSecretIsRefused(String host) {
        assertThatThrownBy(() -> address(host, false, false)).isInstanceOfSatisfying(StartRefusedException.class,
                refused -> {
                    assertThat(refused.problem()).contains(host).contains("no secret");
                    assertThat(refused.action()).contains("semblance.api-secret")
                            .contains("semblance.insecure-public=true");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"host.invalid", "203.0.113.7", "*"})
    void addressOfAnotherMachineIsRefused(String host) {
        assertThatThrownBy(() -> address(host, true, false)).isInstanceOfSatisfying(StartRefusedException.class,
                refused -> assertThat(refused.problem()).contains(host).contains("no address of this machine"));
    }

    @Test
    void urlWorksOnThisMachine() {
        assertThat(address(null, true, false).url("http", 8000)).isEqualTo("http://localhost:8000");
        assertThat(address("127.0.0.1", true, false).url("http", 8000)).isEqualTo("http://127.0.0.1:8000");
    }

    private static ListenAddress address(@Nullable String host, boolean secured, boolean insecure) {
        Map<String, String> settings = new HashMap<>();
        settings.put("semblance.insecure-public", Boolean.toString(insecure));
        if (host != null) {
            settings.put("semblance.host", host);
        }
        return ListenAddress.of(new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("semblance",
                SemblanceSettings.class), secured);
    }
}
