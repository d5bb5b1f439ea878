package io.semblance.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.semblance.record.DataDirectory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** The checks of secret, origins, address and TLS, each both ways. */
class AccessChecksTest {

    private static final String STRONG = "--semblance.api-secret=9f2c5e81b7d04a63c1e8f7a25d90b36e4c7f1a8d2b5e6093";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"change-me", "ChangeMe123", "secret", "semblance", "open-Sesame", "password1",
            "1234567890"})
    void wordsThatEverybodyTriesAreErrors(String secret) {
        Finding finding = SecretCheck.judge(secret);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.found()).doesNotContain(secret);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k3jf8s", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "abababababababababababababab"})
    void shortAndRepeatedSecretsAreWarnings(String secret) {
        assertThat(SecretCheck.judge(secret).severity()).isEqualTo(Severity.WARNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9f2c5e81b7d04a63c1e8f7a25d90b36e", "Zm9vYmFyIHdhcyBoZXJlIDQy",
            "correct-horse-battery-staple"})
    void longSecretsAreFine(String secret) {
        assertThat(SecretCheck.judge(secret).severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void theWorseOfTwoSecretsCountsAndFilesAreRead() throws IOException {
        Path file = Files.writeString(directory.resolve("next"), "changeme\n");
        Finding finding = SecretCheck
                .secret(Deployments.inMemory(STRONG, "--semblance.api-secret-next-file=" + file));
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(SecretCheck.secret(Deployments.inMemory(STRONG)).severity()).isEqualTo(Severity.FINE);
    }

    /** Beside a secured service, without its variables: what is missing are those, not the secret. */
    @Test
    void aCommandDoesNotTakeItsOwnSettingsForThoseOfTheService() throws IOException {
        Path data = directory.resolve("data");
        try (DataDirectory held = DataDirectory.open(data)) {
            Finding finding = SecretCheck.secret(Deployments.on(held.path()));
            assertThat(finding.severity()).isEqualTo(Severity.INFORMATION);
            assertThat(finding.found()).contains("settings of this command");
            assertThat(finding.remedy()).contains("/actuator/doctor");
        }
        assertThat(SecretCheck.secret(Deployments.on(data)).remedy()).contains("openssl");
    }

    @Test
    void noSecretIsTheBusinessOfThisMachineUnlessThePortIsPublic() throws IOException {
        assertThat(SecretCheck.secret(Deployments.inMemory()).severity()).isEqualTo(Severity.INFORMATION);
        assertThat(SecretCheck.secret(Deployments.inMemory("--semblance.insecure-public=true")).severity())
                .isEqualTo(Severity.ERROR);
    }

    @Test
    void everyOriginIsAWarningWithAndAnErrorWithoutASecret() {
        String all = "--semblance.cors-origins=*";
        assertThat(AccessChecks.cors(Deployments.inMemory(all, STRONG)).severity()).isEqualTo(Severity.WARNING);
        assertThat(AccessChecks.cors(Deployments.inMemory(all)).severity()).isEqualTo(Severity.ERROR);
        assertThat(AccessChecks.cors(Deployments.inMemory("--semblance.cors-origins=https://a.example")))
                .isEqualTo(Finding.fine(CheckName.CORS, "pages of https://a.example may call"));
    }

    @Test
    void addressIsFineOnLoopbackAndWithASecretOnly() {
        assertThat(AccessChecks.address(Deployments.inMemory()).found()).contains("for this machine only");
        assertThat(AccessChecks.address(Deployments.inMemory(STRONG)).severity()).isEqualTo(Severity.FINE);
        assertThat(AccessChecks.address(Deployments.inMemory("--semblance.insecure-public=true")).severity())
                .isEqualTo(Severity.ERROR);
        Finding refused = AccessChecks.address(Deployments.inMemory("--semblance.host=0.0.0.0"));
        assertThat(refused.severity()).isEqualTo(Severity.ERROR);
        assertThat(refused.found()).contains("there is no secret");
    }

    @Test
    void tlsIsSeenHoweverItIsSetUp() {
        assertThat(AccessChecks.tls(Deployments.inMemory(STRONG)).severity()).isEqualTo(Severity.INFORMATION);
        assertThat(AccessChecks.tls(Deployments.inMemory()).severity()).isEqualTo(Severity.FINE);
        for (String setting : new String[]{"server.ssl.bundle", "server.ssl.key-store", "server.ssl.certificate"}) {
            MockEnvironment spring = new MockEnvironment().withProperty(setting, "own");
            assertThat(AccessChecks.tls(with(spring)).severity()).as(setting).isEqualTo(Severity.FINE);
            spring.setProperty("server.ssl.enabled", "false");
            assertThat(AccessChecks.tls(with(spring)).severity()).as(setting).isEqualTo(Severity.INFORMATION);
        }
    }

    /** Spring's settings alone: files that a start would read are not there. */
    private static Deployment with(MockEnvironment spring) {
        Deployment on = Deployments.inMemory(STRONG);
        return new Deployment(on.settings(), spring, on.backend(), false, on.proc(), on.cgroup(), on.run());
    }
}
