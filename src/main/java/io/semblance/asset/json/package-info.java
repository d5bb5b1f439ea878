/**
 * From JSON to drafts, once for every way that assets and queries come in: requests, lines of an import, rows of another
 * program's database. The readers judge a text leniently where iscc-search does and collect every fault with its place; what
 * the codes in it mean is not asked here. May use {@code asset}, {@code problem} and Jackson's streaming core; the web and
 * whatever else brings assets may enter.
 */
@NullMarked
package io.semblance.asset.json;

import org.jspecify.annotations.NullMarked;
