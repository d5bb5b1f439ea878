package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.UnitType;
import io.semblance.graph.TestedGraph;
import io.semblance.proof.BesideOthers;

import tools.jackson.databind.json.JsonMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixty contents, each stored under a hundred ids: equal codes link to each other alone, and the graph falls apart. */
@BesideOthers
class LowRecallIT {

    private static final int CONTENTS = 60;
    private static final int IDS = 100;
    private static final UnitType DATA = new UnitType(MainType.DATA, 0, 0);

    @TempDir
    Path directory;

    @Test
    void theScanAnswersWhereAGraphFindsTooLittle() throws IOException, InterruptedException {
        TestedGraph.require();
        // From the last one on: a graph of the first few could find enough, and is not measured again for minutes.
        Host host = Host.install(directory.resolve("host"), "SEMBLANCE_GRAPH_FROM=" + CONTENTS * IDS)
                .startAndAwaitReady();
        try (Drill drill = Drill.of("low-recall", host, Drill.SECONDS, directory)) {
            assertThat(host.call("POST", "/indexes", "{\"name\":\"works\"}").statusCode()).isEqualTo(201);
            List<IsccUnit> contents = store(host);
            drill.awaitFiring("SemblanceGraphRecallLow");
            assertThat(drill.follow("confirm")).contains("graph=\"DATA_NONE_V0-256\"", "=> 1024");
            assertThat(found(host, contents, "&exact=true")).isEqualTo(CONTENTS);
            drill.follow("fix, anew");
            Waiting.until("the graph is built anew", () -> host.log().split("Built the graph DATA", -1).length == 3,
                    () -> "it was not");
            drill.follow("fix, scan");
            drill.follow("verify");
            assertThat(found(host, contents, "")).isEqualTo(CONTENTS);
            drill.follow("undo");
            drill.assertFollowedToTheEnd();
        }
    }

    private static List<IsccUnit> store(Host host) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(45);
        List<IsccUnit> contents = new ArrayList<>();
        for (int content = 0; content < CONTENTS; content++) {
            IsccUnit unit = new IsccUnit(DATA, 256, random.nextLong(), random.nextLong(), random.nextLong(),
                    random.nextLong());
            contents.add(unit);
            List<Map<String, Object>> batch = new ArrayList<>();
            for (int i = 1; i <= IDS; i++) {
                batch.add(Map.of("iscc_id", new IsccId(0, (content * IDS + i) * 4096L).text(), "units",
                        List.of(unit.text(), instance(random))));
            }
            HttpResponse<String> answer = host.call("POST", "/indexes/works/assets",
                    JsonMapper.shared().writeValueAsString(batch));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        }
        return contents;
    }

    private static String instance(SplittableRandom random) {
        return new IsccUnit(new UnitType(MainType.INSTANCE, 0, 0), 256, random.nextLong(), random.nextLong(),
                random.nextLong(), random.nextLong()).text();
    }

    /** How many contents are found under all of their ids, by answers that say that nothing can be missing. */
    private static int found(Host host, List<IsccUnit> contents, String parameter)
            throws IOException, InterruptedException {
        int found = 0;
        for (IsccUnit unit : contents) {
            HttpResponse<String> answer = host.call("POST", "/indexes/works/search?limit=1" + parameter,
                    JsonMapper.shared().writeValueAsString(Map.of("units",
                            List.of(unit.text(), instance(new SplittableRandom(1))))));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            found += answer.headers().firstValue("Semblance-Exact").orElse("").equals("true") && answer.headers()
                    .firstValue("Semblance-Total-Matches").orElse("").equals(Integer.toString(IDS)) ? 1 : 0;
        }
        return found;
    }
}
