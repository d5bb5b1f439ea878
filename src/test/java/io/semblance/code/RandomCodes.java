package io.semblance.code;

import java.util.Arrays;
import java.util.Random;

/** Random values of every shape this room knows, for tests that say their seed. */
final class RandomCodes {

    private final Random random;

    RandomCodes(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    UnitType type() {
        return UnitType.all().get(below(UnitType.all().size()));
    }

    IsccUnit unit() {
        return unit(type());
    }

    IsccUnit unit(UnitType type) {
        return IsccUnit.ofBody(type, bytes(4 * (1 + below(8))));
    }

    IsccId id() {
        return new IsccId(below(2), random.nextLong());
    }

    Simprint simprint() {
        return Simprint.ofBytes(bytes(8 + below(25)));
    }

    /** A unit whose body differs from the given one in few bits, cut or kept at length. */
    IsccUnit near(IsccUnit unit) {
        byte[] body = unit.body();
        for (int flips = below(4); flips > 0; flips--) {
            body[below(body.length)] ^= (byte) (1 << below(8));
        }
        return IsccUnit.ofBody(unit.type(), Arrays.copyOf(body, 4 * (1 + below(body.length / 4))));
    }

    /** The text with each letter in one case or the other, behind the prefix. */
    String mixedCase(String text) {
        StringBuilder mixed = new StringBuilder(text);
        for (int i = Base32.start(text); i < mixed.length(); i++) {
            if (below(2) == 0) {
                mixed.setCharAt(i, Character.toLowerCase(mixed.charAt(i)));
            }
        }
        return mixed.toString();
    }
}
