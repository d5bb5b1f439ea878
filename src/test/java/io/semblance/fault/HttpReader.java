package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.semblance.process.ServiceProcess;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads a running service; as a reader of assets it reads those of the index {@code t}. */
record HttpReader(ServiceProcess service) implements RememberingClient.Reader, RememberedStates.Reader {

    @Override
    public @Nullable Object stored(long id) throws IOException, InterruptedException {
        HttpResponse<String> answer = service.get("/indexes/t/assets/" + RememberingClient.text(id));
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 404);
        return answer.statusCode() == 404 ? null : JsonMapper.shared().readTree(answer.body());
    }

    @Override
    public Object formOf(String json) {
        return JsonMapper.shared().readTree(json);
    }

    @Override
    public List<String> names() throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(service.get("/indexes").body()).valueStream()
                .map(index -> index.path("name").asString()).toList();
    }

    @Override
    public Object content(String name) throws IOException, InterruptedException {
        HttpResponse<String> export = service.get("/indexes/" + name + "/export");
        assertThat(export.statusCode()).as(export.body()).isEqualTo(200);
        return export.body();
    }

    @Override
    public Object formOfAll(String export) {
        return export;
    }

    @Override
    public Map<String, Boolean> snapshots() throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(service.get("/snapshots").body()).valueStream()
                .collect(Collectors.toMap(snapshot -> snapshot.path("id").asString(),
                        snapshot -> snapshot.path("sound").asBoolean(false)));
    }
}
