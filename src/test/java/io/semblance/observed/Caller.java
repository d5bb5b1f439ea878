package io.semblance.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.semblance.code.IsccId;

/** A client with the key. */
final class Caller {

    /** Of a demo asset. */
    static final String CODE = "ISCC:KACXXM3OW2GE7JBRCAFUFEPDGMZCVUA56GEXLERAO7KPK4FWOZL6SZA";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String secret;
    private long assets;

    Caller(String url, String secret) {
        this.url = url;
        this.secret = secret;
    }

    String get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    String post(String path, String json) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Puts an asset that was not there, so that there is a commit. */
    void putNewAsset(String index) throws IOException, InterruptedException {
        String id = new IsccId(0, (1_700_000_000_000_000L + assets++) << 12).text();
        post("/indexes/" + index + "/assets", "[{\"iscc_id\":\"" + id + "\",\"iscc_code\":\"" + CODE + "\"}]");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + secret);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return answer.body();
    }
}
