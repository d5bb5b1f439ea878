package io.semblance.doctor;

import io.semblance.asset.backend.IndexUri;
import io.semblance.config.SemblanceSettings;
import io.semblance.record.DataDirectoryException;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/**
 * What the checks look at.
 *
 * @param settings what the service runs, or would run, with
 * @param spring Spring's own settings, such as {@code server.ssl.bundle}
 * @param backend where the data is
 * @param look into the data directory; null where data is in memory
 * @param serving whether this process is the service, and so holds the data directory
 * @param proc {@code /proc}
 * @param cgroup {@code /sys/fs/cgroup}
 * @param run {@code /run}
 * @param running what the service knows of itself; null where that is not known
 */
record Deployment(SemblanceSettings settings, PropertyResolver spring, IndexUri backend,
        @Nullable DirectoryLook look, boolean serving, Path proc, Path cgroup, Path run,
        @Nullable Running running) {

    /** With no look into the directory yet. */
    Deployment(SemblanceSettings settings, PropertyResolver spring, IndexUri backend, boolean serving, Path proc,
            Path cgroup, Path run) {
        this(settings, spring, backend, backend.directory() == null ? null : new DirectoryLook(backend.directory()),
                serving, proc, cgroup, run, null);
    }

    /** The same, to be looked at anew. */
    Deployment anew() {
        return new Deployment(settings, spring, backend, serving, proc, cgroup, run).with(running);
    }

    /** The same, of a service that knows this. */
    Deployment with(@Nullable Running known) {
        return new Deployment(settings, spring, backend, look, serving, proc, cgroup, run, known);
    }

    /** Of this machine. */
    static Deployment here(SemblanceSettings settings, PropertyResolver spring, boolean serving) {
        return new Deployment(settings, spring, IndexUri.parse(settings.indexUri()), serving, Path.of("/proc"),
                Path.of("/sys/fs/cgroup"), Path.of("/run"));
    }

    /**
     * Whether this process looks at a directory that another one holds, which is the service if it runs. What is told of this
     * process' own settings and virtual machine is not true of that one then.
     */
    boolean isBesideService() throws IOException {
        try {
            return !serving && look != null && look.seen().holder() != null;
        } catch (DataDirectoryException refused) {
            return false;
        }
    }

    /** The data directory; null where data is in memory. */
    @Nullable
    Path directory() {
        return backend.directory();
    }
}
