package io.semblance.doctor;

import io.semblance.config.SettingsReading;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Deployments to look at, made of settings as an operator writes them. */
final class Deployments {

    private Deployments() {
    }

    /** Of this machine, with data in a directory. */
    static Deployment on(Path directory, String... settings) {
        return with(Stream.concat(Stream.of("--semblance.index-uri=usearch://" + directory), Stream.of(settings))
                .toList());
    }

    /** Of this machine, with data in memory. */
    static Deployment inMemory(String... settings) {
        return with(Stream.concat(Stream.of("--semblance.index-uri=memory://"), Stream.of(settings)).toList());
    }

    private static Deployment with(List<String> settings) {
        SettingsReading reading = SettingsReading.read(settings);
        return Deployment.here(reading.settings(), reading.environment(), false);
    }
}
