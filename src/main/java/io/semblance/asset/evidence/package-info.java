/**
 * How much a match says: the measure of evidence, estimated from the stored codes, and what follows from it (what matches,
 * in which order, with which verdict, and which matches are versions of one work). Codes of a query and of an asset enter,
 * bits and chances leave. May use {@code code} and the special functions of Commons Numbers; no I/O, no Spring, and nothing
 * of the backends, which all ask the same questions here.
 */
@NullMarked
package io.semblance.asset.evidence;

import org.jspecify.annotations.NullMarked;
