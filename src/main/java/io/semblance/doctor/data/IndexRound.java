package io.semblance.doctor.data;

import java.time.Duration;
import java.util.function.IntFunction;

import io.semblance.asset.backend.audit.AuditRounds;
import io.semblance.asset.backend.audit.CodesDifferException;
import io.semblance.asset.backend.audit.DamagedRecordException;
import io.semblance.asset.backend.audit.RecordCounts;
import io.semblance.asset.backend.stored.DerivedState;
import io.semblance.asset.backend.stored.StoredIndexes;
import io.semblance.record.StoreException;

import org.jspecify.annotations.Nullable;

/**
 * What the looks at one served index have found, and where the next one goes on. A fault stays told until a whole round after
 * it has found none.
 */
final class IndexRound {

    private static final String AT_ONCE = " To read all at once, stop it and run bin/semblance doctor --data.";

    /** Rests after so many. */
    private static final int ENTRIES = 512;

    private final String name;
    private final AuditRounds audit = new AuditRounds();
    private final GraphRounds graphs;
    private boolean done;
    private long record;
    private boolean inMemory;
    private boolean faulty;
    private @Nullable DataFinding fault;
    private @Nullable DataFinding unread;
    private @Nullable RecordCounts sound;
    private long cameRound;

    IndexRound(String name) {
        this.name = name;
        this.graphs = new GraphRounds(name);
    }

    String name() {
        return name;
    }

    GraphRounds graphs() {
        return graphs;
    }

    /** A look begins, and reads no more than once through it. */
    void begin() {
        done = false;
        graphs.begin();
    }

    /**
     * Reads on.
     *
     * @param paces a pace for each thing that is read, by the number of its steps after which it rests
     * @return whether this look is done with it
     */
    boolean part(StoredIndexes served, IntFunction<Pace> paces, long now) {
        if (!done) {
            done = ofRecord(served, paces.apply(ENTRIES), now);
        }
        return graphs.part(served.directoryOf(name), paces) && done;
    }

    private boolean ofRecord(StoredIndexes served, Pace pace, long now) {
        unread = null;
        try (DerivedState state = served.derived(name)) {
            if (state == null) {
                unread = DataFinding.information(what(), "was deleted meanwhile", "");
                return true;
            }
            inMemory = state.holdsCodes();
            RecordCounts found = audit.part(state, pace::goesOn);
            forgetAnotherRecord();
            return found != null && cameRound(found, now);
        } catch (CodesDifferException differ) {
            forgetAnotherRecord();
            fault = DataFinding.error(what(), String.valueOf(differ.getMessage()),
                    "Restart: the codes in memory are made anew from the record. Then report it: it is a fault of Semblance.");
            faulty = audit.read() > 0;
            return !faulty;
        } catch (DamagedRecordException damaged) {
            forgetAnotherRecord();
            fault = DataFinding.error(what(), String.valueOf(damaged.getMessage()),
                    "Restart: the start checks it and sets it aside. Then restore (docs/runbooks/quarantine.md).");
            faulty = false;
            return true;
        } catch (StoreException stays) {
            unread = DataFinding.warning(what(), "cannot be read at the moment: " + stays.getMessage(),
                    "See its state in /actuator/health.");
            return true;
        } finally {
            pace.rest();
        }
    }

    private boolean cameRound(RecordCounts found, long now) {
        if (!faulty) {
            fault = null;
            sound = found;
            cameRound = now;
        }
        faulty = false;
        return true;
    }

    private void forgetAnotherRecord() {
        if (record != audit.record()) {
            record = audit.record();
            fault = null;
            faulty = false;
            sound = null;
        }
    }

    private String what() {
        return "index " + name;
    }

    /** @param began when this look began */
    DataFinding finding(long began, long now) {
        if (fault != null) {
            return fault;
        }
        if (unread != null) {
            return unread;
        }
        String progress = audit.read() + " of " + audit.entries() + " entries";
        if (sound == null) {
            return DataFinding.information(what(), "was not looked through once since the start of the service: "
                    + (audit.entries() == 0
                            ? "its turn has not come yet"
                            : progress + " were read so far, and are sound"),
                    "Ask again: each look goes on where the last one ended." + AT_ONCE);
        }
        String found = sound.assets() + " assets, " + sound.units() + " units, " + sound.simprints() + " simprints: ";
        String all = found + (cameRound >= began ? "every value is sound" : "every value was sound")
                + (inMemory ? ", the codes in memory too" : "");
        return DataFinding.fine(what(), cameRound >= began
                ? all
                : all + ", when it had been looked through " + Duration.ofNanos(now - cameRound).toSeconds()
                        + " s ago; the next time has come to " + progress);
    }
}
