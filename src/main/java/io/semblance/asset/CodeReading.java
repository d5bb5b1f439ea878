package io.semblance.asset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.code.IsccCode;
import io.semblance.code.IsccFormatException;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.Simprint;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;

/**
 * From drafts to values: every code is parsed here, once, and what cannot be parsed becomes a {@link CallerFault} that
 * names the place. Below this class no string is a code.
 */
final class CodeReading {

    private CodeReading() {
    }

    static Asset asset(AssetDraft draft) {
        if (draft.isccId() == null) {
            throw new CallerFault(ProblemType.MISSING_ID, "Asset must have iscc_id field when adding to index. "
                    + "Give each asset its ISCC-ID, such as \"iscc_id\": \"ISCC:MAIGIIFJRDGEQQAA\".");
        }
        IsccId id = id(draft.isccId());
        List<IsccUnit> ofCode = draft.isccCode() == null ? List.of() : decompose(draft.isccCode());
        List<IsccUnit> units = draft.units() == null ? ofCode : units(draft.units(), Limits.ASSET_UNITS);
        return new Asset(id, draft.isccCode(), draft.units(), lastOfEachType(units), simprints(draft.simprints()),
                draft.metadata());
    }

    static IsccId id(String text) {
        try {
            return IsccId.parse(text);
        } catch (IsccFormatException malformed) {
            throw malformed(String.valueOf(malformed.getMessage()));
        }
    }

    static List<IsccUnit> decompose(String code) {
        if (code.length() > Limits.CODE_CHARACTERS) {
            throw malformed("The ISCC-CODE has " + code.length() + " characters; send at most " + Limits.CODE_CHARACTERS
                    + ".");
        }
        try {
            return IsccCode.decompose(code);
        } catch (IsccFormatException malformed) {
            throw malformed(malformed.getMessage() + " (in iscc_code)");
        }
    }

    static List<IsccUnit> units(List<String> texts, int most) {
        if (texts.size() > most) {
            throw malformed("There are " + texts.size() + " units; send at most " + most + ".");
        }
        List<IsccUnit> units = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            try {
                units.add(IsccUnit.parse(texts.get(i)));
            } catch (IsccFormatException malformed) {
                throw malformed(malformed.getMessage() + " (in units, item " + (i + 1) + ")");
            }
        }
        return units;
    }

    private static List<IsccUnit> lastOfEachType(List<IsccUnit> units) {
        Map<Object, IsccUnit> byType = new LinkedHashMap<>();
        for (IsccUnit unit : units) {
            byType.put(unit.type(), unit);
        }
        return List.copyOf(byType.values());
    }

    private static @Nullable Map<String, List<PlacedSimprint>> simprints(
            @Nullable Map<String, List<AssetDraft.SimprintDraft>> drafts) {
        if (drafts == null) {
            return null;
        }
        Map<String, List<PlacedSimprint>> simprints = new LinkedHashMap<>();
        int total = 0;
        for (Map.Entry<String, List<AssetDraft.SimprintDraft>> type : drafts.entrySet()) {
            if (!SimprintType.isPossible(type.getKey())) {
                throw new CallerFault(ProblemType.SIMPRINT_TYPE,
                        "A simprint type has an impossible name; use up to " + Limits.SIMPRINT_TYPE_CHARACTERS
                                + " letters, digits, underscores, dots and hyphens, such as CONTENT_TEXT_V0.");
            }
            total += type.getValue().size();
            simprints.put(type.getKey(), placed(type.getKey(), type.getValue()));
        }
        if (total > Limits.ASSET_SIMPRINTS || simprints.size() > Limits.SIMPRINT_TYPES) {
            throw malformed("An asset has " + total + " simprints in " + simprints.size() + " types; send at most "
                    + Limits.ASSET_SIMPRINTS + " in " + Limits.SIMPRINT_TYPES + " types.");
        }
        return simprints;
    }

    private static List<PlacedSimprint> placed(String type, List<AssetDraft.SimprintDraft> drafts) {
        List<PlacedSimprint> placed = new ArrayList<>(drafts.size());
        for (AssetDraft.SimprintDraft draft : drafts) {
            Simprint simprint;
            try {
                simprint = Simprint.parse(draft.simprint());
            } catch (IsccFormatException malformed) {
                throw malformed(malformed.getMessage() + " (in simprints of type " + type + ", item "
                        + (placed.size() + 1) + ")");
            }
            if (!placed.isEmpty() && placed.getFirst().simprint().bits() != simprint.bits()) {
                throw new CallerFault(ProblemType.SIMPRINT_WIDTH,
                        "All simprints of a type must have the same width, but "
                                + type + " has one of " + placed.getFirst().simprint().bits() + " and one of "
                                + simprint.bits()
                                + " bits.");
            }
            placed.add(new PlacedSimprint(simprint, draft.offset(), draft.size()));
        }
        return placed;
    }

    private static CallerFault malformed(String detail) {
        return new CallerFault(ProblemType.MALFORMED_CODE, detail);
    }
}
