package io.semblance.asset.backend.stored;

import java.util.HashSet;
import java.util.Set;

import io.semblance.asset.IndexFault;

/**
 * The places that indexes take, of which there are so many: those that are served, those that could not be opened, and those
 * that are being created, deleted or renamed, which are among neither for a moment and may be again after it. One that is in
 * several of these takes one place. Thread-safe.
 */
final class IndexPlaces {

    private final Set<String> served;
    private final Set<String> failed;
    private final int most;
    private final Set<String> inChange = new HashSet<>();

    /**
     * @param served names of those that are served, as they are at any time
     * @param failed likewise of those that could not be opened
     */
    IndexPlaces(Set<String> served, Set<String> failed, int most) {
        this.served = served;
        this.failed = failed;
        this.most = most;
    }

    /** Takes a place for one that is about to be made. */
    synchronized void take(String name) {
        Set<String> all = new HashSet<>(inChange);
        all.addAll(served);
        all.addAll(failed);
        all.add(name);
        if (all.size() > most) {
            throw IndexFault.tooMany();
        }
        inChange.add(name);
    }

    /** Keeps the place of one that is about to be changed. */
    synchronized void keep(String name) {
        inChange.add(name);
    }

    /** It has another name from now on. */
    synchronized void rename(String name, String newName) {
        if (inChange.remove(name)) {
            inChange.add(newName);
        }
    }

    /** The change is done: the place is taken if the index is there. */
    synchronized void release(String name) {
        inChange.remove(name);
    }
}
