package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;

import io.semblance.process.ServiceProcess;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads assets of the index {@code t} from a running service. */
record HttpReader(ServiceProcess service) implements RememberingClient.Reader {

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
}
