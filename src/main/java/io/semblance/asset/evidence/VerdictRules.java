package io.semblance.asset.evidence;

import java.util.List;

import io.semblance.code.MainType;
import io.semblance.code.UnitType;

import org.jspecify.annotations.Nullable;

/**
 * When a verdict is certain. <i>Certain</i> of a type means here: its evidence alone would make the asset a match.
 * <ol>
 * <li>identical: INSTANCE agrees over at least {@value #IDENTITY_BITS} bits.
 * <li>same content: CONTENT is certain and agrees in every bit of at least {@value #WHOLE_BITS}.
 * <li>near-duplicate: CONTENT is certain with a similarity of at least {@value #NEAR}; or, where no CONTENT is shared, DATA.
 * <li>same title only: META is certain; text was compared over {@value #WHOLE_BITS} bits and is no nearer than one in ten
 * unrelated ones, and so is DATA where it is shared. Not said of pictures and sound: a picture that is cut can have another code.
 * </ol>
 */
final class VerdictRules {

    static final int IDENTITY_BITS = 64;
    static final int WHOLE_BITS = 256;
    static final double NEAR = 0.75;

    /** Likeness of CONTENT from which two stored assets are versions of one: texts of Jaccard index 0.8 have it, 97 of 100. */
    static final double VERSION = 0.875;

    private static final double ONE_IN_TEN = Math.log(10) / DistanceModel.LN2;
    private static final UnitType TEXT = UnitType.ofName("CONTENT_TEXT_V0");

    private VerdictRules() {
    }

    static boolean isIdentity(List<TypeEvidence> types) {
        return types.stream().anyMatch(type -> type.type().isInstance() && type.compared() >= IDENTITY_BITS);
    }

    /** @param needed bits of a match */
    static @Nullable Verdict of(List<TypeEvidence> types, double needed) {
        if (isIdentity(types)) {
            return Verdict.IDENTICAL;
        }
        TypeEvidence content = find(types, MainType.CONTENT);
        TypeEvidence data = find(types, MainType.DATA);
        TypeEvidence telling = content == null ? data : content;
        if (telling != null && telling.bits() >= needed && telling.similarity() >= NEAR) {
            boolean isWhole = telling.differing() == 0 && telling.compared() >= WHOLE_BITS;
            return content != null && isWhole ? Verdict.SAME_CONTENT : Verdict.NEAR_DUPLICATE;
        }
        TypeEvidence title = find(types, MainType.META);
        boolean isTitle = title != null && title.bits() >= needed;
        boolean isOther = content != null && content.type().equals(TEXT)
                && content.compared() >= WHOLE_BITS && content.bits() < ONE_IN_TEN
                && (data == null || data.bits() < ONE_IN_TEN);
        return isTitle && isOther ? Verdict.SAME_TITLE_ONLY : null;
    }

    /** Of several types of content, the one with the most evidence. */
    static @Nullable TypeEvidence find(List<TypeEvidence> types, MainType main) {
        TypeEvidence found = null;
        for (TypeEvidence type : types) {
            if (type.type().mainType() == main && (found == null || type.bits() > found.bits())) {
                found = type;
            }
        }
        return found;
    }
}
