/**
 * The durable record: what was acknowledged is here, synced, and everything else can be rebuilt from it. One LMDB
 * environment per index ({@link io.semblance.record.RecordStore}) inside one data directory that one process holds
 * ({@link io.semblance.record.DataDirectory}). Only this package imports LMDB; it may use the JDK, slf4j, lmdbjava and
 * {@code problem}, and knows nothing of codes, indexes or HTTP: keys and values enter and leave as bytes. Services and backends may enter.
 *
 * <h2>Files</h2>
 *
 * <pre>
 * semblance.lock            held by the one process that writes: "pid host start-time address"
 * FORMAT                    "semblance 1": version of this layout
 * LAST-STOP                 how the last stop went and what the last save took ({@link io.semblance.record.StopNote})
 * RESTORING                 only while the directory is made from a snapshot, or if that was cut; then nothing opens it
 * BACKEND                   scheme of the backend that laid out the values
 * MARKS                     a copy of both, with a checksum
 * indexes/NAME/data.mdb     LMDB environment of one index (lock.mdb beside it belongs to LMDB)
 * indexes/NAME/MARK         which record lies here, and a commit that it has at least
 * indexes/.creating-*       an index whose creation was cut short; removed at the next open
 * indexes/.deleted-*        an index whose deletion was cut short; removed at the next open
 * quarantine/TIME-WHAT/     what a start found damaged, as it was, and WHY.txt
 * </pre>
 *
 * <h2>Tables of an environment (format 1)</h2> All integers are big-endian, so that LMDB's byte order is their order.
 *
 * <pre>
 * table            key                                           value
 * meta             "record.format"                               4 bytes: format version
 *                  "record.state"                                8 sequence, 8 time (epoch microseconds),
 *                                                                8 weight of the change log, 8 highest trimmed sequence
 *                  "record.sum"                                  8 sequence, 8 sum of all entries but this and the next,
 *                                                                8 proof of both; absent or behind in records of versions
 *                                                                that do without
 *                  "record.identity"                             16 bytes by chance
 *                  other keys, at most 511 bytes                 the owner's
 * assets           8 id                                          the owner's
 * units            8 id                                          the owner's (packed units)
 * postings         2 unit type, n body                           8 id, several per key (dupsort, dupfixed)
 * simprints        8 id                                          the owner's (packed simprints)
 * simprint_counts  1 length of name, n type name, n simprint     4 number of assets
 * log              8 sequence, 4 part                            8 time, then per change: 1 operation (1 put, 2 delete), 8 id
 * </pre>
 *
 * An id is ordered as an unsigned number. A commit has at least part 0 in the log, also when it names no change; a part
 * holds at most 4096 changes.
 *
 * <p>
 * A version that adds a table, lays one out otherwise or leaves more out of the sum raises the format of the record: whatever
 * else it does, an earlier version then reports the record as newer, and would set it aside as damaged without.
 */
@NullMarked
package io.semblance.record;

import org.jspecify.annotations.NullMarked;
