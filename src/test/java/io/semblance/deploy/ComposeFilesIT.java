package io.semblance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compose files are read by the real program and fit the nginx configuration that they mount. */
class ComposeFilesIT {

    private static final Pattern ADDRESS = Pattern.compile("server (10\\.[0-9.]+):8000;");
    private static final Pattern LISTEN = Pattern.compile("listen (\\d+)");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> found = Files.walk(Path.of("deploy"))) {
            return Stream.concat(Stream.of(Path.of("compose.yaml")), found
                    .filter(path -> path.getFileName().toString().matches("compose.*\\.yaml")).sorted().toList()
                    .stream());
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void fileIsUnderstood(Path file) throws Exception {
        String compose = ExternalTool.debian("docker-compose", "docker-compose").require().toString();
        ExternalProcess.run(compose, "-f", file.toAbsolutePath().toString(), "config", "-q").succeeded();
    }

    @ParameterizedTest
    @MethodSource("files")
    void nginxFindsTheServicesAtTheAddressesThatTheyGet(Path file) throws IOException {
        ComposeFile compose = ComposeFile.read(file);
        if (!compose.services().containsKey("nginx")) {
            return;
        }
        String configuration = Files.readString(file.resolveSibling(Path.of("nginx", "nginx.conf")));
        assertThat(ADDRESS.matcher(configuration).results().map(found -> found.group(1)).collect(Collectors.toSet()))
                .isEqualTo(addresses(compose));
        assertThat(compose.service("nginx").get("ports")).asInstanceOf(InstanceOfAssertFactories.LIST).singleElement()
                .asString().endsWith(listened(configuration));
    }

    /** No container has rights that it does not need, and each comes back after a restart of the machine. */
    @ParameterizedTest
    @MethodSource("files")
    void servicesAreHardened(Path file) throws IOException {
        ComposeFile.read(file).services().forEach((name, service) -> {
            assertThat(service.get("read_only")).as(name).isEqualTo(true);
            assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
            assertThat(service.get("security_opt")).as(name).isEqualTo(List.of("no-new-privileges:true"));
            assertThat(service.get("restart")).as(name).isEqualTo("unless-stopped");
        });
    }

    /** Nothing that runs beside it starves by a service: no memory beyond the limit, no swap, and so many processors and threads. */
    @ParameterizedTest
    @MethodSource("files")
    void servicesAreBounded(Path file) throws IOException {
        ComposeFile.read(file).services().forEach((name, service) -> {
            assertThat(service.get("mem_limit")).as(name).isNotNull().isEqualTo(service.get("memswap_limit"));
            assertThat(service.get("cpus")).as(name).isInstanceOf(Number.class);
            assertThat(service.get("pids_limit")).as(name).isInstanceOf(Integer.class);
        });
    }

    /** As the end of a published port, such as {@code :8443}. */
    private static String listened(String configuration) {
        return LISTEN.matcher(configuration).results().map(found -> ":" + found.group(1)).findFirst().orElseThrow();
    }

    private static Set<String> addresses(ComposeFile compose) {
        Set<String> addresses = new TreeSet<>();
        for (Map<?, ?> service : compose.services().values()) {
            if (service.get("networks") instanceof Map<?, ?> networks
                    && networks.get("inside") instanceof Map<?, ?> inside) {
                addresses.add(String.valueOf(inside.get("ipv4_address")));
            }
        }
        return addresses;
    }
}
