package io.semblance.telemetry;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.management.OperatingSystemMXBean;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/**
 * Memory of the process as the operating system sees it, which no JVM meter shows: what is mapped of the records counts as
 * resident too, but the system takes it back when it needs it; only the anonymous part brings a process to its limit.
 */
@Component
final class MachineMeters implements MeterBinder {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String KIBIBYTES = " kB";

    @Override
    public void bindTo(MeterRegistry registry) {
        memory("anonymous", "RssAnon:", registry);
        memory("mapped", "RssFile:", registry);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            Gauge.builder(Meters.MEMORY_LIMIT, system, OperatingSystemMXBean::getTotalMemorySize)
                    .baseUnit(BaseUnits.BYTES).register(registry);
        }
    }

    private static void memory(String kind, String line, MeterRegistry registry) {
        Gauge.builder(Meters.MEMORY, line, MachineMeters::bytes).tags(Tags.of(Meters.KIND, kind))
                .baseUnit(BaseUnits.BYTES).register(registry);
    }

    /** Only Linux has such lines; elsewhere nothing is known. */
    private static double bytes(String line) {
        try {
            return Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1).stream()
                    .filter(one -> one.startsWith(line) && one.endsWith(KIBIBYTES)).findFirst()
                    .map(one -> 1024.0 * Long
                            .parseLong(one.substring(line.length(), one.length() - KIBIBYTES.length()).strip()))
                    .orElse(Double.NaN);
        } catch (IOException unknown) {
            return Double.NaN;
        }
    }
}
