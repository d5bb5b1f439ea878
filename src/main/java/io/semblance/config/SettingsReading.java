package io.semblance.config;

import java.util.List;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/**
 * Reads the settings for a command from the same sources as the service does, in the same order and as strictly, without
 * starting it.
 *
 * @param settings what the service would run with
 * @param environment Spring's own settings beside them, such as {@code server.ssl.bundle}
 */
public record SettingsReading(SemblanceSettings settings, Environment environment) {

    /** Nothing of the service, and nothing on the console: a command's results go there. */
    private static final Map<String, Object> QUIET = Map.of("logging.threshold.console", "off");

    /** The only bean; no configuration that the service would find. */
    @EnableConfigurationProperties(SemblanceSettings.class)
    static class OnlySettings {
    }

    /**
     * Reads them.
     *
     * @param words settings as on the command line, {@code --semblance.port=8001}
     * @throws StartRefusedException if the service would not start with them
     */
    public static SettingsReading read(List<String> words) {
        SpringApplication application = new SpringApplicationBuilder(OnlySettings.class).web(WebApplicationType.NONE)
                .logStartupInfo(false).registerShutdownHook(false).properties(QUIET).build();
        try (ConfigurableApplicationContext context = application.run(words.toArray(String[]::new))) {
            return new SettingsReading(context.getBean(SemblanceSettings.class), context.getEnvironment());
        } catch (RuntimeException failure) {
            throw inTwoSentences(failure);
        }
    }

    /** In the words of the analyzers that would have told the operator of the service. */
    private static RuntimeException inTwoSentences(RuntimeException failure) {
        List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, ArgumentResolver.none(), FailureHandler.handleMessage((message, cause) -> {
                }));
        for (FailureAnalyzer analyzer : analyzers) {
            FailureAnalysis analysis = analyzer.analyze(failure);
            if (analysis != null) {
                return new StartRefusedException(String.valueOf(analysis.getDescription()).strip(),
                        String.valueOf(analysis.getAction()).strip(), failure);
            }
        }
        return failure;
    }
}
