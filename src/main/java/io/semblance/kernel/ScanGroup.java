package io.semblance.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All parts of a pass that read the same blocks. */
final class ScanGroup {

    private record Member(ScanTicket<?, ?> ticket, ScanPart part) {
    }

    final BlocksView view;
    private final List<Member> members = new ArrayList<>();

    ScanGroup(BlocksView view) {
        this.view = view;
    }

    void add(ScanTicket<?, ?> ticket, ScanPart part) {
        members.add(new Member(ticket, part));
    }

    /** Bytes that comparing all members reads from cache or memory. */
    long work() {
        return (long) view.count() * CodeWords.count(view.bits()) * Long.BYTES * members.size();
    }

    /** Queries of one thread, with hits of their own. */
    ScanQuery[] queries() {
        return members.stream().map(member -> member.part.query()).toArray(ScanQuery[]::new);
    }

    /**
     * Scans some chunks for all members. If that fails, each is tried alone, and only those fail that fail alone: such as
     * one whose hits outgrow the heap.
     */
    void scan(ScanKernel kernel, int fromChunk, int toChunk, ScanQuery[] queries) {
        List<ScanQuery.Mark> marks = Arrays.stream(queries).map(ScanQuery::mark).toList();
        try {
            kernel.scan(view, fromChunk, toChunk, queries);
        } catch (RuntimeException | Error together) {
            for (int i = 0; i < queries.length; i++) {
                queries[i].rewind(marks.get(i));
                scanAlone(kernel, fromChunk, toChunk, queries[i], members.get(i).ticket);
            }
        }
    }

    /** Hands the findings of one thread to the parts. */
    void merge(ScanQuery[] queries) {
        for (int i = 0; i < queries.length; i++) {
            Member member = members.get(i);
            member.ticket.codes.add(queries[i].codes());
            member.ticket.bytes.add(queries[i].bytes());
            try {
                member.part.take(queries[i].hits());
            } catch (RuntimeException | Error e) {
                member.ticket.fail(e);
            }
        }
    }

    private void scanAlone(ScanKernel kernel, int fromChunk, int toChunk, ScanQuery query, ScanTicket<?, ?> ticket) {
        try {
            kernel.scan(view, fromChunk, toChunk, query);
        } catch (RuntimeException | Error e) {
            ticket.fail(e);
        }
    }
}
