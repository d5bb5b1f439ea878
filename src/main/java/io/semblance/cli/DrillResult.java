package io.semblance.cli;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

import io.semblance.asset.AssetIndexes;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.problem.ProblemException;
import io.semblance.record.DataDirectoryException;
import io.semblance.record.StoreException;
import io.semblance.snapshot.IndexSnapshot;
import io.semblance.snapshot.Manifest;
import io.semblance.snapshot.Restoration;
import io.semblance.snapshot.ServedWitnesses;
import io.semblance.snapshot.SnapshotArchive;
import io.semblance.snapshot.SnapshotException;

/**
 * How a restore drill ended.
 *
 * @param snapshot id of the snapshot; empty if it came to none
 * @param indexes how many came back
 * @param assets how many, in all of them
 * @param faults what went wrong, a clause each; empty if all came back
 */
record DrillResult(String snapshot, long indexes, long assets, List<String> faults) {

    static DrillResult failed(String snapshot, String fault) {
        return new DrillResult(snapshot, 0, 0, List.of(fault));
    }

    /** The same of a snapshot. */
    static DrillResult of(String snapshot, DrillResult result) {
        return new DrillResult(snapshot, result.indexes, result.assets, result.faults);
    }

    /** Restores an archive into a directory, reads it back, serves it, and compares. */
    static DrillResult restored(InputStream body, Path directory) {
        try {
            Restoration restoration = Restoration.of(SnapshotArchive.read(body));
            List<String> names = restoration.into(directory, null, null);
            Manifest manifest = restoration.manifest();
            List<String> faults = served(manifest, directory);
            return new DrillResult("", names.size(),
                    manifest.indexes().stream().mapToLong(IndexSnapshot::assets).sum(), faults);
        } catch (SnapshotException refused) {
            return failed("", refused.sentences());
        } catch (DataDirectoryException refused) {
            return failed("", refused.problem() + " " + refused.action());
        } catch (StoreException | UncheckedIOException unwritten) {
            return failed("", "The restored data cannot be used (" + unwritten + "). See whether there is room.");
        }
    }

    private static List<String> served(Manifest manifest, Path directory) {
        IndexUri uri = IndexUri.parse(manifest.backend() + "://" + directory.toAbsolutePath());
        BackendSettings own = BackendSettings.defaults();
        BackendSettings settings = new BackendSettings(manifest.threshold(), manifest.simprintThreshold(),
                manifest.exponent(), own.scanThreads(), own.graphs(), null);
        try (AssetIndexes indexes = Backends.open(uri, settings)) {
            indexes.load((done, total) -> {
            });
            return ServedWitnesses.faults(indexes, manifest);
        } catch (ProblemException unserved) {
            return List.of(unserved.detail());
        }
    }
}
