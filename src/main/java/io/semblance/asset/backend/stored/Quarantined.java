package io.semblance.asset.backend.stored;

import io.semblance.asset.BackendReport.SetAside;
import io.semblance.problem.Broken;
import io.semblance.problem.ProblemType;
import io.semblance.record.QuarantineEntry;

/** What callers and operators are told of an index that was set aside. */
final class Quarantined {

    static final String TO_DO = "Restore its newest snapshot under this name, or under another name and rename it to this one"
            + " (docs/runbooks/quarantine.md). If it is not needed any more, delete this folder.";

    private Quarantined() {
    }

    static Broken problem(QuarantineEntry entry) {
        return new Broken(ProblemType.INDEX_QUARANTINED,
                "Index '" + entry.name() + "' was found damaged and set aside at "
                        + entry.when() + ": " + entry.why() + " Its files are unchanged in quarantine/" + entry.id()
                        + " of the data directory; the other indexes are served. " + entry.toDo());
    }

    static SetAside shown(QuarantineEntry entry) {
        return new SetAside(entry.id(), entry.what(), entry.when(), entry.why(), entry.toDo(),
                entry.kind() == QuarantineEntry.Kind.INDEX && entry.replaced() == null);
    }
}
