/**
 * Reads a file that LMDB wrote, without LMDB: opened for reading only, no lock file, no memory map, and every page checked
 * before it is believed. For files of other programs, which may have been written without syncing and then lost power:
 * LMDB's own code trusts such pages and ends the process on them, this reader names them and goes on. Uses the JDK and no
 * other room; {@code migration} may enter.
 */
@NullMarked
package io.semblance.migration.lmdb;

import org.jspecify.annotations.NullMarked;
