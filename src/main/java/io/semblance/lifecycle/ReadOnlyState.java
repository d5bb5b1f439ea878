package io.semblance.lifecycle;

import java.util.Optional;

import io.semblance.asset.BackendReport;

import org.jspecify.annotations.Nullable;

/** Whether some index takes no writes since its storage failed; answered from memory, so that probes may ask. */
public final class ReadOnlyState {

    private final @Nullable BackendReport report;

    ReadOnlyState(Optional<BackendReport> report) {
        this.report = report.orElse(null);
    }

    /** True while at least one index is latched. */
    public boolean isLatched() {
        return report != null && !report.readOnlyIndexes().isEmpty();
    }
}
