package io.semblance.asset.backend.usearch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.backend.usearch.proposal.GraphRules;
import io.semblance.asset.backend.usearch.proposal.GraphWork;
import io.semblance.asset.backend.usearch.proposal.GroupKey;
import io.semblance.asset.backend.usearch.proposal.GroupSource;
import io.semblance.asset.backend.usearch.proposal.ProposalGroup;
import io.semblance.asset.backend.usearch.proposal.ProposalView;
import io.semblance.code.IsccUnit;
import io.semblance.graph.GraphLibrary;
import io.semblance.kernel.CodeWords;
import io.semblance.record.Quarantine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups of codes of one index that are large enough for a graph. They come when a group grows to
 * {@link GraphRules#from()} and go when it has shrunk to half of that; one between the two that was saved has come before,
 * and is used after a start too, so that plans do not change by it. All but closing and saving is called with the
 * engine's lock.
 */
final class Proposals {

    private static final Logger LOG = LoggerFactory.getLogger(Proposals.class);
    private static final long[] NONE = {};

    private final String index;
    private final Path directory;
    private final Quarantine quarantine;
    private final Graphs graphs;
    private final Thresholds thresholds;
    private final Sources sources;
    private final Map<GroupKey, ProposalGroup> groups = new HashMap<>();
    private final List<ProposalGroup> prepared = new ArrayList<>();
    /** Whether the groups of a start are known. */
    private boolean settled;

    /**
     * What all indexes share.
     *
     * @param work the thread that works on graphs
     */
    record Graphs(GraphLibrary library, GraphRules rules, GraphWork work) {
    }

    /** Makes the source of a group. */
    @FunctionalInterface
    interface Sources {
        GroupSource of(GroupKey key);
    }

    Proposals(String index, Path directory, Quarantine quarantine, Graphs graphs, Thresholds thresholds,
            Sources sources) {
        this.index = index;
        this.directory = directory;
        this.quarantine = quarantine;
        this.graphs = graphs;
        this.thresholds = thresholds;
        this.sources = sources;
    }

    /** Tells the groups of a type that an asset has other codes of it now; of any length, none too. */
    void changed(String type, boolean several, long id, int bits, long[] codes, long sequence) {
        for (ProposalGroup group : groups.values()) {
            GroupKey key = group.key();
            if (key.several() == several && key.type().equals(type)) {
                group.changed(id, key.bits() == bits ? codes : NONE, sequence);
            }
        }
    }

    /** The code among an asset's units that belongs to a group; none if there is none. */
    static long[] codes(List<IsccUnit> units, GroupKey key) {
        for (IsccUnit unit : units) {
            if (unit.bits() == key.bits() && unit.type().name().equals(key.type())) {
                return Columns.words(unit);
            }
        }
        return NONE;
    }

    /** The codes of simprints; none if they have another width than the group. */
    static long[] codes(List<PlacedSimprint> simprints, int bits) {
        return simprints.isEmpty() || simprints.getFirst().simprint().bits() != bits
                ? NONE
                : Columns.words(simprints, CodeWords.count(bits));
    }

    /** Ends groups, and prepares new ones, by the number of codes that there are now; those that ended are to be closed. */
    List<ProposalGroup> settle(Map<GroupKey, Long> counts) {
        List<ProposalGroup> ended = new ArrayList<>();
        for (Iterator<ProposalGroup> all = groups.values().iterator(); all.hasNext();) {
            ProposalGroup group = all.next();
            if (counts.getOrDefault(group.key(), 0L) < graphs.rules().from(group.key()) / 2) {
                all.remove();
                graphs.work().remove(group);
                ended.add(group);
            }
        }
        counts.forEach((key, count) -> {
            if (!groups.containsKey(key) && isLarge(key, count)) {
                int distance = key.several() ? thresholds.ofSimprints(key.bits()) : thresholds.ofUnits(key.bits());
                ProposalGroup group = new ProposalGroup(index, key, graphs.rules(), graphs.library(), sources.of(key),
                        directory, quarantine, distance);
                groups.put(key, group);
                prepared.add(group);
            }
        });
        if (!settled) {
            settled = true;
            deleteOthers();
        }
        return ended;
    }

    private boolean isLarge(GroupKey key, long count) {
        long from = graphs.rules().from(key);
        return count >= from || (!settled && count >= from / 2 && Files.exists(key.file(directory)));
    }

    /** Files of groups that have become too small for a graph, by removals or by another setting. */
    private void deleteOthers() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + GroupKey.SUFFIX)) {
            for (Path file : files) {
                if (groups.keySet().stream().noneMatch(key -> key.file(directory).equals(file))) {
                    Files.delete(file);
                }
            }
        } catch (IOException | DirectoryIteratorException stays) {
            LOG.warn("Graphs of index {} that are no more cannot be removed", index, stays);
        }
    }

    /** Has the work begin on those that were prepared; called once the view that has their codes is published. */
    void begin() {
        prepared.forEach(graphs.work()::add);
        prepared.clear();
    }

    /** What searches of the next view use. */
    Map<GroupKey, ProposalView> views() {
        Map<GroupKey, ProposalView> views = new HashMap<>();
        groups.forEach((key, group) -> {
            ProposalView view = group.view();
            if (view != null) {
                views.put(key, view);
            }
        });
        return views;
    }

    /** There may be something to add. */
    void wake() {
        if (!groups.isEmpty()) {
            graphs.work().wake();
        }
    }

    /** The groups there are; to be saved, reported on, or closed without the lock. */
    List<ProposalGroup> all() {
        return List.copyOf(groups.values());
    }

    /** Ends all groups, which the caller closes without the lock. */
    List<ProposalGroup> end() {
        List<ProposalGroup> ended = all();
        ended.forEach(graphs.work()::remove);
        groups.clear();
        return ended;
    }
}
