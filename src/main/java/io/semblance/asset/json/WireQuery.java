package io.semblance.asset.json;

import java.util.Set;

import io.semblance.asset.QueryDraft;

/**
 * A query as it came.
 *
 * @param draft what it asks for
 * @param nulls members that were sent as null; the echo of the query shows them
 */
public record WireQuery(QueryDraft draft, Set<String> nulls) {
}
