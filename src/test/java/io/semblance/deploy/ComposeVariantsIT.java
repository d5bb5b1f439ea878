package io.semblance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import javax.net.ssl.SSLContext;

import io.semblance.external.ExternalTool;
import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compose files of {@code deploy/} in containers, as they are committed but for the published port. */
@BesideOthers
class ComposeVariantsIT {

    /** Where the hash of their names puts them is tested by {@link HorizontalIT}. */
    private static final String ON_A = "alpha";
    private static final String ON_B = "delta";

    @TempDir
    Path directory;

    @Test
    void killedInstanceTakesOnlyItsOwnIndexesAwayAndBringsThemBack() throws Exception {
        try (ComposeVariant two = ComposeVariant.of("horizontal", directory, "compose.yaml")) {
            two.up();
            Caller front = Caller.of("http://" + two.published("nginx", 8000));
            two.awaitAnswer(front, "/instances/a/readyz");
            two.awaitAnswer(front, "/instances/b/readyz");
            ComposeVariant.create(front, ON_A);
            ComposeVariant.create(front, ON_B);
            String held = front.get("/indexes/" + ON_B).body();

            two.call("kill", "b");

            for (String path : new String[]{"/indexes/" + ON_B, "/indexes/" + ON_B + "/assets/x", "/indexes"}) {
                HttpResponse<String> away = front.get(path);
                assertThat(away.statusCode()).as(path).isEqualTo(503);
                assertThat(away.headers().firstValue("Retry-After")).as(path).hasValue("5");
                assertThat(away.headers().firstValue("Content-Type")).as(path).hasValue("application/problem+json");
            }
            assertThat(front.get("/indexes/" + ON_A).statusCode()).isEqualTo(200);
            assertThat(front.get("/readyz").statusCode()).as("the other one serves").isEqualTo(200);

            two.call("start", "b");

            two.awaitAnswer(front, "/instances/b/readyz");
            assertThat(front.get("/indexes/" + ON_B).body()).isEqualTo(held);
            assertThat(front.get("/indexes").body()).contains(ON_A, ON_B);
            assertThat(front.get("/instances/a/indexes").body()).contains(ON_A).doesNotContain(ON_B);
        }
    }

    @Test
    @Tag("night")
    void thirdInstanceIsAddedAsTheGuideSays() throws Exception {
        ExternalTool.debian("patch", "patch").require();
        try (ComposeVariant two = ComposeVariant.of("horizontal", directory, "compose.yaml")) {
            two.up();
            Caller front = Caller.of("http://" + two.published("nginx", 8000));
            two.awaitAnswer(front, "/instances/a/readyz");
            two.awaitAnswer(front, "/instances/b/readyz");
            List<String> old = IntStream.range(0, 8).mapToObj(i -> "old" + i).toList();
            for (String index : old) {
                ComposeVariant.create(front, index);
            }
            String onA = front.get("/instances/a/indexes").body();
            String onB = front.get("/instances/b/indexes").body();

            two.follow(GuideBlock.of(Path.of("docs", "how-to", "deploy-horizontally.md"), "ComposeVariantsIT adds")
                    .with(Map.of("http://localhost:8000", front.url())));

            front = Caller.of("http://" + two.published("nginx", 8000));
            for (String instance : List.of("a", "b", "c")) {
                two.awaitAnswer(front, "/instances/" + instance + "/readyz");
            }
            for (String index : old) {
                assertThat(front.get("/indexes/" + index).statusCode()).as(index).isEqualTo(200);
            }
            for (int i = 0; i < 16; i++) {
                ComposeVariant.create(front, "new" + i);
                assertThat(front.get("/indexes/new" + i).statusCode()).isEqualTo(200);
            }
            assertThat(front.get("/instances/a/indexes").body()).contains(entries(onA));
            assertThat(front.get("/instances/b/indexes").body()).contains(entries(onB));
            assertThat(front.get("/instances/c/indexes").body()).contains("new").doesNotContain("old");
            assertThat(front.get("/indexes").body()).contains("old0", "new0", "new15");
        }
    }

    @Test
    void nginxSpeaksTlsAndTellsOfAServiceThatIsAway() throws Exception {
        SSLContext trust = certificates();
        try (ComposeVariant tls = ComposeVariant.of("tls", directory, "compose.yaml")) {
            tls.up();
            Caller front = Caller.of("https://" + tls.published("nginx", 8443), trust);
            tls.awaitAnswer(front, "/readyz");
            ComposeVariant.create(front, "works");
            assertThat(front.get("/indexes/works").headers().firstValue("Strict-Transport-Security"))
                    .hasValue("max-age=63072000");
            assertThat(Caller.of(front.url().replace("https", "http")).get("/indexes").body()).contains("use https");

            tls.call("kill", "semblance");

            HttpResponse<String> away = front.get("/indexes/works");
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.headers().firstValue("Retry-After")).hasValue("5");
        }
    }

    @Test
    void serviceSpeaksTlsByItself() throws Exception {
        SSLContext trust = certificates();
        try (ComposeVariant own = ComposeVariant.of("tls", directory, "compose-own.yaml")) {
            own.up();
            Caller caller = Caller.of("https://" + own.published("semblance", 8000), trust);
            own.awaitAnswer(caller, "/readyz");
            ComposeVariant.create(caller, "works");
            assertThat(caller.get("/indexes").body()).contains("works");
        }
    }

    private static List<String> entries(String list) {
        return Arrays.stream(list.split("[{}]", -1)).filter(part -> part.contains("name")).toList();
    }

    private SSLContext certificates() throws Exception {
        SelfSigned made = SelfSigned.make(ComposeVariant.folder(directory, "tls"), "certificates");
        Files.setPosixFilePermissions(made.folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        ComposeVariant.readable(made.certificate());
        ComposeVariant.readable(made.key());
        return SelfSigned.trusting(made);
    }
}
