package io.semblance.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Applies {@code semblance.log-level} to the loggers of this project. Not by a placeholder in {@code logging.level}, where a
 * wrong word would end the start before anything can be logged.
 */
final class LogLevelInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String NAME = "semblance.log-level";
    /** All of the code, and the line of each request. */
    private static final List<String> LOGGERS = List.of("io.semblance", "access");
    private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String level = context.getEnvironment().getProperty(NAME);
        if (level == null) {
            return;
        }
        if (!LEVELS.contains(level.toLowerCase(Locale.ROOT))) {
            WrittenSetting written = WrittenSetting.find(context.getEnvironment(), NAME);
            throw new StartRefusedException(
                    (written == null ? "The setting " + NAME : written.place()) + " has the value '" + level + "'.",
                    "Use one of trace, debug, info, warn and error.");
        }
        LoggingSystem logging = LoggingSystem.get(LogLevelInitializer.class.getClassLoader());
        for (String logger : LOGGERS) {
            logging.setLogLevel(logger, LogLevel.valueOf(level.toUpperCase(Locale.ROOT)));
        }
    }
}
