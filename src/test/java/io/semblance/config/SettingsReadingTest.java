package io.semblance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

/** A command reads the settings as the service would, and refuses what the service would refuse. */
class SettingsReadingTest {

    @Test
    void settingsOfTheServiceAndOfSpringAreRead() {
        SettingsReading reading = SettingsReading.read(List.of("--semblance.port=1234", "--server.ssl.bundle=own",
                "--spring.ssl.bundle.pem.own.keystore.certificate=own.pem", "--server.ssl.enabled=false"));
        assertThat(reading.settings().port()).isEqualTo(1234);
        assertThat(reading.environment().getProperty("server.ssl.bundle")).isEqualTo("own");
    }

    @Test
    void misspeltSettingIsRefusedWithTheNearestName() {
        assertThatThrownBy(() -> SettingsReading.read(List.of("--semblance.prot=1")))
                .isInstanceOfSatisfying(StartRefusedException.class, refused -> {
                    assertThat(refused.problem()).contains("semblance.prot");
                    assertThat(refused.action()).contains("semblance.port");
                });
    }

    @Test
    void valueOutOfItsRangeIsRefusedInTwoSentences() {
        assertThatThrownBy(() -> SettingsReading.read(List.of("--semblance.port=70000")))
                .isInstanceOfSatisfying(StartRefusedException.class, refused -> {
                    assertThat(refused.problem()).contains("port").contains("70000");
                    assertThat(refused.action()).contains("65535");
                });
        assertThatThrownBy(() -> SettingsReading.read(List.of("--semblance.drain=soon")))
                .isInstanceOfSatisfying(StartRefusedException.class,
                        refused -> assertThat(refused.problem()).contains("soon"));
    }
}
