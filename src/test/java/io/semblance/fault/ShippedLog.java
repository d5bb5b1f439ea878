package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import io.semblance.proof.Losses;
import io.semblance.snapshot.PointInTime;
import io.semblance.snapshot.Replay;
import io.semblance.snapshot.Restoration;
import io.semblance.snapshot.SnapshotException;

/**
 * What the service had shipped of the index {@code t} when the power failed, by the syncs of the files that it was shipped to,
 * whatever became of their names. All of it must be there, and be replayed to the very state that the record has.
 *
 * @param synced content of the log beside each snapshot of which a sync had ended, by the snapshot's id
 */
record ShippedLog(Map<String, byte[]> synced) {

    /** Bytes before the first entry. */
    private static final int BEGIN = 8;
    private static final int HEAD = 2 * Integer.BYTES;

    /**
     * Looks at the changes beside one snapshot.
     *
     * @param shelf where the snapshots lie
     * @param opened the data directory beside it
     * @param scratch where the index is restored to
     * @return how many assets were compared
     */
    int verify(Path shelf, String snapshot, OpenedImage opened, Path scratch) throws IOException {
        byte[] shipped = synced.getOrDefault(snapshot, new byte[0]);
        if (shipped.length == 0) {
            return 0;
        }
        Path log = shelf.resolve("changes-" + snapshot).resolve("t.log");
        assertThat(log).as("what was shipped, " + Losses.ALTERED).exists();
        byte[] there = Files.readAllBytes(log);
        assertThat(Arrays.copyOf(there, Math.min(there.length, shipped.length)))
                .as("what was shipped, " + Losses.ALTERED).isEqualTo(shipped);
        Restoration.of(shelf.resolve(snapshot)).into(scratch, "t", null);
        try (OpenedImage restored = OpenedImage.open(scratch)) {
            Replay.Reached reached = replay(shelf.resolve(snapshot), last(shipped), there.length > shipped.length,
                    restored);
            assertThat(reached.sequence()).as("the last commit that was shipped").isGreaterThanOrEqualTo(last(shipped));
            if (reached.sequence() != opened.index("t").figures().sequence()) {
                return 0;
            }
            assertThat(restored.content("t")).as("what was replayed").isEqualTo(opened.content("t"));
            return 1;
        }
    }

    /**
     * To the end, or to what was synced: of entries behind that, which no sync has reached, the power may take any and leave
     * later ones, and a replay to the end is refused then.
     */
    private static Replay.Reached replay(Path snapshot, long synced, boolean isMoreThere, OpenedImage restored) {
        try {
            return Replay.of(snapshot, "t", new PointInTime(null, null)).onto(restored.index("t"));
        } catch (SnapshotException refused) {
            assertThat(isMoreThere && refused.isDamaged()).as("%s", refused).isTrue();
            assertThat(refused).hasMessageContaining("What is sound is reached with --until");
            return Replay.of(snapshot, "t", new PointInTime(synced, null)).onto(restored.index("t"));
        }
    }

    /** Number of the commit to which the last whole entry leads. */
    private static long last(byte[] log) {
        ByteBuffer entries = ByteBuffer.wrap(log).position(Math.min(log.length, BEGIN));
        long last = 0;
        while (entries.remaining() >= HEAD && entries.getInt(entries.position()) <= entries.remaining() - HEAD) {
            last = entries.getLong(entries.position() + HEAD + Long.BYTES);
            entries.position(entries.position() + HEAD + entries.getInt(entries.position()));
        }
        return last;
    }
}
