package io.semblance.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The memory that a container may use: the JVM plans with it, and dying of it loses nothing. */
@BesideOthers
class ContainerMemoryIT {

    private static final Pattern HEAP = Pattern
            .compile("(?m)^jvm_memory_max_bytes\\{area=\"heap\",id=\"[^\"]*(?:Old|Tenured) Gen\"[^}]*} (\\S+)$");
    private static final int KILLED = 128 + 9;

    private static ContainerEngine engine;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        engine = SemblanceImage.require();
    }

    @Test
    void theHeapIsHalfOfTheContainersMemory() throws Exception {
        List<String> options = new ArrayList<>(ServiceContainer.HARDENED);
        options.addAll(List.of("--memory", "2g", "--cpus", "2"));
        try (ServiceContainer service = ServiceContainer.start(engine, options).awaitReady()) {
            var heap = HEAP.matcher(service.get("/actuator/prometheus").body());
            assertThat(heap.find()).isTrue();
            assertThat(Double.parseDouble(heap.group(1))).isEqualTo(1L << 30);
        }
    }

    /** A heap that is larger than the container: the kernel ends the process in the middle of its work. */
    @Test
    void aServiceThatIsKilledByTheLimitHasAllThatItAcknowledged() throws Exception {
        List<String> options = List.of("--memory", "420m", "--memory-swap", "420m", "--cpus", "2", "--env",
                "JDK_JAVA_OPTIONS=-XX:+UseSerialGC -Xmx1g -Xmn800m");
        try (ServiceContainer service = ServiceContainer.start(engine, options).awaitReady()) {
            service.post("/indexes", "{\"name\":\"t\"}");
            int acknowledged = writeUntilGone(service);
            assertThat(service.exitCode()).as("it was killed after %d assets", acknowledged).isEqualTo(KILLED);
            assertThat(acknowledged).isPositive();
            try (ServiceContainer next = ServiceContainer
                    .start(engine, List.of("--volumes-from", service.id())).awaitReady()) {
                for (int number = 0; number < acknowledged; number++) {
                    assertThat(next.get("/indexes/t/assets/" + Assets.id(number)).statusCode()).as("asset %d", number)
                            .isEqualTo(200);
                }
            }
        }
    }

    private static int writeUntilGone(ServiceContainer service) throws InterruptedException {
        int number = 0;
        try {
            while (service.post("/indexes/t/assets", Assets.batch(number)).statusCode() == 201) {
                number++;
                service.get("/openapi.json");
            }
        } catch (IOException gone) {
            // The write that met the end was not acknowledged.
        }
        return number;
    }
}
