package io.semblance.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Test;

/** Whatever the text, parsing ends in a value or in {@link IsccFormatException} with a short sentence. */
@BesideOthers
class FuzzTest {

    private static final List<Consumer<String>> PARSERS = List.of(IsccUnit::parse, IsccId::parse, IsccCode::decompose,
            Simprint::parse, Simprint::decode, UnitType::ofName);

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static final String ODD = "ISCC:iscc=-_+/ \n\t\u0000\u007f\u0080\u00dfıſK\uD800\uDC00\uFFFF0189az";

    @Test
    void mutatedCodesThrowNothingButTheDocumentedException() {
        long seed = 20_240_504;
        RandomCodes random = new RandomCodes(seed);
        for (int i = 0; i < 200_000; i++) {
            tryAll(mutated(random, valid(random)), seed);
        }
    }

    @Test
    void randomTextsThrowNothingButTheDocumentedException() {
        long seed = 20_240_505;
        RandomCodes random = new RandomCodes(seed);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(random.below(2) == 0 ? "ISCC:" : "");
            String from = random.below(4) == 0 ? ODD : ALPHABET;
            for (int length = random.below(90); length > 0; length--) {
                text.append(from.charAt(random.below(from.length())));
            }
            tryAll(text.toString(), seed);
        }
    }

    @Test
    void everyHeaderOfTwoBytesIsAcceptedOrRefusedAndNothingElse() {
        for (int header = 0; header <= 0xFFFF; header++) {
            for (int body : new int[]{8, 32}) {
                byte[] bytes = new byte[2 + body];
                bytes[0] = (byte) (header >>> 8);
                bytes[1] = (byte) header;
                String text = Base32.text(bytes);
                tryOne(IsccCode::decompose, text, header);
                assertThat(outcome(text, IsccUnit::parse)).isEqualTo(outcome(text, FuzzTest::parseByBytes));
            }
        }
    }

    @Test
    void unitsReadWordByWordAreThoseReadByteByByteAndSoAreTheRefusals() {
        long seed = 20_240_507;
        RandomCodes random = new RandomCodes(seed);
        for (int i = 0; i < 100_000; i++) {
            String text = mutated(random, random.mixedCase(random.unit().text()));
            if (text.length() <= 128) {
                assertThat(outcome(text, IsccUnit::parse)).describedAs("seed %d, %s", seed, text)
                        .isEqualTo(outcome(text, FuzzTest::parseByBytes));
            }
        }
    }

    private static IsccUnit parseByBytes(String text) {
        byte[] digest = Base32.decode(text, Base32.start(text));
        return IsccUnit.ofDigest(digest, 0, digest.length);
    }

    private static String outcome(String text, Function<String, IsccUnit> parser) {
        try {
            return parser.apply(text).text();
        } catch (IsccFormatException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void randomBytesAsDigestThrowNothingButTheDocumentedException() {
        long seed = 20_240_506;
        RandomCodes random = new RandomCodes(seed);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = random.bytes(random.below(40));
            int offset = random.below(bytes.length + 1);
            try {
                IsccUnit unit = IsccUnit.ofDigest(bytes, offset, bytes.length - offset);
                assertThat(unit.digest()).describedAs("seed %d", seed)
                        .isEqualTo(Arrays.copyOfRange(bytes, offset, bytes.length));
            } catch (IsccFormatException e) {
                assertThat(String.valueOf(e.getMessage())).endsWith(".");
            }
        }
    }

    @Test
    void textsOfTenMegabytesAreRefusedWithAShortMessage() {
        for (String part : List.of("A", "=", "1", "ä", "\uD800", "AAAYCMZIOY36XXGZ", "ISCC:")) {
            tryAll("ISCC:" + part.repeat(10_000_000 / part.length()), 0);
            tryAll(part.repeat(10_000_000 / part.length()), 0);
        }
    }

    private static void tryAll(String text, long seed) {
        PARSERS.forEach(parser -> tryOne(parser, text, seed));
    }

    private static void tryOne(Consumer<String> parser, String text, long seed) {
        try {
            parser.accept(text);
        } catch (IsccFormatException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.endsWith(".") || message.length() > 1000) {
                throw new AssertionError("seed " + seed + ": not a short sentence: " + message, e);
            }
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": '" + IsccFormatException.shown(text) + "'", e);
        }
    }

    private static String valid(RandomCodes random) {
        return switch (random.below(5)) {
            case 0 -> random.id().text();
            case 1 -> random.simprint().text();
            case 2 -> "ISCC:KADUHBUDQUT3LPWRJH6BUAG7HMBIXX6JRQRX3JH7EBIOSMXEVL5URBBUPOIOTU4HLSSQ";
            case 3 -> random.unit().text() + random.unit().text().substring(5);
            default -> random.unit().text();
        };
    }

    private static String mutated(RandomCodes random, String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int changes = random.below(4); changes >= 0; changes--) {
            int at = random.below(mutated.length() + 1);
            String from = random.below(3) == 0 ? ODD : ALPHABET;
            char c = from.charAt(random.below(from.length()));
            switch (random.below(5)) {
                case 0 -> mutated.insert(at, c);
                case 1 -> mutated.delete(at, Math.min(at + 1, mutated.length()));
                case 2 -> mutated.setLength(at);
                case 3 -> mutated.append(mutated.substring(at));
                default -> mutated.replace(at, Math.min(at + 1, mutated.length()), String.valueOf(c));
            }
        }
        return mutated.toString();
    }
}
