package io.semblance.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

import io.semblance.fault.CrashImage.Loss;
import io.semblance.fault.DirectoryImage.Folder;
import io.semblance.fault.DirectoryImage.Node;

import org.jspecify.annotations.Nullable;

/** The changes of names that a power cut may still take back, by the rules of {@link DirectoryImage}. */
final class UncertainNames {

    /** A name in a folder. */
    record Name(Folder folder, String text) {
    }

    /** A change of one name, or of two in one step. */
    static final class Change {

        private final Node node;
        private final Map<Name, @Nullable Node> changed;
        private final Set<Folder> unsynced = new HashSet<>();
        private long number;

        /**
         * @param node what has, gets or loses the name
         * @param changed what each name leads to afterwards; null for nothing
         */
        Change(Node node, Map<Name, @Nullable Node> changed) {
            this.node = node;
            this.changed = changed;
            changed.keySet().forEach(name -> unsynced.add(name.folder()));
        }

        private boolean buildsOn(Change earlier) {
            return node.equals(earlier.node) || changed.keySet().stream().anyMatch(earlier.changed::containsKey);
        }

        private static void put(Map<Name, @Nullable Node> changed, Map<Folder, Map<String, Node>> all) {
            changed.forEach((name, node) -> {
                Map<String, Node> names = all.computeIfAbsent(name.folder(), folder -> new TreeMap<>(folder.certain));
                if (node == null) {
                    names.remove(name.text());
                } else {
                    names.put(name.text(), node);
                }
            });
        }
    }

    private final List<Change> changes = new ArrayList<>();
    /** By descriptor: up to which number of a change the sync goes that has begun and not ended. */
    private final Map<Long, Long> syncing = new HashMap<>();
    private long number;

    /** A name is changed, for programs at once. */
    void add(Change change) {
        change.number = number++;
        Map<Folder, Map<String, Node>> now = new HashMap<>();
        change.changed.keySet().forEach(name -> now.put(name.folder(), name.folder().now));
        Change.put(change.changed, now);
        changes.add(change);
    }

    /** A sync of some folder begins. */
    void beginSync(long descriptor) {
        syncing.put(descriptor, number);
    }

    /** The sync of a folder has ended: what it held when the sync began is certain, and what that builds on. */
    void synced(long descriptor, Folder folder) {
        long end = syncing.getOrDefault(descriptor, 0L);
        changes.stream().filter(change -> change.number < end).forEach(change -> change.unsynced.remove(folder));
        Set<Change> certain = new HashSet<>();
        for (Change change : changes.reversed()) {
            if (change.unsynced.isEmpty() || certain.contains(change)) {
                certain.add(change);
                changes.stream().filter(earlier -> earlier.number < change.number && change.buildsOn(earlier))
                        .forEach(certain::add);
            }
        }
        Map<Folder, Map<String, Node>> names = new HashMap<>();
        changes.stream().filter(certain::contains).forEach(change -> {
            change.changed.keySet().forEach(name -> names.put(name.folder(), name.folder().certain));
            Change.put(change.changed, names);
        });
        changes.removeIf(certain::contains);
        forgetBelow(certain);
    }

    /** Nobody asks what is in a folder that is gone for certain. */
    private void forgetBelow(Set<Change> certain) {
        for (Change change : certain) {
            if (change.node instanceof Folder && change.changed.size() == 1 && change.changed.containsValue(null)) {
                changes.removeIf(other -> other.changed.keySet().stream()
                        .allMatch(name -> name.folder() == change.node));
            }
        }
    }

    /** The names in each folder that has uncertain ones, if the power fails now. */
    Map<Folder, Map<String, Node>> left(Loss loss, SplittableRandom random) {
        Map<Folder, Map<String, Node>> names = new HashMap<>();
        int kept = loss == Loss.TAIL ? random.nextInt(changes.size() + 1) : changes.size();
        double share = random.nextDouble();
        List<Change> lost = new ArrayList<>();
        for (Change change : changes) {
            boolean stays = switch (loss) {
                case ALL -> false;
                case TAIL -> change.number < (kept == changes.size() ? number : changes.get(kept).number);
                case REORDERED, TORN_512, TORN_4096 -> random.nextDouble() < share;
                case NOTHING -> true;
            };
            if (stays && lost.stream().noneMatch(change::buildsOn)) {
                Change.put(change.changed, names);
            } else {
                lost.add(change);
            }
        }
        return names;
    }
}
