package io.semblance.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsEnvironmentTest {

    @Test
    void variableOfEachSettingIsRead() {
        assertThat(settings(Map.of("SEMBLANCE_INDEX_URI", "memory://", "SEMBLANCE_METRICS_PUBLIC", "true",
                "SEMBLANCE_DRAIN", "5s", "SEMBLANCE_CORS_ORIGINS", "https://a.example, https://b.example")))
                .satisfies(settings -> {
                    assertThat(settings.indexUri()).isEqualTo("memory://");
                    assertThat(settings.metrics().open()).isTrue();
                    assertThat(settings.drain()).hasSeconds(5);
                    assertThat(settings.corsOrigins()).containsExactly("https://a.example", "https://b.example");
                });
    }

    @Test
    void variablesOfIsccSearchAreAliases() {
        SemblanceSettings settings = settings(Map.of("ISCC_SEARCH_INDEX_URI", "lmdb:///srv/data", "ISCC_SEARCH_HOST",
                "127.0.0.1", "ISCC_SEARCH_PORT", "9001", "ISCC_SEARCH_API_SECRET", "s3cret", "ISCC_SEARCH_CORS_ORIGINS",
                "*",
                "ISCC_SEARCH_MATCH_THRESHOLD_UNITS", "0.5", "ISCC_SEARCH_MATCH_THRESHOLD_SIMPRINTS", "0.6",
                "ISCC_SEARCH_CONFIDENCE_EXPONENT", "3", "iscc_search_log_level", "WARNING"));
        assertThat(settings.indexUri()).isEqualTo("lmdb:///srv/data");
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(9001);
        assertThat(settings.apiSecret()).isNotNull().extracting(Secret::reveal).isEqualTo("s3cret");
        assertThat(settings.corsOrigins()).containsExactly("*");
        assertThat(settings.matchThresholdUnits()).isEqualTo(0.5);
        assertThat(settings.matchThresholdSimprints()).isEqualTo(0.6);
        assertThat(settings.confidenceExponent()).isEqualTo(3);
        assertThat(settings.logLevel()).isEqualTo("warn");
    }

    @Test
    void ourOwnVariableWinsOverTheAlias() {
        assertThat(settings(Map.of("ISCC_SEARCH_PORT", "9001", "SEMBLANCE_PORT", "9002")).port()).isEqualTo(9002);
    }

    @Test
    void serviceLinksOfKubernetesAreNoSettings() {
        SemblanceSettings settings = settings(Map.of("SEMBLANCE_PORT", "tcp://10.0.0.1:8000", "SEMBLANCE_SERVICE_HOST",
                "10.0.0.1", "SEMBLANCE_SERVICE_PORT", "8000", "SEMBLANCE_SERVICE_PORT_HTTP", "8000",
                "SEMBLANCE_PORT_8000_TCP", "tcp://10.0.0.1:8000", "SEMBLANCE_PORT_8000_TCP_ADDR", "10.0.0.1",
                "SEMBLANCE_METRICS_PORT", "tcp://10.0.0.2:9000", "ISCC_SEARCH_PORT", "tcp://10.0.0.3:8000"));
        assertThat(settings.port()).isEqualTo(8000);
        assertThat(settings.host()).isNull();
    }

    @Test
    void secretsAreNeverPrinted() {
        SemblanceSettings settings = settings(
                Map.of("SEMBLANCE_API_SECRET", "hush", "SEMBLANCE_API_SECRET_NEXT", "hush2"));
        assertThat(settings.toString()).doesNotContain("hush");
    }

    @Test
    void everyVariableOfIsccSearchIsEitherAnAliasOrKnownToBeMeaningless() {
        List<String> names = List.of("INDEX_URI", "API_SECRET", "CORS_ORIGINS", "HOST", "PORT", "WORKERS",
                "SHARD_SIZE_UNITS", "SHARD_SIZE_SIMPRINTS", "HNSW_EXPANSION_ADD_UNITS", "HNSW_EXPANSION_SEARCH_UNITS",
                "HNSW_CONNECTIVITY_UNITS", "HNSW_EXPANSION_ADD_SIMPRINTS", "HNSW_EXPANSION_SEARCH_SIMPRINTS",
                "HNSW_CONNECTIVITY_SIMPRINTS", "MATCH_THRESHOLD_UNITS", "MATCH_THRESHOLD_SIMPRINTS",
                "CONFIDENCE_EXPONENT",
                "OVERSAMPLING_FACTOR", "FLUSH_INTERVAL", "AGGREGATOR_HUB_LIST_URL", "AGGREGATOR_POLL_INTERVAL",
                "AGGREGATOR_HUB_REFRESH_INTERVAL", "LOG_LEVEL", "SENTRY_DSN", "SENTRY_TRACES_SAMPLE_RATE");
        assertThat(names).allSatisfy(name -> assertThat(
                IsccSearchNames.settingOf("ISCC_SEARCH_" + name) != null
                        ^ IsccSearchNames.WITHOUT_MEANING.contains(name))
                .isTrue());
    }

    private static SemblanceSettings settings(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new HashMap<>(variables)));
        ConfigurationPropertySources.attach(environment);
        new SettingsEnvironment(SettingsEnvironmentTest::log).postProcessEnvironment(environment,
                new SpringApplication());
        return Binder.get(environment).bindOrCreate("semblance", SemblanceSettings.class);
    }

    private static Log log(Supplier<Log> destination) {
        return LogFactory.getLog(SettingsEnvironment.class);
    }
}
