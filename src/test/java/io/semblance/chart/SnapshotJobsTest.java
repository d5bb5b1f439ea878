package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

/** The CronJobs that have snapshots made and tried out: Kubernetes takes them, and they run as the service does. */
class SnapshotJobsTest {

    /** To the name of a CronJob the controller adds what tells its jobs apart. */
    private static final int MOST_CHARACTERS = 52;
    private static final String LONG = "semblance-of-the-archive-in-the-east-for-tests-of-";

    @ParameterizedTest
    @ValueSource(strings = {"short", "semblance-of-the-archive-in-the-east-for-te", LONG + "it", LONG + "all"})
    void namesFitWhatKubernetesTakesAndDiffer(String fullname) throws IOException, InterruptedException {
        assertThat(names(fullname)).hasSize(2).doesNotHaveDuplicates().allSatisfy(
                name -> assertThat(name).hasSizeLessThanOrEqualTo(MOST_CHARACTERS)
                        .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?"));
    }

    @Test
    void nameThatFitsIsNotCut() throws IOException, InterruptedException {
        String longestThatFits = "semblance-of-the-archive-in-the-east-for-te";
        assertThat(names(longestThatFits)).containsExactly(longestThatFits + "-snapshot", longestThatFits + "-drill");
    }

    /** Two releases of one namespace, whose names differ at the end only; nothing else of them changes its name. */
    @Test
    void longNamesThatDifferAtTheirEndStayApart() throws IOException, InterruptedException {
        assertThat(names(LONG + "it")).doesNotContainAnyElementsOf(names(LONG + "us"));
        assertThat(render("fullnameOverride=" + LONG + "it").only("StatefulSet").at("/metadata/name").asText())
                .isEqualTo(LONG + "it");
    }

    /** It opens what the service opens, in as much memory; a snapshot is only asked for over HTTP. */
    @Test
    void drillRunsWithTheJavaOptionsOfTheService() throws IOException, InterruptedException {
        Manifests manifests = render("java.options=-XX:MaxRAMPercentage=30");
        List<JsonNode> containers = manifests.all("CronJob").stream()
                .map(job -> job.at("/spec/jobTemplate/spec/template/spec/containers/0")).toList();
        assertThat(containers).extracting(container -> container.at("/args/0").asText()).containsExactly("snapshot",
                "drill");
        assertThat(containers.get(0).has("env")).isFalse();
        assertThat(containers.get(1).get("env"))
                .hasToString("[{\"name\":\"JDK_JAVA_OPTIONS\",\"value\":\"-XX:MaxRAMPercentage=30\"}]");
        assertThat(containers.get(1).at("/resources/limits/memory"))
                .isEqualTo(
                        manifests.only("StatefulSet").at("/spec/template/spec/containers/0/resources/limits/memory"));
        assertThat(render("java.options=").all("CronJob")).allSatisfy(job -> assertThat(
                job.at("/spec/jobTemplate/spec/template/spec/containers/0").has("env")).isFalse());
    }

    private static List<String> names(String fullname) throws IOException, InterruptedException {
        return render("fullnameOverride=" + fullname).all("CronJob").stream()
                .map(job -> job.at("/metadata/name").asText()).toList();
    }

    private static Manifests render(String values) throws IOException, InterruptedException {
        return Chart.OURS.render("--set", "snapshots.enabled=true", "--set", values);
    }
}
