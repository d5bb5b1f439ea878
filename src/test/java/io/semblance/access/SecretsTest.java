package io.semblance.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import io.semblance.config.SemblanceSettings;
import io.semblance.config.StartRefusedException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SecretsTest {

    @Test
    void bothSecretsAreValidDuringARotation() {
        Secrets secrets = secrets(Map.of("semblance.api-secret", "one", "semblance.api-secret-next", "two"));
        assertThat(secrets.accept(List.of("one"))).isTrue();
        assertThat(secrets.accept(List.of("two"))).isTrue();
        assertThat(secrets.accept(List.of("three"))).isFalse();
    }

    @Test
    void whatIsPresentedMustBeValidInEveryHeader() {
        Secrets secrets = secrets(Map.of("semblance.api-secret", "one"));
        assertThat(secrets.accept(List.of("one", "one"))).isTrue();
        assertThat(secrets.accept(List.of("one", "two"))).isFalse();
        assertThat(secrets.accept(List.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "sesa", "sesamm", "SESAM", " sesam", "sesam\n", "sesäm", "sesam\0"})
    void textsNearTheSecretAreRefused(String near) {
        assertThat(secrets(Map.of("semblance.api-secret", "sesam")).accept(List.of(near))).isFalse();
    }

    @Test
    void noSecretAtAllMeansOpen() {
        assertThat(secrets(Map.of()).none()).isTrue();
    }

    @Test
    void emptySecretIsRefusedUnlessInsecureIsMeant() {
        assertRefused("is empty", Map.of("semblance.api-secret", ""));
        assertThat(secrets(Map.of("semblance.api-secret", "", "semblance.insecure-public", "true")).none()).isTrue();
    }

    @Test
    void setupsThatNobodyCouldMeanAreRefused() {
        assertRefused("cannot carry", Map.of("semblance.api-secret", "pässwort"));
        assertRefused("Both", Map.of("semblance.api-secret", "a", "semblance.api-secret-file", "/nonexistent"));
        assertRefused("no first one", Map.of("semblance.api-secret-next", "b"));
        assertRefused("holds no secret", Map.of("semblance.api-secret-file", "/nonexistent/secret"));
    }

    private static void assertRefused(String words, Map<String, String> settings) {
        assertThatThrownBy(() -> secrets(settings)).isInstanceOfSatisfying(StartRefusedException.class, refused -> {
            assertThat(refused.problem()).contains(words);
            assertThat(refused.action()).isNotBlank();
        });
    }

    private static Secrets secrets(Map<String, String> settings) {
        return SecretsReading.read(new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("semblance", SemblanceSettings.class));
    }
}
