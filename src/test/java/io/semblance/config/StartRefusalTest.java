package io.semblance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Settings that refuse the start; the words as the operator sees them are in StartRefusalsIT. */
class StartRefusalTest {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SemblanceSettings.class)
    static class OnlySettings {
    }

    @Test
    void misspeltArgumentIsRefusedWithTheNearestName() {
        assertThatThrownBy(() -> start(Map.of(), "--semblance.indx-uri=memory://"))
                .isInstanceOfSatisfying(StartRefusedException.class, refused -> {
                    assertThat(refused.problem())
                            .isEqualTo("The setting semblance.indx-uri (from commandLineArgs) does not exist.");
                    assertThat(refused.action()).startsWith("Did you mean semblance.index-uri?");
                });
    }

    @Test
    void misspeltVariableIsRefusedWithTheNearestVariable() {
        assertThatThrownBy(() -> start(Map.of("SEMBLANCE_API_SECRETS", "x")))
                .isInstanceOfSatisfying(StartRefusedException.class, refused -> {
                    assertThat(refused.problem())
                            .isEqualTo("The environment variable SEMBLANCE_API_SECRETS is no setting.");
                    assertThat(refused.action()).startsWith("Did you mean SEMBLANCE_API_SECRET?");
                });
    }

    @Test
    void kernelPropertyIsNoVariable() {
        assertThatThrownBy(() -> start(Map.of("SEMBLANCE_KERNEL", "scalar")))
                .isInstanceOf(StartRefusedException.class);
    }

    @Test
    void aggregatorModeIsRefused() {
        assertThatThrownBy(() -> start(Map.of("ISCC_SEARCH_AGGREGATOR_NETWORK", "testnet")))
                .isInstanceOfSatisfying(StartRefusedException.class,
                        refused -> assertThat(refused.problem()).contains("no aggregator mode"));
    }

    @Test
    void wordOnTheCommandLineIsRefused() {
        assertThatThrownBy(() -> start(Map.of(), "doctor")).isInstanceOfSatisfying(StartRefusedException.class,
                refused -> assertThat(refused.problem()).contains("doctor"));
    }

    @Test
    void unknownLogLevelIsRefused() {
        assertThatThrownBy(() -> start(Map.of(), "--semblance.log-level=loud")).isInstanceOfSatisfying(
                StartRefusedException.class, refused -> assertThat(refused.problem()).contains("loud"));
    }

    @Test
    void serveAndLauncherVariablesAreAccepted() {
        try (ConfigurableApplicationContext context = start(
                Map.of("SEMBLANCE_JAVA_OPTS", "-Xmx1g", "ISCC_SEARCH_AGGREGATOR_NETWORK", "", "SEMBLANCE_PORT",
                        "tcp://10.0.0.1:80"),
                "serve", "--semblance.cors-origins[0]=https://a.example")) {
            assertThat(context.getBean(SemblanceSettings.class).corsOrigins()).containsExactly("https://a.example");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            match-threshold-units=1.01 | must be a number, 0 to 1.
            match-threshold-units=-0.1 | must be a number, 0 to 1.
            match-threshold-simprints=NaN | must be a number, 0 to 1.
            confidence-exponent=0 | must be a whole number, 1 to 64.
            confidence-exponent=0.5 | must be a whole number, 1 to 64.
            port=70000 | must be a whole number, 0 to 65535.
            port=eight | must be a whole number, 0 to 65535.
            drain=-1s | must be a time such as 500ms, 30s or 2m, 0s to 10m.
            drain=soon | must be a time such as 500ms, 30s or 2m, 0s to 10m.
            scan-threads=-1 | must be a whole number, 0 to 1024.
            graph.min-recall=2 | must be a number, 0 to 1.
            graph.save-changes=0 | must be a whole number, at least 1.
            snapshots.interval=5s | must be a time such as 500ms, 30s or 2m, 1m to 8784h.
            metrics.public=often | must be true or false.
            demo=perhaps | must be true or false.
            """)
    void valueThatMakesNoSenseIsRefusedByNameWithWhatItMustBe(String setting, String expected) {
        String name = "semblance." + setting.substring(0, setting.indexOf('='));
        String value = setting.substring(setting.indexOf('=') + 1);
        assertThatThrownBy(() -> start(Map.of(), "--semblance." + setting).close())
                .isInstanceOfSatisfying(StartRefusedException.class, refused -> {
                    assertThat(refused.problem()).isEqualTo(
                            "The setting " + name + " (from commandLineArgs) has the value '" + value + "'.");
                    assertThat(refused.action())
                            .isEqualTo(name + " " + expected + " docs/reference/settings.md describes all settings.");
                });
        String variable = Setting.variable(name);
        assertThatThrownBy(() -> start(Map.of(variable, value)).close())
                .isInstanceOfSatisfying(StartRefusedException.class, refused -> assertThat(refused.problem())
                        .isEqualTo("The environment variable " + variable + " has the value '" + value + "'."));
    }

    @Test
    void aliasIsNamedAsItWasWritten() {
        assertThatThrownBy(() -> start(Map.of("ISCC_SEARCH_CONFIDENCE_EXPONENT", "0.5")).close())
                .isInstanceOfSatisfying(StartRefusedException.class, refused -> assertThat(refused.problem()).isEqualTo(
                        "The environment variable ISCC_SEARCH_CONFIDENCE_EXPONENT has the value '0.5'."));
    }

    @Test
    void everyFaultyValueIsTold() {
        assertThatThrownBy(() -> start(Map.of("SEMBLANCE_SCAN_THREADS", "-3"), "--semblance.port=99999").close())
                .isInstanceOfSatisfying(StartRefusedException.class,
                        refused -> assertThat(refused.problem()).contains("SEMBLANCE_SCAN_THREADS has the value '-3'.",
                                "semblance.port (from commandLineArgs) has the value '99999'."));
    }

    @ParameterizedTest
    @CsvSource({"--port=9, semblance.port", "--hots=0.0.0.0, semblance.host",
            "--index-uri=memory://, semblance.index-uri"})
    void optionWithoutAPrefixIsRefusedWithTheNearestName(String option, String nearest) {
        assertThatThrownBy(() -> start(Map.of(), "serve", option)).isInstanceOfSatisfying(StartRefusedException.class,
                refused -> {
                    assertThat(refused.problem())
                            .isEqualTo("The option " + option.substring(0, option.indexOf('=')) + " does not exist.");
                    assertThat(refused.action()).startsWith("Did you mean --" + nearest + "?");
                });
    }

    @ParameterizedTest
    @CsvSource({"MANAGEMENT_SERVER_PORT, 9001, second port", "MANAGEMENT_SERVER_ADDRESS, 0.0.0.0, second port",
            "SERVER_PORT, 9000, semblance.port is another", "SERVER_ADDRESS, 0.0.0.0, semblance.host is another"})
    void portsOfSpringAreRefused(String variable, String value, String words) {
        assertThatThrownBy(() -> start(Map.of(variable, value))).isInstanceOfSatisfying(StartRefusedException.class,
                refused -> assertThat(refused.problem()).contains(variable, words));
    }

    @Test
    void portsOfSpringThatAgreeAreAccepted() {
        try (ConfigurableApplicationContext context = start(Map.of("SERVER_PORT", "9000", "SEMBLANCE_PORT", "9000",
                "SERVER_ADDRESS", "127.0.0.1", "MANAGEMENT_SERVER_PORT", "-1"), "--semblance.host=127.0.0.1")) {
            assertThat(context.getBean(SemblanceSettings.class).port()).isEqualTo(9000);
        }
    }

    private static ConfigurableApplicationContext start(Map<String, Object> variables, String... arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        variables));
        return new SpringApplicationBuilder(OnlySettings.class).web(WebApplicationType.NONE).environment(environment)
                .logStartupInfo(false).run(arguments);
    }
}
