package io.semblance;

import io.semblance.cli.Commands;
import io.semblance.config.SemblanceSettings;
import io.semblance.lifecycle.ThreadWatch;
import io.semblance.lifecycle.VirtualThreads;
import io.semblance.telemetry.UnblockedLog;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Start of the service or of a subcommand. What is started, and in which order, is decided in the rooms. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@EnableConfigurationProperties(SemblanceSettings.class)
@EnableScheduling
public class SemblanceApplication {

    /** Starts the service, whose arguments are Spring Boot's ({@code --semblance.port=8001}), or runs a subcommand. */
    public static void main(String[] args) {
        if (Commands.startService(args)) {
            VirtualThreads.widen();
            ThreadWatch.start();
            SpringApplication service = new SpringApplication(SemblanceApplication.class);
            service.addInitializers(new UnblockedLog());
            service.run(args);
        } else {
            System.exit(Commands.execute(args));
        }
    }
}
