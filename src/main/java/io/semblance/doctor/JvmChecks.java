package io.semblance.doctor;

import io.semblance.kernel.Kernels;

import com.sun.management.HotSpotDiagnosticMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The virtual machine that runs this. Effects are looked at, not words: it does not matter where a flag was written. */
final class JvmChecks {

    private JvmChecks() {
    }

    static Finding flags(Deployment on) throws IOException {
        return on.isBesideService() ? Finding.ofTheService(CheckName.JVM_FLAGS) : ofMissing(missing());
    }

    static Finding ofMissing(List<String> missing) {
        CheckName check = CheckName.JVM_FLAGS;
        return missing.isEmpty()
                ? Finding.fine(check, "Java " + Runtime.version() + " with all flags that the parts need")
                : Finding.warning(check, "Java " + Runtime.version() + " without " + String.join(" ", missing),
                        "Start it with bin/semblance or the image, which pass them.");
    }

    private static List<String> missing() {
        Module own = JvmChecks.class.getModule();
        List<String> missing = new ArrayList<>();
        require(missing, "true".equals(option("UseCompactObjectHeaders")), "-XX:+UseCompactObjectHeaders");
        require(missing, "true".equals(option("ExitOnOutOfMemoryError")), "-XX:+ExitOnOutOfMemoryError");
        require(missing, ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(), Kernels.FLAG);
        require(missing, own.isNativeAccessEnabled(), "--enable-native-access=ALL-UNNAMED");
        require(missing, Object.class.getModule().isOpen("java.nio", own),
                "--add-opens=java.base/java.nio=ALL-UNNAMED");
        require(missing, Object.class.getModule().isExported("sun.nio.ch", own),
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");
        return missing;
    }

    private static void require(List<String> missing, boolean there, String flag) {
        if (!there) {
            missing.add(flag);
        }
    }

    private static String option(String name) {
        HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return bean == null ? "" : bean.getVMOption(name).getValue();
    }

    static Finding kernel(Deployment on) throws IOException {
        return on.isBesideService() ? Finding.ofTheService(CheckName.SCAN_KERNEL) : ofKernel(Kernels.describe());
    }

    static Finding ofKernel(String description) {
        return description.startsWith("panama")
                ? Finding.fine(CheckName.SCAN_KERNEL, description)
                : Finding.warning(CheckName.SCAN_KERNEL, description,
                        "Start Java with " + Kernels.FLAG
                                + " and the C2 compiler; scans are several times slower now.");
    }
}
