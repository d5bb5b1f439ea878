package io.semblance.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

import org.slf4j.LoggerFactory;

/**
 * S1: gives a target mutations of valid inputs for some seconds. An input that leads to an outcome that was not met before
 * becomes one that is mutated further, so that the fuzzer finds its way without looking into the code. Inputs that once
 * broke a target stand in {@code src/test/resources/io/semblance/proof/corpus/TARGET.hex}, one a line, and are tried first.
 *
 * <p>{@code -Dfuzz.seconds=3600} asks for an hour a target, {@code -Dfuzz.seed=7} for the same again.
 */
public final class Fuzzing {

    /** Five times what an input may take; taken for slow only if it is so in every one of several tries. */
    private static final long SLOW_NANOS = 250_000_000;
    private static final int TRIES = 4;
    private static final int MOST_SEEDS = 2_000;

    private final String target;
    private final List<byte[]> seeds;
    private final long seed = Seeds.of("fuzz.seed");
    private final Set<String> outcomes = new HashSet<>();

    private Fuzzing(String target, List<byte[]> seeds) {
        this.target = target;
        this.seeds = new ArrayList<>(seeds);
    }

    /**
     * A run that is to come.
     *
     * @param seeds valid inputs of the target
     */
    public static Fuzzing of(String target, List<byte[]> seeds) {
        return new Fuzzing(target, seeds);
    }

    /**
     * Runs.
     *
     * @param seconds for how long, unless the command line says otherwise
     * @param attempt gives the target an input and says in few words what came of it; what it throws is a finding
     */
    public void run(long seconds, Function<byte[], String> attempt) {
        Mutations mutations = new Mutations(new SplittableRandom(seed));
        seeds.forEach(input -> once(input, attempt));
        corpus().forEach(input -> once(input, attempt));
        long end = System.nanoTime() + Long.getLong("fuzz.seconds", seconds) * 1_000_000_000;
        long inputs = 0;
        while (System.nanoTime() < end) {
            byte[] input = mutations.next(seeds);
            if (outcomes.add(once(input, attempt)) && seeds.size() < MOST_SEEDS) {
                seeds.add(input);
            }
            inputs++;
        }
        Tally.add("fuzz-inputs", inputs);
        Tally.add("fuzz-findings", 0);
        LoggerFactory.getLogger(Fuzzing.class).warn("{}: {} inputs, {} kinds of outcome, seed {}", target, inputs,
                outcomes.size(), seed);
    }

    private String once(byte[] input, Function<byte[], String> attempt) {
        try {
            for (int i = 1;; i++) {
                long began = System.nanoTime();
                String outcome = attempt.apply(input.clone());
                if (System.nanoTime() - began < SLOW_NANOS) {
                    return outcome;
                }
                if (i == TRIES) {
                    throw new AssertionError("the input takes more than " + SLOW_NANOS + " ns, every time");
                }
            }
        } catch (RuntimeException | Error broken) {
            throw new AssertionError("%s, seed %d, input %s (%s): %s".formatted(target, seed,
                    HexFormat.of().formatHex(input), shown(input), broken), broken);
        }
    }

    private static String shown(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
        return text.length() < 300 ? text : text.substring(0, 300) + "...";
    }

    private List<byte[]> corpus() {
        try (InputStream in = Fuzzing.class.getResourceAsStream("corpus/" + target + ".hex")) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines()
                            .filter(line -> !line.isEmpty() && !line.startsWith("#")).map(HexFormat.of()::parseHex)
                            .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
