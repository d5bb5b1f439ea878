package io.semblance.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Test;

/** The health check of the image, which asks the service itself. */
@BesideOthers
class ContainerHealthIT {

    @Test
    void aServiceThatAnswersIsHealthyAndOneThatHangsIsNot() throws Exception {
        ContainerEngine engine = SemblanceImage.require();
        try (ServiceContainer service = ServiceContainer
                .start(engine, List.of("--env", "SEMBLANCE_PORT=8000")).awaitFirstAnswer()) {
            assertThat(service.exec("healthy").exitCode()).isZero();
            if (!engine.docker()) {
                assertThat(service.healthFoundNow()).isEqualTo("healthy");
            }
            service.signal("STOP");
            assertThat(service.exec("healthy").exitCode()).as("it takes connections and does not answer").isNotZero();
            service.signal("CONT");
            assertThat(service.exec("healthy").exitCode()).isZero();
        }
    }

    @Test
    void whereNothingListensItIsUnhealthy() throws Exception {
        ContainerEngine engine = SemblanceImage.require();
        assertThat(engine.call("run", "--rm", "--entrypoint", "healthy", SemblanceImage.NAME).exitCode()).isEqualTo(1);
    }
}
