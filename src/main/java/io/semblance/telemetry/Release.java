package io.semblance.telemetry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.stereotype.Component;

/** Version and commit of the running program; where it does not run from a build, both are {@code unknown}. */
@Component
public final class Release {

    private static final String UNKNOWN = "unknown";

    private final String version;
    private final String commit;

    Release(ObjectProvider<BuildProperties> build, ObjectProvider<GitProperties> git) {
        BuildProperties built = build.getIfAvailable();
        GitProperties committed = git.getIfAvailable();
        String builtVersion = built == null ? null : built.getVersion();
        String shortCommit = committed == null ? null : committed.getShortCommitId();
        this.version = builtVersion == null ? UNKNOWN : builtVersion;
        this.commit = shortCommit == null ? UNKNOWN : shortCommit;
    }

    /** Such as {@code 0.1.0}. */
    public String version() {
        return version;
    }

    /** Short commit id. */
    public String commit() {
        return commit;
    }
}
