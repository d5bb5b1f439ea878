package io.semblance.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Processor time up to an instant: of this tool, of the service ({@code --pid}) and of the whole machine. The difference
 * of two says what an answer costs each side, which holds on a busy machine too, and how many cores other work took,
 * which tells whether the rate beside it can be believed.
 */
record CpuUse(long instant, double client, double service, double machine) {

    /** The kernel counts in hundredths of a second on every platform that Java 25 runs on. */
    private static final double TICKS_PER_SECOND = 100;

    static CpuUse now(Options options) throws IOException {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return new CpuUse(System.nanoTime(), system.getProcessCpuTime() / 1e9, ofProcess(options.text("pid", "")),
                ofMachine());
    }

    /** Puts what was used since then: microseconds an answer of both sides, and cores of all others together. */
    void describe(CpuUse then, long answers, Measurement measurement) {
        double seconds = (instant - then.instant) / 1e9;
        if (answers == 0 || seconds <= 0) {
            return;
        }
        measurement.put("client_cpu_us", Math.round(1e6 * (client - then.client) / answers));
        if (service > 0 && machine > 0) {
            measurement.put("server_cpu_us", Math.round(1e6 * (service - then.service) / answers));
            double others = machine - then.machine - (client - then.client) - (service - then.service);
            measurement.put("other_cores", Math.max(0, Math.round(100 * others / seconds) / 100.0));
        }
    }

    private static double ofProcess(String pid) throws IOException {
        Path stat = Path.of("/proc", pid, "stat");
        if (pid.isEmpty() || !Files.isReadable(stat)) {
            return 0;
        }
        // The name in parentheses may hold blanks; user and system time are the 12th and 13th field behind it.
        String text = Files.readString(stat);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private static double ofMachine() throws IOException {
        Path stat = Path.of("/proc/stat");
        if (!Files.isReadable(stat)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(stat)) {
            String[] fields = lines.findFirst().orElse("").split(" +", -1);
            long busy = 0;
            for (int i : new int[]{1, 2, 3, 6, 7}) {
                busy += Long.parseLong(fields[i]);
            }
            return busy / TICKS_PER_SECOND;
        }
    }
}
