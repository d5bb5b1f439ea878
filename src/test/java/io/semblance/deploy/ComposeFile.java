package io.semblance.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A committed compose file.
 *
 * @param path from the top of the project
 * @param content as YAML reads it, with merged keys
 */
record ComposeFile(Path path, Map<?, ?> content) {

    static ComposeFile read(Path path) throws IOException {
        return new ComposeFile(path, new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(path)));
    }

    /** Services by name. */
    Map<String, Map<?, ?>> services() {
        Map<String, Map<?, ?>> services = new LinkedHashMap<>();
        map(content, "services").forEach((name, service) -> services.put(name.toString(), (Map<?, ?>) service));
        return services;
    }

    /** One service; it must be there. */
    Map<?, ?> service(String name) {
        return map(map(content, "services"), name);
    }

    /** Variables that a service gets. */
    Map<String, String> environment(String service) {
        Map<String, String> environment = new LinkedHashMap<>();
        map(service(service), "environment")
                .forEach((name, value) -> environment.put(name.toString(), value.toString()));
        return environment;
    }

    private static Map<?, ?> map(Map<?, ?> within, String key) {
        return (Map<?, ?>) Objects.requireNonNull(within.get(key), key);
    }
}
