/**
 * Snapshots over HTTP: {@code /snapshots/**}, and the name of an index at {@code /api/v1/indexes/{name}/rename}. May use
 * {@code snapshot}, {@code asset.json} and {@code problem}; nobody enters but requests.
 */
@NullMarked
package io.semblance.snapshot.web;

import org.jspecify.annotations.NullMarked;
