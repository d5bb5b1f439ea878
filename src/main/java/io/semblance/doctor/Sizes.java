package io.semblance.doctor;

import java.util.Locale;

/** Bytes as people read them, in binary units. */
public final class Sizes {

    static final long KIB = 1L << 10;
    static final long MIB = 1L << 20;
    static final long GIB = 1L << 30;

    private Sizes() {
    }

    /** Such as {@code 1.5 GiB}, {@code 12 MiB} or {@code 0 KiB}. */
    public static String text(long bytes) {
        if (bytes >= GIB) {
            return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
        }
        return bytes >= MIB ? Math.round((double) bytes / MIB) + " MiB" : Math.round((double) bytes / KIB) + " KiB";
    }
}
