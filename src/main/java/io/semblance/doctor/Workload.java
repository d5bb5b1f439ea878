package io.semblance.doctor;

import io.semblance.asset.Limits;

/**
 * What an index is to hold, every asset alike; an average does for assets that differ.
 *
 * @param assets number of assets, 1 to 10,000,000,000
 * @param units units of an asset that are compared by similarity, 0 to 31; each asset has an INSTANCE unit besides
 * @param unitBits length of each unit, 32 to 256 in steps of 32
 * @param simprints simprints of an asset, all types together, 0 to 10,000
 * @param simprintTypes types of simprints that these are spread over, 1 to 16
 * @param simprintBits width of each simprint, 8 to 256 in steps of 8
 * @param metadataBytes metadata of an asset as JSON, 0 to 1,048,576
 */
public record Workload(long assets, int units, int unitBits, int simprints, int simprintTypes, int simprintBits,
        int metadataBytes) {

    /** Most assets that can be asked about. */
    public static final long MOST_ASSETS = 10_000_000_000L;
    /** Most similarity units of an asset: one of its units is INSTANCE. */
    public static final int MOST_UNITS = Limits.ASSET_UNITS - 1;
    /** Most simprints of an asset. */
    public static final int MOST_SIMPRINTS = Limits.ASSET_SIMPRINTS;
    /** Most types of simprints of an asset. */
    public static final int MOST_SIMPRINT_TYPES = Limits.SIMPRINT_TYPES;
    /** Longest unit and widest simprint. */
    public static final int MOST_BITS = 256;
    /** Most metadata of an asset. */
    public static final int MOST_METADATA = Limits.METADATA_BYTES;

    /** Refuses what no index holds, with a sentence. */
    public Workload {
        range("assets", assets, 1, MOST_ASSETS, 1);
        range("units", units, 0, MOST_UNITS, 1);
        range("unit-bits", unitBits, 32, MOST_BITS, 32);
        range("simprints", simprints, 0, MOST_SIMPRINTS, 1);
        range("simprint-types", simprintTypes, 1, MOST_SIMPRINT_TYPES, 1);
        range("simprint-bits", simprintBits, 8, MOST_BITS, 8);
        range("metadata-bytes", metadataBytes, 0, MOST_METADATA, 1);
    }

    private static void range(String name, long value, long least, long most, int step) {
        if (value < least || value > most || value % step != 0) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most
                    + (step == 1 ? "" : " in steps of " + step) + ", not " + value);
        }
    }
}
