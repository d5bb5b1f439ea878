package io.semblance.asset.evidence;

import io.semblance.code.TypeNames;

/**
 * What is assumed of a type before an index holds enough codes to tell: effective bits at 256 bits, the least of what was
 * measured over 35,000 real works in several ways, for too few only let a match seem less sure than it is. For shorter prefixes one number suffices: where the correlation of two bits is r on average, m of
 * them are worth m / (1 + r m), which the measurements at 64, 128 and 256 bits follow within a twentieth.
 */
final class AssumedModels {

    private static final double LONGEST = 256;

    private AssumedModels() {
    }

    /** The model of a type at a length; simprint types are told by their prefix {@code SIMPRINT_}. */
    static DistanceModel of(String type, int compared) {
        double correlation = 1 / effectiveAtLongest(type) - 1 / LONGEST;
        double mean = type.startsWith("CONTENT_AUDIO") ? 0.41 : 0.5;
        return new DistanceModel(compared, mean, compared / (1 + correlation * compared), 0);
    }

    private static double effectiveAtLongest(String type) {
        if (TypeNames.isOfSimprints(type)) {
            return 243;
        }
        return switch (type) {
            case "META_NONE_V0" -> 163;
            case "CONTENT_TEXT_V0" -> 235;
            case "CONTENT_IMAGE_V0" -> 165;
            case "CONTENT_AUDIO_V0" -> 28;
            case "DATA_NONE_V0" -> 225;
            case "INSTANCE_NONE_V0" -> LONGEST;
            // Of the others no codes were at hand; half of what they show is taken for it.
            default -> 128;
        };
    }
}
