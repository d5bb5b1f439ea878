package io.semblance.migration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetDraft;
import io.semblance.asset.AssetService;
import io.semblance.asset.ImportGroup;
import io.semblance.asset.ImportGroup.Outcome.Refused;
import io.semblance.asset.ImportGroup.Outcome.Stored;
import io.semblance.migration.IsccSearchDirectory.Found;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemException;

/** Brings one index over, in groups that are committed one after the other. */
final class IndexImport implements AssetVisitor {

    private static final int PROGRESS_EVERY = 10_000;

    private final Found found;
    private final Target target;
    private final ImportProgress progress;
    private final Tally tally;
    private final List<Asset> group = new ArrayList<>();
    private long groupBytes;
    private long expected;

    private IndexImport(Found found, Target target, ImportProgress progress) {
        this.found = found;
        this.target = target;
        this.progress = progress;
        this.tally = new Tally(found.name());
    }

    /** Reads to the end, or until the target can take no more, which the report then says. */
    static IndexReport run(Found found, Supplier<Target> target, ImportProgress progress) {
        try (IsccSearchIndex source = IsccSearchIndex.open(found)) {
            return new IndexImport(found, target.get(), progress).run(source);
        } catch (IOException | ProblemException unusable) {
            return new Tally(found.name()).report(List.of(), sentence(unusable));
        }
    }

    private IndexReport run(IsccSearchIndex source) throws IOException {
        expected = source.assets();
        String stopped = "";
        try {
            source.read(this);
            store();
        } catch (IOException | ProblemException cannotGoOn) {
            stopped = sentence(cannotGoOn);
        }
        return tally.report(source.damage(), stopped);
    }

    private static String sentence(Exception failure) {
        return failure instanceof ProblemException problem ? problem.detail() : failure.toString();
    }

    @Override
    public void asset(AssetDraft draft, int bytes) {
        count();
        try {
            Asset asset = AssetService.read(draft);
            if (target.holds(asset)) {
                tally.unchanged();
                return;
            }
            group.add(asset);
            groupBytes += bytes;
        } catch (CallerFault fault) {
            tally.refused(String.valueOf(draft.isccId()), fault.detail());
        }
        if (group.size() == ImportGroup.ASSETS || groupBytes > ImportGroup.BYTES) {
            store();
        }
    }

    @Override
    public void unreadable(String id, String reason) {
        count();
        tally.refused(id, reason);
    }

    @Override
    public void incomplete(String id, String reason) {
        tally.refused(id, reason);
    }

    private void count() {
        long read = tally.read();
        if (read % PROGRESS_EVERY == 0) {
            progress.read(found.name(), read, expected);
        }
    }

    private void store() {
        List<ImportGroup.Outcome> outcomes = ImportGroup.store(group, target::put);
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case Stored stored -> tally.stored(stored.status());
                case Refused refused -> tally.refused(group.get(i).id().text(), refused.fault().detail());
            }
        }
        group.clear();
        groupBytes = 0;
    }
}
