package io.semblance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
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
    @ValueSource(strings = {"match-threshold-units=1.01", "match-threshold-units=-0.1", "match-threshold-simprints=NaN",
            "confidence-exponent=0", "port=70000", "port=eight", "drain=-1s", "drain=soon", "scan-threads=-1",
            "demo=perhaps"})
    void valueOutOfItsRangeIsRefused(String setting) {
        Throwable refused = catchThrowable(() -> start(Map.of(), "--semblance." + setting).close());
        assertThat(refused).hasCauseInstanceOf(BindException.class);
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
