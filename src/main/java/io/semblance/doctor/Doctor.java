package io.semblance.doctor;

import io.semblance.problem.RefusedException;
import io.semblance.config.SemblanceSettings;
import io.semblance.config.SettingsReading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.springframework.core.env.PropertyResolver;

/**
 * Runs all checks. It takes well under a second, most of it for a few synced writes of a probe file in the data directory;
 * that file is removed again and nothing else is changed.
 */
public final class Doctor {

    private static final Map<CheckName, Check> CHECKS = checks();

    private final Deployment deployment;

    Doctor(Deployment deployment) {
        this.deployment = deployment;
    }

    /**
     * The checks of the running service.
     *
     * @param spring Spring's own settings
     * @param running what the service knows of itself
     */
    public static Doctor ofService(SemblanceSettings settings, PropertyResolver spring, Running running) {
        return new Doctor(Deployment.here(settings, spring, true).with(running));
    }

    /**
     * The checks of a service that would be started with these words; whether one runs already does not matter.
     *
     * @param words settings as on the command line
     */
    public static List<Finding> findings(List<String> words) {
        try {
            SettingsReading reading = SettingsReading.read(words);
            return new Doctor(Deployment.here(reading.settings(), reading.environment(), false))
                    .findings();
        } catch (RefusedException refused) {
            return List.of(Finding.error(CheckName.SETTINGS, refused.problem(), refused.action()));
        }
    }

    /** What all checks found, in the order of {@link CheckName}. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Deployment on = deployment.anew();
        CHECKS.forEach((name, check) -> findings.add(look(name, check, on)));
        return findings;
    }

    /** The worst of some findings; {@link Severity#FINE} of none. */
    public static Severity worst(List<Finding> findings) {
        return findings.stream().map(Finding::severity).max(Comparator.naturalOrder()).orElse(Severity.FINE);
    }

    private static Finding look(CheckName name, Check check, Deployment on) {
        try {
            return check.look(on);
        } catch (IOException untold) {
            return Finding.information(name, "could not be looked at: " + untold, "Look at it by hand.");
        }
    }

    private static Map<CheckName, Check> checks() {
        Map<CheckName, Check> checks = new EnumMap<>(CheckName.class);
        checks.put(CheckName.SETTINGS,
                on -> Finding.fine(CheckName.SETTINGS, "every setting is known and in its range"));
        checks.put(CheckName.DATA_DIRECTORY, DataChecks::usable);
        checks.put(CheckName.MOUNT, DataChecks::mount);
        checks.put(CheckName.FILE_SYSTEM, DiskChecks::fileSystem);
        checks.put(CheckName.SYNC_LATENCY, DiskChecks::syncLatency);
        checks.put(CheckName.FREE_SPACE, DiskChecks::freeSpace);
        checks.put(CheckName.LOCK, DataChecks::lock);
        checks.put(CheckName.QUARANTINE, DataChecks::quarantine);
        checks.put(CheckName.OPEN_FILES, MachineChecks::openFiles);
        checks.put(CheckName.MEMORY, MachineChecks::memory);
        checks.put(CheckName.CONTAINER_LIMITS, MachineChecks::containerLimits);
        checks.put(CheckName.CLOCK, ClockCheck::clock);
        checks.put(CheckName.SECRET, SecretCheck::secret);
        checks.put(CheckName.CORS, AccessChecks::cors);
        checks.put(CheckName.ADDRESS, AccessChecks::address);
        checks.put(CheckName.TLS, AccessChecks::tls);
        checks.put(CheckName.GRACE_PERIOD, OperationChecks::gracePeriod);
        checks.put(CheckName.JVM_FLAGS, JvmChecks::flags);
        checks.put(CheckName.SCAN_KERNEL, JvmChecks::kernel);
        checks.put(CheckName.GRAPH_LIBRARY, GraphCheck::library);
        checks.put(CheckName.GRAPH_FROM, GraphFromCheck::from);
        checks.put(CheckName.DEBUGGING, OperationChecks::debugging);
        checks.put(CheckName.BACKUP, OperationChecks::backup);
        return checks;
    }
}
