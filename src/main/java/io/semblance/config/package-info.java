/**
 * Settings: {@link io.semblance.config.SemblanceSettings} holds all of them, the environment is read here and nowhere
 * else, and whatever makes a start impossible becomes a {@link io.semblance.config.StartRefusedException} that is shown
 * as two sentences instead of a stack trace. Every room may ask for settings; this one uses Spring Boot and {@code problem}.
 */
@NullMarked
package io.semblance.config;

import org.jspecify.annotations.NullMarked;
