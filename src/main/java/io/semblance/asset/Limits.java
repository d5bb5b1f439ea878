package io.semblance.asset;

import io.semblance.admission.AnswerMemory;

/**
 * Every limit a caller can meet, once: enforced from here, and stated in the API description from here. They are far
 * above what real registries send (a large document has some 600 simprints) and low enough that one request cannot take
 * the memory or the processors of all others.
 */
public final class Limits {

    /** Bytes of a request body, import excepted. */
    public static final int BODY_BYTES = 64 * 1024 * 1024;

    /** Bytes of one line of an NDJSON import. */
    public static final int IMPORT_LINE_BYTES = 4 * 1024 * 1024;

    /** Assets in one batch. */
    public static final int BATCH_ASSETS = 10_000;

    /** ISCC-IDs in one bulk delete. */
    public static final int BATCH_IDS = 10_000;

    /** Most matches that one search may ask for. */
    public static final int SEARCH_LIMIT = 10_000;

    /** Matches that a search returns when it does not say. */
    public static final int SEARCH_LIMIT_DEFAULT = 100;

    /** Most assets on one page of a listing. */
    public static final int PAGE_LIMIT = 1_000;

    /** Assets on a page when the request does not say. */
    public static final int PAGE_LIMIT_DEFAULT = 100;

    /** Bytes of the JSON of one answer, about; fewer where the heap is small, see {@link AnswerMemory}. */
    public static final long ANSWER_BYTES = AnswerMemory.MOST_JSON;

    /**
     * Bytes of a page after which it ends, with fewer assets than were asked for; one asset may go beyond. Fewer where the heap
     * is small, see {@link PageBound}.
     */
    public static final int PAGE_BYTES = 8 * 1024 * 1024;

    /** Units of one asset. */
    public static final int ASSET_UNITS = 32;

    /** Units of one query. */
    public static final int QUERY_UNITS = 32;

    /** Simprint types of one query, or of one asset, however many updates have made it. */
    public static final int SIMPRINT_TYPES = 16;

    /** Codes of one simprint type, and assets, that an index can hold: what is compared in memory counts them so far. */
    public static final int INDEX_CODES = 536_870_911;

    /** Simprint types of one index, all assets together. */
    public static final int INDEX_SIMPRINT_TYPES = 64;

    /** Simprints of one asset, all types and all updates together. */
    public static final int ASSET_SIMPRINTS = 10_000;

    /** Simprints of one query, all types together. */
    public static final int QUERY_SIMPRINTS = 2_000;

    /** Nesting depth of metadata; the metadata object itself is level 1. */
    public static final int METADATA_DEPTH = 64;

    /** Digits of a number in a request, as CPython reads them; a fraction and an exponent count too. */
    public static final int NUMBER_DIGITS = 4_300;

    /** Bytes of one asset's metadata as compact UTF-8 JSON. */
    public static final int METADATA_BYTES = 1024 * 1024;

    /** Characters of an ISCC code. The longest meaningful one, five concatenated 256-bit units, has 277. */
    public static final int CODE_CHARACTERS = 512;

    /** Characters of an index name. */
    public static final int INDEX_NAME_CHARACTERS = 32;

    /** Characters of a simprint type name. */
    public static final int SIMPRINT_TYPE_CHARACTERS = 64;

    /** Characters of a simprint in base64, padding included. */
    public static final int SIMPRINT_CHARACTERS = 64;

    /** Indexes of one service. */
    public static final int INDEXES = 1_000;

    private Limits() {
    }
}
