package io.semblance.lifecycle;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.semblance.access.ValidSecrets;
import io.semblance.telemetry.Meters;
import io.semblance.telemetry.Release;

import org.springframework.stereotype.Component;

/** What runs, how far it is, whether it may be called, and how the stop before it went. */
@Component
final class LifecycleMeters implements MeterBinder {

    private final Loading loading;
    private final LastStop lastStop;
    private final ValidSecrets secrets;
    private final Release release;

    LifecycleMeters(Loading loading, LastStop lastStop, ValidSecrets secrets, Release release) {
        this.loading = loading;
        this.lastStop = lastStop;
        this.secrets = secrets;
        this.release = release;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(Meters.READY, this, LifecycleMeters::ready).register(registry);
        Gauge.builder(Meters.STOPPING, lastStop, stop -> stop.hasBegun() ? 1 : 0).register(registry);
        Gauge.builder(Meters.LOADED, loading, state -> state.progress().loaded()).register(registry);
        Gauge.builder(Meters.LOAD, loading, Loading::seconds).baseUnit("seconds").register(registry);
        Gauge.builder(Meters.LAST_STOP, lastStop, LastStop::seconds).baseUnit("seconds").register(registry);
        Gauge.builder(Meters.LAST_STOP_INCOMPLETE, lastStop, stop -> stop.isIncomplete() ? 1 : 0).register(registry);
        Gauge.builder(Meters.SECRETS, secrets, ValidSecrets::count).register(registry);
        Gauge.builder(Meters.RELEASE, release, running -> 1)
                .tags(Tags.of(Meters.VERSION, release.version(), Meters.COMMIT_ID, release.commit()))
                .register(registry);
    }

    private double ready() {
        return loading.isReady() && !lastStop.hasBegun() ? 1 : 0;
    }
}
