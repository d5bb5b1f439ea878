package io.semblance.asset.backend.audit;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import io.semblance.record.Keys;
import io.semblance.record.ReadTransaction;
import io.semblance.record.Table;

/** A few assets out of all: spread over them, and always the same of one state. */
final class Sample {

    private Sample() {
    }

    /** Ids of at most so many assets that have a value in a table, ascending; the seed tells the state. */
    static List<Long> of(ReadTransaction tx, Table table, int number, long seed) {
        PriorityQueue<Long> lowest = new PriorityQueue<>(
                Comparator.comparingLong((Long id) -> mixed(id, seed)).reversed());
        tx.scan(table, new byte[0], (key, value) -> {
            if (value.hasRemaining()) {
                lowest.add(Keys.id(key));
                if (lowest.size() > number) {
                    lowest.poll();
                }
            }
            return true;
        });
        return lowest.stream().sorted(Long::compareUnsigned).toList();
    }

    private static long mixed(long id, long seed) {
        long mixed = (id ^ seed) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 32;
    }
}
