package io.semblance.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.lmdbjava.LmdbException;
import org.lmdbjava.LmdbNativeException;

/** Tells a failure for want of room, which heals when there is some, from all others. */
public final class NoRoom {

    private static final int ENOSPC = 28;
    private static final int EDQUOT = 122;

    /** Java passes on the words of the C library and not the number; in another language the failure counts as any other. */
    private static final List<String> WORDS = List.of("No space left on device", "Disk quota exceeded");

    private NoRoom() {
    }

    /** Whether LMDB says so. */
    static boolean isMeant(LmdbException failure) {
        return failure instanceof LmdbNativeException told
                && (told.getResultCode() == ENOSPC || told.getResultCode() == EDQUOT);
    }

    /** Whether an I/O failure means it. */
    public static boolean isMeant(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return WORDS.stream().anyMatch(message::contains);
    }

    /** What an I/O failure is to be thrown as. */
    static RuntimeException orUnchecked(String what, IOException failure) {
        return isMeant(failure)
                ? new StorageFullException(what + ": the file system is full", failure)
                : new UncheckedIOException(what, failure);
    }
}
