package io.semblance.asset;

/**
 * A result together with the query as it was understood.
 *
 * @param query the client's query with what normalisation filled in; for a query by ISCC-ID the stored code and units
 * @param byId whether {@code query} stands in for an ISCC-ID; it then shows all its members, nulls too
 * @param result the matches
 */
public record SearchAnswer(QueryDraft query, boolean byId, SearchResult result) {
}
