package io.semblance.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written outlives the container in a named volume; where it would not, the service says so when it starts. */
@BesideOthers
class ContainerDataIT {

    private static final String VOLUME = SemblanceImage.NAME + "-data";
    private static final String WARNING = "THE DATA WILL BE LOST";

    private static ContainerEngine engine;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        engine = SemblanceImage.require();
    }

    @Test
    void aNamedVolumeKeepsTheDataWhenTheContainerIsRemoved() throws Exception {
        engine.call("volume", "rm", "--force", VOLUME);
        List<String> options = new ArrayList<>(ServiceContainer.HARDENED);
        options.addAll(List.of("--volume", VOLUME + ":/data"));
        try {
            try (ServiceContainer first = ServiceContainer.start(engine, options).awaitReady()) {
                first.post("/indexes", "{\"name\":\"t\"}");
                assertThat(first.post("/indexes/t/assets", Assets.batch(1)).statusCode()).isEqualTo(201);
                assertThat(first.log()).contains("Data directory /data").doesNotContain(WARNING);
            }
            try (ServiceContainer second = ServiceContainer.start(engine, options).awaitReady()) {
                assertThat(second.get("/indexes/t/assets/" + Assets.id(1)).statusCode()).isEqualTo(200);
            }
        } finally {
            engine.call("volume", "rm", "--force", VOLUME);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--env=A=b | /data | a volume without a name",
            "--tmpfs=/tmp | /tmp/elsewhere | in memory",
            "--env=A=b | /tmp/elsewhere | in the container's own layer"})
    void dataThatGoesWithTheContainerIsWarnedOf(String option, String directory, String where) throws Exception {
        List<String> options = List.of(option, "--env", "SEMBLANCE_INDEX_URI=usearch://" + directory);
        try (ServiceContainer service = ServiceContainer.start(engine, options).awaitFirstAnswer()) {
            assertThat(service.log().lines().filter(line -> line.contains(WARNING))).singleElement().asString()
                    .contains("WARN", directory, where);
        }
    }
}
