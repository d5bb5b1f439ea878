package io.semblance.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.backend.stored.PackedAsset;
import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/**
 * Brings a restored index from the commit of its snapshot to a later one, by the changes that were shipped beside the snapshot
 * ({@link ShippedChanges}). Every asset is then as it was after that commit; the index's own sequence number counts on in
 * its own way.
 */
public final class Replay {

    private final Path file;
    private final IndexSnapshot base;
    private final PointInTime until;

    private Replay(Path file, IndexSnapshot base, PointInTime until) {
        this.file = file;
        this.base = base;
        this.until = until;
    }

    /**
     * How far an index was brought.
     *
     * @param sequence number of the commit
     * @param timeMicros its time, microseconds since the epoch
     */
    public record Reached(long sequence, long timeMicros) {

        /** The same time. */
        public Instant time() {
            return Instant.EPOCH.plus(timeMicros, ChronoUnit.MICROS);
        }
    }

    /**
     * Of one index of the snapshot in a directory; nothing is read yet.
     *
     * @throws SnapshotException if the snapshot holds no such index
     */
    public static Replay of(Path snapshot, String index, PointInTime until) {
        IndexSnapshot base = ManifestFile.read(snapshot).manifest().index(index);
        if (base == null) {
            throw SnapshotException.refused("The snapshot holds no index '" + index + "'.");
        }
        Path name = Objects.requireNonNull(snapshot.getFileName());
        Path changes = SnapshotId.isPossible(name.toString())
                ? SnapshotDirectory.changes(snapshot.resolveSibling("."), new SnapshotId(name.toString())).normalize()
                : snapshot;
        return new Replay(SnapshotDirectory.changes(changes, index), base, until);
    }

    /**
     * How far the changes reach without going beyond the point.
     *
     * @throws SnapshotException if the very commit that was asked for cannot be reached, or the snapshot itself is of a later
     *         time, or there are changes behind damage that may belong to what was asked for
     */
    public Reached reachable() {
        Reached reached = reading(null);
        Long wanted = until.sequence();
        if (wanted == null && !until.includes(base.sequence(), base.committedMicros())) {
            throw SnapshotException.refused("Index '" + base.name() + "' is in the snapshot as it was at "
                    + reached.time() + ", which is after " + until.time() + ". Take an earlier snapshot.");
        }
        if (wanted != null && reached.sequence() != wanted) {
            throw SnapshotException.refused("Index '" + base.name() + "' can be brought to commit " + reached.sequence()
                    + " and not to " + wanted + ", which lies "
                    + (wanted < base.sequence()
                            ? "before the snapshot"
                            : "beyond the changes that were shipped, or among "
                                    + "several that were shipped as one")
                    + ". Ask for another one, or take another snapshot.");
        }
        return reached;
    }

    /** Replays into an index that is as the snapshot has it. */
    public Reached onto(AssetIndex index) {
        reachable();
        return reading(index);
    }

    private Reached reading(@Nullable AssetIndex index) {
        Reached[] reached = {new Reached(base.sequence(), base.committedMicros())};
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return reached[0];
        }
        try {
            ReplayLog.Ending ending = ReplayLog.scan(file, entry -> {
                if (entry.from() != reached[0].sequence()) {
                    throw SnapshotException.damaged(file.getFileName() + " goes on after commit " + entry.from()
                            + " where " + reached[0].sequence() + " was reached");
                }
                if (!until.includes(entry.sequence(), entry.timeMicros())) {
                    return false;
                }
                if (index != null) {
                    apply(index, entry.changes().read());
                }
                reached[0] = new Reached(entry.sequence(), entry.timeMicros());
                return true;
            });
            if (ending.behind() != null && !isReached(reached[0])) {
                throw SnapshotException.damagedChanges(file.getFileName() + " is sound up to commit "
                        + reached[0].sequence() + " of " + reached[0].time()
                        + ", and behind what is damaged it goes on to commit " + ending.behind()
                        + " and perhaps further",
                        "What is sound is reached with --until " + reached[0].time()
                                + "; or take another snapshot.");
            }
            return reached[0];
        } catch (IOException unreadable) {
            throw SnapshotException.failed("The changes " + file + " cannot be read (" + unreadable
                    + "). Check the disk and its permissions.", unreadable);
        }
    }

    /** Whether no later commit can belong to what was asked for. */
    private boolean isReached(Reached reached) {
        return (until.sequence() != null && until.sequence() <= reached.sequence())
                || (until.time() != null && !until.time().isAfter(reached.time()));
    }

    /**
     * All that changed goes first and is then put as it was. An entry may cover several commits, so what it puts may fit the
     * index only once all of what was there is gone: simprints of another width, for one.
     */
    private static void apply(AssetIndex index, ByteBuffer changes) {
        List<IsccId> changed = new ArrayList<>();
        List<Asset> put = new ArrayList<>();
        while (changes.hasRemaining()) {
            IsccId id = new IsccId(changes.get(), changes.getLong());
            int length = changes.getInt();
            changed.add(id);
            if (length >= 0) {
                byte[] packed = new byte[length];
                changes.get(packed);
                put.add(PackedAsset.decode(id, packed));
            }
        }
        index.delete(changed);
        index.put(put);
    }
}
