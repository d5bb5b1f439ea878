package io.semblance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Settings of TLS are Spring Boot's, and refused all the same when nobody would read them. */
class TlsSettingsCheckTest {

    /** TLS is off, so that the settings are read and the files, which are not there, are not. */
    private static final Map<String, Object> GOOD = Map.of("SERVER_SSL_BUNDLE", "own", "SERVER_SSL_ENABLED", "false",
            "SPRING_SSL_BUNDLE_PEM_OWN_KEYSTORE_CERTIFICATE", "file:tls.crt",
            "SPRING_SSL_BUNDLE_PEM_OWN_KEYSTORE_PRIVATEKEY", "file:tls.key",
            "SPRING_SSL_BUNDLE_PEM_OWN_KEYSTORE_VERIFYKEYS", "true", "SPRING_SSL_BUNDLE_PEM_OWN_RELOADONUPDATE",
            "true");

    @Test
    void variablesOfTheGuideAreAccepted() {
        assertThatCode(() -> check(GOOD, Map.of())).doesNotThrowAnyException();
        assertThatCode(() -> check(Map.of(), Map.of())).doesNotThrowAnyException();
    }

    @Test
    void settingsOfTheGuideAreAccepted() {
        assertThatCode(() -> check(Map.of(), Map.of("server.ssl.bundle", "own", "server.ssl.enabled", "false",
                "spring.ssl.bundle.pem.own.keystore.certificate", "file:tls.crt",
                "spring.ssl.bundle.pem.own.keystore.private-key", "file:tls.key",
                "spring.ssl.bundle.pem.own.keystore.verify-keys", "true",
                "spring.ssl.bundle.pem.own.reload-on-update", "true",
                "spring.ssl.bundle.watch.file.quiet-period", "5s"))).doesNotThrowAnyException();
    }

    @Test
    void bundleThatIsNotThereIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> check(Map.of(), Map.of("server.ssl.bundle", "own",
                "spring.ssl.bundle.pem.onw.keystore.certificate", "file:tls.crt")))
                .isInstanceOfSatisfying(StartRefusedException.class, refused -> {
                    assertThat(refused.problem())
                            .isEqualTo("server.ssl.bundle names the bundle 'own', and there is only onw.");
                    assertThat(refused.action()).contains("spring.ssl.bundle.pem.own.keystore.certificate");
                });
        assertThatThrownBy(() -> check(Map.of("SERVER_SSL_BUNDLE", "own"), Map.of()))
                .isInstanceOfSatisfying(StartRefusedException.class,
                        refused -> assertThat(refused.problem()).endsWith("and there is none."));
    }

    @ParameterizedTest
    @CsvSource({"server.ssl.bundel, own", "server.ssl.key-store-pasword, hush",
            "spring.ssl.bundel.pem.own.keystore.certificate, hush",
            "spring.ssl.bundle.pem.own.keystore.certifcate, hush",
            "spring.ssl.bundle.pem.own.reload-on-udpate, true"})
    void misspeltSettingIsRefusedByItsNameAndItsValueKept(String name, String value) {
        assertThatThrownBy(() -> check(GOOD, Map.of(name, value)))
                .isInstanceOfSatisfying(StartRefusedException.class, refused -> {
                    assertThat(refused.problem()).isEqualTo("Settings of TLS that do not exist: " + name + ".");
                    assertThat(refused.getMessage()).doesNotContain("hush");
                });
    }

    @Test
    void certificateThatIsNotThereOrIsNoneIsRefusedByItsName(@TempDir Path directory) throws IOException {
        Path absent = directory.resolve("absent.crt");
        assertThatThrownBy(() -> check(Map.of(), pair(absent, directory.resolve("absent.key"))))
                .isInstanceOfSatisfying(StartRefusedException.class, refused -> {
                    assertThat(refused.problem()).contains("cannot be read", "absent.crt");
                    assertThat(refused.action()).contains("secure-with-tls.md");
                });
        Path none = Files.writeString(directory.resolve("none.crt"), "not a certificate");
        assertThatThrownBy(() -> check(Map.of(), pair(none, none))).isInstanceOfSatisfying(StartRefusedException.class,
                refused -> assertThat(refused.problem()).contains("cannot be read"));
        assertThatThrownBy(() -> check(Map.of(), Map.of("server.ssl.certificate", "file:" + absent,
                "server.ssl.certificate-private-key", "file:" + absent)))
                .isInstanceOfSatisfying(StartRefusedException.class,
                        refused -> assertThat(refused.problem()).contains("absent.crt"));
    }

    private static Map<String, Object> pair(Path certificate, Path key) {
        return Map.of("server.ssl.bundle", "own", "spring.ssl.bundle.pem.own.keystore.certificate",
                "file:" + certificate, "spring.ssl.bundle.pem.own.keystore.private-key", "file:" + key);
    }

    @Test
    void misspeltVariableIsRefused() {
        assertThatThrownBy(() -> check(Map.of("SPRING_SSL_BUNDLE_PEM_OWN_KEYSTORE_CERTIFCATE", "file:tls.crt"),
                Map.of())).isInstanceOfSatisfying(StartRefusedException.class,
                        refused -> assertThat(refused.problem()).contains("keystore.certifcate"));
    }

    private static void check(Map<String, Object> variables, Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        variables));
        environment.getPropertySources().addFirst(new MapPropertySource("given", settings));
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.setEnvironment(environment);
            new TlsSettingsCheck().initialize(context);
        }
    }
}
