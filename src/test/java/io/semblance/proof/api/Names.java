package io.semblance.proof.api;

import java.util.List;
import java.util.SplittableRandom;

/** Names that somebody may give an index or a snapshot who wants to get at another file: hardly one of them is possible. */
final class Names {

    private static final List<String> PIECES = List.of("..", ".", "/", "\\", "\0", "%2e%2e", "%2f", "%00", "%5c", "~",
            "$(id)", "`id`", "*", "?", "|", "\r\n", "\t", " ", "a", "index", "t", "data.mdb", "semblance.lock", "CON",
            "nul", "aux", "com1", "LPT1", ":", "::$DATA", "\u0430", "\uFF41", "\u2024", "\u2215", "\uFF0F", "\u202E",
            "\uFEFF", "e\u0301", "\uD800", "-rf", "--", "'", "\"", "<", "{}", "#", "&", ";", "=", "file:///etc/passwd",
            "https://example.com/", "../../../../etc/passwd", "i0", "zzz", "9", "_", ".quarantine", ".creating-x");

    private final SplittableRandom random;

    Names(SplittableRandom random) {
        this.random = random;
    }

    String next() {
        StringBuilder name = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            name.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        if (random.nextInt(100) == 0) {
            name.append("n".repeat(10 * 1024));
        }
        return name.toString();
    }
}
