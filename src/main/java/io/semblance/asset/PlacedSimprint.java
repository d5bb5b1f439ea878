package io.semblance.asset;

import io.semblance.code.Simprint;

/**
 * A simprint and the place in the asset that it describes.
 *
 * @param simprint the similarity hash of the chunk
 * @param offset first byte of the chunk, 0 to 4294967295
 * @param size bytes of the chunk, 0 to 4294967295
 */
public record PlacedSimprint(Simprint simprint, long offset, long size) {

    /** Largest offset and size: they are unsigned 32-bit numbers on the wire and in the record. */
    public static final long MAX_PLACE = 0xFFFF_FFFFL;

    public PlacedSimprint {
        if (offset < 0 || offset > MAX_PLACE || size < 0 || size > MAX_PLACE) {
            throw new IllegalArgumentException("offset and size are unsigned 32-bit numbers");
        }
    }
}
