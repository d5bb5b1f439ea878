package io.semblance.code;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.semblance.proof.BesideOthers;
import io.semblance.proof.Fuzzing;

import org.junit.jupiter.api.Test;

/** S1: whatever the text, parsing ends in a value or in {@link IsccFormatException}. FuzzTest says more of the words. */
@BesideOthers
class ParsersFuzzTest {

    private static final long SECONDS = 5;
    private static final List<Consumer<String>> PARSERS = List.of(IsccUnit::parse, IsccId::parse, IsccCode::decompose,
            Simprint::parse, Simprint::decode, UnitType::ofName);

    @Test
    void everyTextIsReadOrRefused() {
        Fuzzing.of("codes", seeds()).run(SECONDS, input -> outcome(new String(input, StandardCharsets.UTF_8)));
    }

    private static List<byte[]> seeds() {
        RandomCodes random = new RandomCodes(1);
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            for (String text : List.of(random.unit().text(), random.id().text(), random.simprint().text(),
                    random.unit().type().name())) {
                seeds.add(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return seeds;
    }

    private static String outcome(String text) {
        StringBuilder outcome = new StringBuilder();
        for (Consumer<String> parser : PARSERS) {
            try {
                parser.accept(text);
                outcome.append("read ");
            } catch (IsccFormatException refused) {
                outcome.append(String.valueOf(refused.getMessage()).replaceAll("'.*'|[0-9]+", "")).append(' ');
            }
        }
        return outcome.toString();
    }
}
