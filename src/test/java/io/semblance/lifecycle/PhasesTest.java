package io.semblance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

class PhasesTest {

    @Test
    void stopGoesFromDrainingOverFinishingToSaving() {
        assertThat(new int[]{Phases.SAVING, WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE, Phases.FINISHING,
                Phases.LOADING, Phases.DRAINING}).isSorted().doesNotHaveDuplicates();
    }
}
