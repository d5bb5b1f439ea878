package io.semblance.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.semblance.problem.RefusedException;
import io.semblance.asset.AssetIndexes;
import io.semblance.migration.IsccSearchDirectory.Found;

/**
 * Brings indexes of iscc-search over, each into the index of the same name, which is made where it is missing. An asset that
 * is there already becomes what iscc-search has; run again, it changes nothing.
 */
public final class IsccSearchImport {

    private final List<Found> chosen;

    /**
     * Chooses what to bring over.
     *
     * @param names of indexes; none for all
     * @throws RefusedException if there is no index of one of these names, or it cannot be looked at
     */
    public IsccSearchImport(IsccSearchDirectory source, Set<String> names) throws RefusedException {
        Set<String> unknown = new TreeSet<>(names);
        List<Found> found = new ArrayList<>();
        for (Found index : source.indexes()) {
            if (unknown.remove(index.name()) || names.isEmpty()) {
                found.add(index);
            }
        }
        source.unread().stream().filter(one -> unknown.contains(one.name())).findFirst().ifPresent(one -> {
            throw new RefusedException("The index " + one.name() + " cannot be read: " + one.reason() + ".",
                    "Run this as a user who may read it, with its disk there.");
        });
        if (!unknown.isEmpty()) {
            throw new RefusedException(
                    source.path() + " holds no index " + String.join(", ", unknown) + ".",
                    "It holds " + String.join(", ", source.names()) + ".");
        }
        this.chosen = List.copyOf(found);
    }

    /** Brings them over, one after the other. One that cannot be read keeps nobody from the others. */
    public List<IndexReport> run(AssetIndexes target, ImportProgress progress) {
        return run(found -> IndexImport.run(found, () -> Target.index(target, found.name()), progress));
    }

    /** Reads and checks everything as {@link #run} does, and stores nothing: what is counted as created would be new. */
    public List<IndexReport> dryRun(ImportProgress progress) {
        return run(found -> IndexImport.run(found, DryRun::new, progress));
    }

    private List<IndexReport> run(Function<Found, IndexReport> bringOver) {
        return chosen.stream().map(bringOver).toList();
    }
}
