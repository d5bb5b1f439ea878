package io.semblance.doctor;

import io.semblance.config.SemblanceSettings;
import io.semblance.config.Secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Whether the secrets can be guessed. A secret made of random bytes has nearly as many different characters as it can, so
 * the entropy of its own letters (Shannon 1948) is an upper bound that words and repetitions fail.
 */
final class SecretCheck {

    private static final int SHORT = 16;
    private static final double FEW_BITS = 56;
    private static final String REMEDY = "Make a random one: openssl rand -hex 32, in a file that"
            + " semblance.api-secret-file names.";
    /** What people write into examples, letters and digits only. */
    private static final Set<String> KNOWN = Set.of("changeme", "changeit", "change", "secret", "apisecret", "mysecret",
            "apikey", "key", "token", "password", "passw0rd", "admin", "root", "test", "demo", "example", "default",
            "semblance", "isccsearch", "opensesame", "letmein", "qwerty", "yoursecret", "yoursecrethere", "replaceme");

    private SecretCheck() {
    }

    static Finding secret(Deployment on) throws IOException {
        SemblanceSettings settings = on.settings();
        List<String> secrets = new ArrayList<>();
        add(secrets, settings.apiSecret(), settings.apiSecretFile());
        if (secrets.isEmpty() && on.isBesideService()) {
            return Finding.information(CheckName.SECRET,
                    "there is none in the settings of this command, which are not those of the service that holds the"
                            + " directory",
                    "Ask the service: GET /actuator/doctor, or run this with its variables"
                            + " (docs/how-to/check-with-doctor.md).");
        }
        if (secrets.isEmpty()) {
            return settings.insecurePublic()
                    ? Finding.error(CheckName.SECRET, "there is none, and semblance.insecure-public is set", REMEDY)
                    : Finding.information(CheckName.SECRET,
                            "there is none; whoever is on this machine may do everything", REMEDY);
        }
        add(secrets, settings.apiSecretNext(), settings.apiSecretNextFile());
        return secrets.stream().map(SecretCheck::judge)
                .reduce((a, b) -> a.severity().compareTo(b.severity()) >= 0 ? a : b).orElseThrow();
    }

    private static void add(List<String> secrets, @Nullable Secret text, @Nullable Path file) throws IOException {
        if (text != null && !text.reveal().isEmpty()) {
            secrets.add(text.reveal());
        } else if (file != null && Files.isReadable(file)) {
            String read = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            if (!read.isEmpty()) {
                secrets.add(read);
            }
        }
    }

    static Finding judge(String secret) {
        CheckName check = CheckName.SECRET;
        String word = secret.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "").replaceAll("\\d+$", "");
        if (KNOWN.contains(word) || word.isEmpty()) {
            return Finding.error(check, "it is a word that everybody tries first", REMEDY);
        }
        long bits = Math.round(bits(secret));
        String found = secret.length() + " characters, at most " + bits + " bits";
        return secret.length() < SHORT || bits < FEW_BITS
                ? Finding.warning(check, found, REMEDY)
                : Finding.fine(check, found);
    }

    private static double bits(String secret) {
        Map<Integer, Long> counts = secret.chars().boxed()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        double length = secret.length();
        return counts.values().stream().mapToDouble(count -> -count * Math.log(count / length) / Math.log(2)).sum();
    }
}
