package io.semblance.asset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.semblance.asset.evidence.Judging;
import io.semblance.code.IsccCode;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;

/**
 * What can be done with content-code indexes. Checks come in the order of iscc-search: the index first, then the codes
 * of the request, then what the index itself must refuse. Thread-safe.
 */
public final class AssetService {

    private final AssetIndexes indexes;

    /** @param indexes the backend that was chosen */
    public AssetService(AssetIndexes indexes) {
        this.indexes = indexes;
    }

    /** All indexes by name. One that is deleted meanwhile is left out. */
    public List<IndexFigures> list() {
        List<IndexFigures> figures = new ArrayList<>();
        for (String name : indexes.names()) {
            AssetIndex index = indexes.find(name);
            if (index != null) {
                addUnlessGone(index, figures);
            }
        }
        return figures;
    }

    private static void addUnlessGone(AssetIndex index, List<IndexFigures> figures) {
        try {
            figures.add(index.figures());
        } catch (CallerFault gone) {
            if (gone.type() != ProblemType.INDEX_NOT_FOUND) {
                throw gone;
            }
        }
    }

    /**
     * Creates an index; the name must be possible, see {@link IndexName}. Its figures are known without reading it, which
     * might take longer than there is time left and deny that it is there.
     */
    public IndexFigures create(String name) {
        indexes.create(name);
        return IndexFigures.ofNew(name);
    }

    /** Figures of one index. */
    public IndexFigures figures(String name) {
        return index(name).figures();
    }

    /** Removes an index with all it holds. */
    public void delete(String name) {
        if (!IndexName.isPossible(name) || !indexes.delete(name)) {
            throw notFound(name);
        }
    }

    /** Stores a batch, whole or not at all. */
    public WriteResult put(String name, List<AssetDraft> drafts) {
        AssetIndex index = index(name);
        return index.put(CodeReading.assets(drafts));
    }

    /** The parsed form of a draft; for imports, which judge each line on its own. */
    public static Asset read(AssetDraft draft) {
        return CodeReading.asset(draft, Place.NONE);
    }

    /** The index of that name, for imports, exports and pages, which use it many times. */
    public AssetIndex index(String name) {
        AssetIndex index = IndexName.isPossible(name) ? indexes.find(name) : null;
        if (index == null) {
            throw notFound(name);
        }
        return index;
    }

    /** Removes the assets of these ids. */
    public WriteResult deleteAssets(String name, List<String> ids) {
        AssetIndex index = index(name);
        return index.delete(CodeReading.ids(ids));
    }

    /** Removes one asset. */
    public void deleteAsset(String name, String id) {
        AssetIndex index = index(name);
        if (index.delete(List.of(CodeReading.id(id, Place.NONE))).statuses().getFirst() == WriteStatus.ABSENT) {
            throw assetNotFound(id);
        }
    }

    /** One asset; with its simprints if asked for. */
    public Asset asset(String name, String id, boolean withSimprints) {
        return find(index(name), id, withSimprints, Place.NONE);
    }

    /** Searches one index in the way that is fastest. */
    public SearchAnswer search(String name, QueryDraft draft, int limit) {
        return search(name, draft, limit, false);
    }

    /** Searches one index; with {@code exact} nothing may be missing, whatever it costs. */
    public SearchAnswer search(String name, QueryDraft draft, int limit, boolean exact) {
        return search(name, draft, limit, exact, Judging.PLAIN);
    }

    /** The same with a choice of what matches and what comes first. */
    public SearchAnswer search(String name, QueryDraft draft, int limit, boolean exact, Judging judging) {
        AssetIndex index = index(name);
        if (draft.isccId() != null) {
            return like(index, find(index, draft.isccId(), false, Place.NONE.member("iscc_id")), limit, exact, judging);
        }
        return answer(index, draft, null, limit, exact, judging);
    }

    /**
     * What is like an asset of the index. It can be replaced after it was read and before the index is searched; what it
     * has become is asked for then, so that the whole answer speaks of one state. Each round more is a write to this very
     * asset in the time of a search, so there are hardly two.
     */
    private static SearchAnswer like(AssetIndex index, Asset asked, int limit, boolean exact, Judging judging) {
        QueryDraft stored = new QueryDraft(null, asked.isccCode(), asked.unitTexts(), null);
        SearchAnswer answer = answer(index, stored, asked.id(), limit, exact, judging);
        Asset searched = answer.result().self();
        if (searched == null) {
            throw assetNotFound(asked.id().text());
        }
        return Objects.equals(searched.isccCode(), asked.isccCode())
                && Objects.equals(searched.unitTexts(), asked.unitTexts())
                        ? answer
                        : like(index, searched, limit, exact, judging);
    }

    private static SearchAnswer answer(AssetIndex index, QueryDraft draft, @Nullable IsccId self, int limit,
            boolean exact, Judging judging) {
        List<IsccUnit> ofCode = draft.isccCode() == null
                ? List.of()
                : CodeReading.decompose(draft.isccCode(), Place.NONE.member("iscc_code"));
        List<IsccUnit> units = draft.units() == null
                ? ofCode
                : CodeReading.units(draft.units(), Limits.QUERY_UNITS, Place.NONE.member("units"));
        Map<String, List<String>> simprints = draft.simprints() == null ? Map.of() : draft.simprints();
        if (units.isEmpty() && simprints.isEmpty()) {
            throw new CallerFault(ProblemType.EMPTY_QUERY, "Query must have 'iscc_code', 'units', or 'simprints' for "
                    + "search. Send at least one of them, or the iscc_id of an asset that has a code or units.");
        }
        QueryDraft echo = normalised(draft, units);
        return new SearchAnswer(echo, self != null,
                index.search(new Query(units, simprints, self, exact, judging), limit));
    }

    private static QueryDraft normalised(QueryDraft draft, List<IsccUnit> units) {
        if (draft.units() == null && draft.isccCode() != null) {
            List<String> texts = units.stream().map(IsccUnit::text).toList();
            return new QueryDraft(draft.isccId(), draft.isccCode(), texts, draft.simprints());
        }
        if (draft.units() != null && draft.isccCode() == null) {
            String code = IsccCode.compose(units).orElse(null);
            return new QueryDraft(draft.isccId(), code, draft.units(), draft.simprints());
        }
        return draft;
    }

    private static Asset find(AssetIndex index, String id, boolean withSimprints, Place place) {
        Asset asset = index.find(CodeReading.id(id, place), withSimprints);
        if (asset == null) {
            throw assetNotFound(id);
        }
        return asset;
    }

    private static CallerFault notFound(String name) {
        return new CallerFault(ProblemType.INDEX_NOT_FOUND,
                "Index '" + shown(name)
                        + "' not found. Create it with POST /indexes, or list those there are with GET /indexes.");
    }

    private static CallerFault assetNotFound(String id) {
        return new CallerFault(ProblemType.ASSET_NOT_FOUND,
                "Asset '" + shown(id) + "' not found in index. List what it holds with GET /indexes/{name}/assets.");
    }

    private static String shown(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
