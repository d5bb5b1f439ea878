package io.semblance.access;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.semblance.config.Secret;
import io.semblance.config.SemblanceSettings;
import io.semblance.config.StartRefusedException;

import org.jspecify.annotations.Nullable;

/**
 * From settings to {@link Secrets}, with a refusal for every setup in which the operator believes that there is a secret
 * and nobody could present it.
 */
final class SecretsReading {

    private SecretsReading() {
    }

    static Secrets read(SemblanceSettings settings) {
        List<Supplier<@Nullable SecretDigest>> digests = new ArrayList<>();
        Supplier<@Nullable SecretDigest> current = source("api-secret", settings.apiSecret(), settings.apiSecretFile(),
                true,
                settings.insecurePublic());
        Supplier<@Nullable SecretDigest> next = source("api-secret-next", settings.apiSecretNext(),
                settings.apiSecretNextFile(), false, settings.insecurePublic());
        if (current != null) {
            digests.add(current);
        }
        if (next != null) {
            if (current == null) {
                throw new StartRefusedException(
                        "There is a second secret (semblance.api-secret-next) but no first one.",
                        "Set semblance.api-secret or semblance.api-secret-file; the second one is for rotations.");
            }
            digests.add(next);
        }
        return new Secrets(digests);
    }

    private static @Nullable Supplier<@Nullable SecretDigest> source(String name, @Nullable Secret text,
            @Nullable Path file,
            boolean required, boolean insecure) {
        if (text != null && file != null) {
            throw new StartRefusedException("Both semblance." + name + " and semblance." + name + "-file are set.",
                    "Keep one of the two.");
        }
        if (file != null) {
            return file(name, file, required, insecure);
        }
        return text == null ? null : text(name, text.reveal(), insecure);
    }

    private static @Nullable Supplier<@Nullable SecretDigest> text(String name, String secret, boolean insecure) {
        if (secret.isEmpty()) {
            if (insecure) {
                return null;
            }
            throw new StartRefusedException("The secret semblance." + name + " is empty, so nobody could present it.",
                    "Set a secret, or unset it to serve this machine only, or set semblance.insecure-public=true to serve"
                            + " everybody.");
        }
        if (!SecretDigest.isSendable(secret)) {
            throw new StartRefusedException(
                    "The secret semblance." + name + " has characters that an HTTP header cannot carry.",
                    "Use letters, digits and punctuation of ASCII, without spaces.");
        }
        SecretDigest digest = SecretDigest.of(secret);
        return () -> digest;
    }

    private static @Nullable Supplier<@Nullable SecretDigest> file(String name, Path path, boolean required,
            boolean insecure) {
        SecretFile file = new SecretFile(path, required, System::nanoTime);
        if (required && file.digest() == null) {
            if (insecure) {
                return null;
            }
            throw new StartRefusedException(
                    "The file semblance." + name + "-file=" + path
                            + " holds no secret: it is absent, unreadable, empty, or has"
                            + " characters that an HTTP header cannot carry.",
                    "Write the secret into it as one line of ASCII, and let this process read it.");
        }
        return file::digest;
    }
}
