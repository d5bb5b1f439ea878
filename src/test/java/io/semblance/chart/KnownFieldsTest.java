package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.jspecify.annotations.Nullable;

/**
 * Every field of every object is one that Kubernetes, or the Prometheus operator, knows. Helm and a cluster without field
 * validation let misspelt fields pass, and then nothing happens. The classes of fabric8's client keep what they do not
 * know aside; nothing may be there.
 */
class KnownFieldsTest {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource(Chart.VALUE_FILES)
    void everyFieldIsKnown(Chart.ValueFile values) throws IOException, InterruptedException {
        for (JsonNode object : Chart.withShortFiles(directory).render(KubectlLayer.HELM_4, values).objects()) {
            assertThat(unknownFields(object)).as(object.at("/metadata/name").asText()).isEmpty();
        }
    }

    @Test
    void misspeltFieldIsFoundAtAnyDepth() {
        Manifests faulty = Manifests.parse("""
                apiVersion: monitoring.coreos.com/v1
                kind: ServiceMonitor
                metadata: {name: a}
                spec: {endpoints: [{prt: http}], selector: {}}
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: b}
                spec: {template: {spec: {containers: [{name: c, readinesProbe: {}}]}}}
                """);
        assertThat(unknownFields(faulty.objects().getFirst())).containsExactly("ServiceMonitor.spec.endpoints.prt");
        assertThat(unknownFields(faulty.objects().get(1)))
                .containsExactly("StatefulSet.spec.template.spec.containers.readinesProbe");
    }

    private static List<String> unknownFields(JsonNode object) {
        HasMetadata typed = SERIALIZATION.unmarshal(object.toString());
        assertThat(typed).as("%s %s is a kind that the client knows", object.get("apiVersion"), object.get("kind"))
                .isNotInstanceOf(GenericKubernetesResource.class);
        List<String> found = new ArrayList<>();
        walk(typed, object.get("kind").asText(), found);
        return found;
    }

    private static void walk(@Nullable Object value, String path, List<String> found) {
        if (value instanceof Collection<?> items) {
            items.forEach(item -> walk(item, path, found));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(item -> walk(item, path, found));
        } else if (value != null && value.getClass().getName().startsWith("io.fabric8.")
                && !value.getClass().isEnum()) {
            for (Method method : value.getClass().getMethods()) {
                if (method.getName().equals("getAdditionalProperties")) {
                    if (read(value, method) instanceof Map<?, ?> unknown) {
                        unknown.keySet().forEach(name -> found.add(path + "." + name));
                    }
                } else if (method.getName().startsWith("get") && method.getParameterCount() == 0
                        && method.getDeclaringClass() == value.getClass()) {
                    String field = Character.toLowerCase(method.getName().charAt(3)) + method.getName().substring(4);
                    walk(read(value, method), path + "." + field, found);
                }
            }
        }
    }

    private static @Nullable Object read(Object bean, Method getter) {
        try {
            return getter.invoke(bean);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(getter.toString(), e);
        }
    }
}
