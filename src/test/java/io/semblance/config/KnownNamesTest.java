package io.semblance.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.semblance.proof.Seeds;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownNamesTest {

    @ParameterizedTest
    @CsvSource({"indx-uri, semblance.index-uri", "prot, semblance.port", "apisecret-nxt, semblance.api-secret-next",
            "match-threshold, semblance.match-threshold-units", "metrics.pubic, semblance.metrics.public",
            "cors-origin, semblance.cors-origins"})
    void nearestNameIsTheOneThatWasMeant(String written, String meant) {
        assertThat(KnownNames.nearest(KnownNames.flat(written)).name()).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"index-uri", "indexUri", "INDEX_URI", "cors-origins[0]", "CORS_ORIGINS_1", "metrics.public",
            "METRICS_PUBLIC"})
    void spellingsThatSpringBootBindsAreKnown(String written) {
        assertThat(KnownNames.contains(KnownNames.flat(written))).isTrue();
    }

    @Test
    void distanceIsSymmetricAndObeysTheTriangle() {
        long seed = Seeds.next();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            String a = word(random);
            String b = word(random);
            String c = word(random);
            assertThat(KnownNames.distance(a, b)).describedAs("seed %d: %s %s", seed, a, b)
                    .isEqualTo(KnownNames.distance(b, a)).isLessThanOrEqualTo(
                            KnownNames.distance(a, c) + KnownNames.distance(c, b));
            assertThat(KnownNames.distance(a, b) == 0).describedAs("seed %d: %s %s", seed, a, b).isEqualTo(a.equals(b));
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(7); length > 0; length--) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }
}
