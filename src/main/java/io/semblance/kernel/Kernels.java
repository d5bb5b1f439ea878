package io.semblance.kernel;

import java.lang.management.ManagementFactory;

import com.sun.management.HotSpotDiagnosticMXBean;

/**
 * Which kernel runs. The Vector API is an incubating module that the launcher has to add ({@value #FLAG}), pays off from
 * vectors of 256 bits on, and needs the C2 compiler; where one of these is missing the plain loop runs instead. The system
 * property {@value #PROPERTY} with {@code scalar} or {@code panama} decides otherwise.
 */
public final class Kernels {

    /** System property that forces a kernel. */
    public static final String PROPERTY = "semblance.kernel";
    /** The flag that makes the Vector API available. */
    public static final String FLAG = "--add-modules=jdk.incubator.vector";

    private static final Choice CHOICE = choose(System.getProperty(PROPERTY, ""));

    record Choice(ScanKernel kernel, String reason) {
    }

    private Kernels() {
    }

    /** The kernel of this process. */
    public static ScanKernel active() {
        return CHOICE.kernel;
    }

    /** Which kernel runs and why, in one line for the start-up log. */
    public static String describe() {
        return CHOICE.kernel.name() + " (" + CHOICE.reason + ")";
    }

    static Choice choose(String forced) {
        return switch (forced) {
            case "scalar" -> new Choice(new ScalarKernel(), "forced by " + PROPERTY);
            case "panama" -> new Choice(new PanamaKernel(), vectors() + ", forced by " + PROPERTY);
            case "" -> best();
            default -> throw new IllegalArgumentException(PROPERTY + " must be scalar or panama, not '" + forced + "'");
        };
    }

    private static Choice best() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return scalar("the Vector API is absent: start Java with " + FLAG + " for scans several times faster");
        }
        if (!optimizes()) {
            return scalar("the C2 compiler is off: start Java without -XX:TieredStopAtLevel and -Xint for fast scans");
        }
        if (PanamaKernel.vectorBits() < 256) {
            return scalar("vectors of this processor have only " + PanamaKernel.vectorBits() + " bits");
        }
        return new Choice(new PanamaKernel(), vectors());
    }

    private static Choice scalar(String reason) {
        return new Choice(new ScalarKernel(), reason);
    }

    private static String vectors() {
        return PanamaKernel.vectorBits() + "-bit vectors";
    }

    private static boolean optimizes() {
        HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        String mode = System.getProperty("java.vm.info", "");
        return !mode.contains("interpreted")
                && (bean == null || "4".equals(bean.getVMOption("TieredStopAtLevel").getValue()));
    }
}
