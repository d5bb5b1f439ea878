package io.semblance.lifecycle;

import io.semblance.snapshot.DrillLog;
import io.semblance.snapshot.Snapshots;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * The part {@code snapshots} of {@code /actuator/health}: what could be restored, whether changes are shipped where they are to
 * be, and whether a restore was tried out. Never down: nobody is served better by a service that is taken away because its
 * snapshots are old.
 */
final class SnapshotsHealthIndicator extends AbstractHealthIndicator {

    private final Snapshots snapshots;

    SnapshotsHealthIndicator(Snapshots snapshots) {
        super("the snapshots cannot be looked at");
        this.snapshots = snapshots;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up();
        if (!snapshots.isPossible()) {
            builder.withDetail("made", "none, semblance.snapshots.directory is not set");
            return;
        }
        String changes = snapshots.changes();
        if (changes != null) {
            builder.withDetail("changes", changes);
        }
        Snapshots.Seen seen = snapshots.seen();
        if (seen == null) {
            builder.withDetail("newestSound", "the directory of the snapshots has not answered yet");
            return;
        }
        builder.withDetail("newestSound", seen.newestSound() == null ? "none" : seen.newestSound().toString());
        DrillLog drills = seen.drills();
        if (drills == null) {
            builder.withDetail("lastDrill", "none was reported");
        } else {
            builder.withDetail("lastDrill", drills.last().ended() + (drills.last().succeeded()
                    ? " succeeded"
                    : " failed: " + String.join("; ", drills.last().faults())));
        }
    }
}
