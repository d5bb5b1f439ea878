package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

import io.semblance.process.ServiceProcess;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;

/** R10: larger answers at once than the heap holds. They are refused in words or given whole, and the process lives. */
class LargeAnswersIT {

    private static final String HEAP = "-Xmx160m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    private static final String CODE = "ISCC:KACQCI2FM6E2XTPP6DQ5FQ5UUWLIOAAREIZUIVLGO6Q2FI5EUWTKPKA";
    private static final int ASSETS = 24;
    private static final int METADATA = 1_000_000;
    private static final int CALLERS_OF_EACH = 8;
    private static final Pattern ID = Pattern.compile("\"iscc_id\":");
    private static final String LARGEST = "/indexes/t/search?limit=10000&iscc_code=" + CODE;
    private static final String SEARCH = "/indexes/t/search?limit=3&iscc_code=" + CODE;
    private static final String PAGE = "/indexes/t/assets?limit=1000";
    private static final String ASSET = "/indexes/t/assets/" + RememberingClient.text(1L << 12);
    private static final String EXPORT = "/indexes/t/export";

    @TempDir
    Path directory;

    /** What was answered; the metadata is not kept. */
    private record Answer(String path, int status, String start, int assets) {

        static Answer of(String path, HttpResponse<String> response) {
            String body = response.body();
            assertThat(response.statusCode() != 200 || body.stripTrailing().endsWith("}")).as("whole").isTrue();
            return new Answer(path, response.statusCode(), body.substring(0, Math.min(300, body.length())),
                    (int) ID.matcher(body).results().count());
        }

        boolean isWhole() {
            return status == 200 && switch (path) {
                case SEARCH -> assets == 3;
                case PAGE -> assets >= 1;
                case EXPORT -> assets == ASSETS;
                case LARGEST -> false;
                default -> assets == 1;
            };
        }

        boolean isOverloaded() {
            return status == 503 && start.contains("/problems/overloaded");
        }

        boolean isTooLarge() {
            return path.equals(LARGEST) && status == 400 && start.contains("/problems/answer-too-large");
        }
    }

    @Test
    void largerAnswersAtOnceThanTheHeapHoldsAreRefusedOrWholeAndTheProcessLives() throws Exception {
        try (ServiceProcess service = ServiceProcess
                .start("usearch://" + directory.resolve("data"), directory.resolve("log"), HEAP).awaitReady()) {
            fill(service);
            List<Answer> answers = askAtOnce(service);
            assertThat(service.isAlive()).as("%s", service.log()).isTrue();
            assertThat(service.get("/livez").statusCode()).isEqualTo(200);
            assertThat(answers).hasSize(5 * CALLERS_OF_EACH)
                    .allMatch(answer -> answer.isWhole() || answer.isOverloaded() || answer.isTooLarge());
            assertThat(answers).filteredOn(answer -> answer.path.equals(EXPORT) && answer.assets > 0)
                    .as("exports that were begun").allMatch(Answer::isWhole);
            assertThat(ask(service, LARGEST)).matches(Answer::isTooLarge);
            for (String path : List.of(SEARCH, PAGE, ASSET, EXPORT)) {
                assertThat(ask(service, path)).as("once it is quiet").matches(Answer::isWhole);
            }
            Tally.add("answers-refused-for-the-heap", answers.stream().filter(answer -> !answer.isWhole()).count());
        }
    }

    private static void fill(ServiceProcess service) throws IOException, InterruptedException {
        assertThat(service.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
        String text = "x".repeat(METADATA);
        for (long number = 1; number <= ASSETS; number++) {
            assertThat(service.post("/indexes/t/assets",
                    "[{\"iscc_id\":\"" + RememberingClient.text(number << 12) + "\",\"iscc_code\":\"" + CODE
                            + "\",\"metadata\":{\"text\":\"" + text + "\"}}]")
                    .statusCode()).isEqualTo(201);
        }
    }

    private static List<Answer> askAtOnce(ServiceProcess service) throws Exception {
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS_OF_EACH; i++) {
                for (String path : List.of(LARGEST, SEARCH, PAGE, ASSET, EXPORT)) {
                    callers.add(threads.submit(() -> ask(service, path)));
                }
            }
            for (Future<Answer> caller : callers) {
                answers.add(caller.get());
            }
        }
        return answers;
    }

    private static Answer ask(ServiceProcess service, String path) throws IOException, InterruptedException {
        return Answer.of(path, service.get(path));
    }
}
