package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.semblance.asset.Limits;
import io.semblance.problem.ProblemType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springdoc.core.service.OpenAPIService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** The API description is true: it is the committed one, its examples run, its limits are those enforced. */
class ApiDescriptionIT {

    private static final Path COMMITTED = Path.of("docs/reference/openapi.json");

    /** Set to write the committed copy anew from the running service. */
    private static final String UPDATE = "openapi.update";

    private static TestServer server;

    private static JsonNode api;

    @BeforeAll
    static void start() {
        server = TestServer.start("memory://", "semblance.demo=true");
        api = TestServer.json(server.get("/openapi.json"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** It is public: whoever made up languages had one description of some megabytes kept for each. */
    @Test
    void descriptionIsMadeOnceWhateverLanguageIsAskedFor() {
        OpenAPIService descriptions = server.bean(OpenAPIService.class);
        for (String language : List.of("de", "en-x-0001", "en-x-0002")) {
            assertThat(server.send(server.request("/openapi.json").header("Accept-Language", language)).body())
                    .isEqualTo(server.get("/openapi.json").body());
            assertThat(descriptions.getCachedOpenAPI(Locale.forLanguageTag(language))).as(language).isNull();
        }
        assertThat(descriptions.getCachedOpenAPI(Locale.ENGLISH)).isNotNull();
    }

    @Test
    void committedDescriptionIsTheServedOne() throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        ObjectWriter writer = TestServer.JSON.writer()
                .with(new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
        String served = writer.writeValueAsString(api) + "\n";
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(COMMITTED, served);
        }
        assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
                .describedAs(
                        "%s differs from what the service serves. If the change is meant, write it anew: ./mvnw verify "
                                + "-Dit.test=ApiDescriptionIT -D%s=true",
                        COMMITTED, UPDATE)
                .isEqualTo(served);
    }

    @Test
    void everyOperationHasExamplesAndAName() {
        List<String> bare = new ArrayList<>();
        Set<String> names = new HashSet<>();
        operations((path, method, operation) -> {
            assertThat(names.add(operation.get("operationId").asString())).describedAs(path + " " + method).isTrue();
            assertThat(operation.get("operationId").asString()).matches("[a-z]+[A-Z][A-Za-z]+");
            operation.path("requestBody").path("content").forEach(content -> note(bare, content, method + path));
            operation.get("responses").forEach(
                    response -> response.path("content").forEach(content -> note(bare, content, method + " " + path)));
        });
        assertThat(bare).isEmpty();
    }

    private static void note(List<String> bare, JsonNode content, String where) {
        if (!content.has("example") && !content.has("examples")) {
            bare.add(where);
        }
    }

    /** Sends each request of the description as it stands there, in an order in which none disturbs the next. */
    @Test
    void examplesRunAsPastedAndAnswerWhatTheySay() {
        List<String> last = List.of("deleteAssets", "addAssets", "importAssets", "deleteAsset", "deleteIndex");
        List<String[]> all = new ArrayList<>();
        operations((path, method, operation) -> {
            // There are no snapshots of an index in memory; SnapshotsIT sends those.
            if (!operation.path("tags").toString().contains("Snapshots")) {
                all.add(new String[]{path, method, operation.get("operationId").asString()});
            }
        });
        all.sort((a, b) -> Integer.compare(last.indexOf(a[2]), last.indexOf(b[2])));
        for (String[] one : all) {
            JsonNode operation = api.get("paths").get(one[0]).get(one[1]);
            HttpResponse<String> response = send(one[0], one[1], operation);
            String context = one[2] + ": " + response.body();
            JsonNode described = operation.get("responses").get(Integer.toString(response.statusCode()));
            assertThat(described).describedAs(context).isNotNull();
            assertThat(response.statusCode()).describedAs(context).isLessThan(300);
            compare(one[2], response, described);
            if (one[2].equals("deleteAssets")) {
                server.post("/indexes/demo/assets", "[{\"iscc_id\":\"ISCC:MAIGI5H4GAIKGQAB\"}]");
            }
        }
    }

    private static void compare(String id, HttpResponse<String> response, JsonNode described) {
        JsonNode example = described.path("content").path("application/json").path("example");
        if (Set.of("listIndexes", "getIndex", "listProblemTypes", "describeService", "getStatus").contains(id)
                || example.isMissingNode()) {
            return;
        }
        assertThat(TestServer.json(response).toString()).describedAs(id).isEqualTo(example.toString());
    }

    private static HttpResponse<String> send(String path, String method, JsonNode operation) {
        String filled = path;
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.path("parameters")) {
            String value = parameter.path("example").asString("");
            if (parameter.get("in").asString().equals("path")) {
                filled = filled.replace("{" + parameter.get("name").asString() + "}", value);
            } else if (parameter.get("in").asString().equals("query") && !value.isEmpty()) {
                query.append(query.isEmpty() ? '?' : '&').append(parameter.get("name").asString()).append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        HttpRequest.Builder request = server.request(filled + query);
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();
        for (Map.Entry<String, JsonNode> content : operation.path("requestBody").path("content").properties()) {
            JsonNode example = content.getValue().get("example");
            request.header("Content-Type", content.getKey());
            body = HttpRequest.BodyPublishers.ofString(example.isString() ? example.asString() : example.toString());
        }
        return server.send(request.method(method.toUpperCase(Locale.ROOT), body));
    }

    @Test
    void limitsAreThoseEnforced() {
        JsonNode schemas = api.get("components").get("schemas");
        JsonNode entry = schemas.get("IsccEntry").get("properties");
        JsonNode query = schemas.get("IsccQuery").get("properties");
        assertThat(schemas.get("IsccIndex").get("properties").get("name").get("maxLength").asInt())
                .isEqualTo(Limits.INDEX_NAME_CHARACTERS);
        assertThat(entry.get("units").get("maxItems").asInt()).isEqualTo(Limits.ASSET_UNITS);
        assertThat(entry.get("iscc_code").get("maxLength").asInt()).isEqualTo(Limits.CODE_CHARACTERS);
        assertThat(entry.get("simprints").get("maxProperties").asInt()).isEqualTo(Limits.SIMPRINT_TYPES);
        assertThat(entry.get("simprints").get("additionalProperties").get("maxItems").asInt())
                .isEqualTo(Limits.ASSET_SIMPRINTS);
        assertThat(query.get("units").get("maxItems").asInt()).isEqualTo(Limits.QUERY_UNITS);
        assertThat(query.get("simprints").get("additionalProperties").get("maxItems").asInt())
                .isEqualTo(Limits.QUERY_SIMPRINTS);
        assertThat(schemas.get("IsccIds").get("properties").get("iscc_ids").get("maxItems").asInt())
                .isEqualTo(Limits.BATCH_IDS);
        JsonNode paths = api.get("paths");
        assertThat(paths.get("/indexes/{name}/assets").get("post").get("requestBody").get("content")
                .get("application/json").get("schema").get("maxItems").asInt()).isEqualTo(Limits.BATCH_ASSETS);
        JsonNode limit = parameter(paths.get("/indexes/{name}/search").get("post"), "limit").get("schema");
        assertThat(limit.get("maximum").asInt()).isEqualTo(Limits.SEARCH_LIMIT);
        assertThat(limit.get("minimum").asInt()).isEqualTo(1);
        assertThat(limit.get("default").asInt()).isEqualTo(Limits.SEARCH_LIMIT_DEFAULT);
    }

    @Test
    void limitsOfTheWholeIndexOfPagesAndOfNumbersAreTold() {
        JsonNode entry = api.get("components").get("schemas").get("IsccEntry").get("properties");
        assertThat(entry.get("simprints").get("description").asString())
                .contains("at most " + Limits.INDEX_SIMPRINT_TYPES + " types");
        assertThat(entry.get("metadata").get("description").asString())
                .contains("at most " + Limits.NUMBER_DIGITS + " digits");
        assertThat(api.get("paths").get("/indexes/{name}/assets").get("get").get("description").asString())
                .contains("about " + Limits.PAGE_BYTES + " bytes");
        assertThat(api.get("paths").get("/indexes/{name}/search").get("post").get("description").asString())
                .contains("about " + Limits.ANSWER_BYTES + " bytes");
    }

    @Test
    void querySimprintsMayBeOfAnyTypeAndIdsOfPathsInEitherCase() {
        JsonNode simprints = api.get("components").get("schemas").get("IsccQuery").get("properties").get("simprints");
        assertThat(simprints.has("propertyNames")).isFalse();
        server.post("/indexes", "{\"name\":\"cases\"}");
        assertThat(server.post("/indexes/cases/search", "{\"simprints\":{\"../x\":[\"AAAAAAAAAAA\"]}}").statusCode())
                .isEqualTo(200);
        JsonNode id = parameter(api.get("paths").get("/indexes/{name}/assets/{iscc_id}").get("get"), "iscc_id");
        String lower = id.get("example").asString().toLowerCase(Locale.ROOT).replace("iscc:", "ISCC:");
        assertThat(lower).matches(id.get("schema").get("pattern").asString());
        server.post("/indexes/cases/assets", "[{\"iscc_id\":\"" + id.get("example").asString() + "\"}]");
        assertThat(server.get("/indexes/cases/assets/" + lower).statusCode()).isEqualTo(200);
        server.delete("/indexes/cases");
    }

    @Test
    void probesTellWhatTheyAnswerWhenTheServiceCannot() {
        for (String path : List.of("/livez", "/healthz", "/readyz")) {
            JsonNode answers = api.get("paths").get(path).get("get").get("responses");
            assertThat(answers.propertyNames()).describedAs(path).containsExactlyInAnyOrder("200", "503");
            answers.forEach(answer -> assertThat(answer.get("content").propertyNames()).describedAs(path)
                    .containsExactly("application/json"));
            assertThat(answers.get("503").has("headers")).isEqualTo(path.equals("/readyz"));
        }
    }

    @Test
    void demoAssetsCountAsLoaded() {
        JsonNode status = TestServer.json(server.get("/status"));
        assertThat(status.get("loaded").asInt()).isEqualTo(64).isEqualTo(status.get("total").asInt());
    }

    private static JsonNode parameter(JsonNode operation, String name) {
        for (JsonNode parameter : operation.get("parameters")) {
            if (parameter.get("name").asString().equals(name)) {
                return parameter;
            }
        }
        throw new AssertionError("no parameter " + name);
    }

    @Test
    void everyProblemTypeLeadsSomewhere() {
        for (ProblemType type : ProblemType.values()) {
            HttpResponse<String> response = server.get("/problems/" + type.slug());
            assertThat(response.statusCode()).describedAs(type.slug()).isEqualTo(200);
            assertThat(TestServer.json(response).get("title").asString()).isEqualTo(type.title());
            assertThat(TestServer.json(response).get("meaning").asString()).endsWith(".");
        }
        assertThat(TestServer.json(server.get("/problems")).size()).isEqualTo(ProblemType.values().length);
    }

    @Test
    void swaggerUiIsThereAndOffersBothWaysToAuthorize() {
        assertThat(server.get("/docs").statusCode()).isEqualTo(302);
        assertThat(server.get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
        JsonNode schemes = api.get("components").get("securitySchemes");
        assertThat(schemes.get("apiKey").get("name").asString()).isEqualTo("X-API-Key");
        assertThat(schemes.get("bearer").get("scheme").asString()).isEqualTo("bearer");
        assertThat(api.get("openapi").asString()).startsWith("3.1");
        Set<String> open = new HashSet<>();
        operations((path, method, operation) -> {
            if (operation.has("security") && operation.get("security").isEmpty()) {
                open.add(path);
            }
        });
        assertThat(open.stream().sorted().collect(Collectors.joining(" ")))
                .isEqualTo("/ /healthz /livez /problems /problems/{slug} /readyz /status");
    }

    private interface Visitor {
        void visit(String path, String method, JsonNode operation);
    }

    private static void operations(Visitor visitor) {
        for (Map.Entry<String, JsonNode> path : api.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                visitor.visit(path.getKey(), method.getKey(), method.getValue());
            }
        }
    }
}
