package io.semblance.migration;

import java.util.ArrayList;
import java.util.List;

import io.semblance.asset.WriteStatus;
import io.semblance.migration.IndexReport.Refusal;

/** Counts what becomes of one index. */
final class Tally {

    private final String name;
    private final List<Refusal> refusals = new ArrayList<>();
    private long read;
    private long created;
    private long updated;
    private long unchanged;
    private long refused;

    Tally(String name) {
        this.name = name;
    }

    /** Another asset was found; how many were by now. */
    long read() {
        return ++read;
    }

    void unchanged() {
        unchanged++;
    }

    void stored(WriteStatus status) {
        if (status == WriteStatus.CREATED) {
            created++;
        } else {
            updated++;
        }
    }

    void refused(String id, String reason) {
        refused++;
        if (refusals.size() < IndexReport.MOST_LISTED) {
            refusals.add(new Refusal(id, reason));
        }
    }

    IndexReport report(List<String> damage, String stopped) {
        return new IndexReport(name, read, created, updated, unchanged, refused, List.copyOf(refusals), damage,
                stopped);
    }
}
