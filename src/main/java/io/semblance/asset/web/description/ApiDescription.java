package io.semblance.asset.web.description;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.semblance.problem.ProblemType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Completes the API description. Everything in it is in a fixed order and nothing in it depends on the deployment, so that
 * the copy in {@code docs/reference/openapi.json} can be compared with what the service serves.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String KEY = "apiKey";
    private static final String BEARER = "bearer";

    /** Names that older systems' manifests use for the same thing; the description shows one of each. */
    private static final List<String> ALIASES = List.of("/live", "/health", "/ready", "/api/status");

    /** Operations of other rooms and what they are called here. */
    private static final Map<String, String> NAMES = Map.of("/", "describeService", "/status", "getStatus", "/livez",
            "checkLiveness", "/healthz", "checkHealth", "/readyz", "checkReadiness");

    /** What the 503 of a probe means. */
    private static final Map<String, String> NOT_NOW = Map.of("checkLiveness", "It cannot go on; restart it.",
            "checkHealth", "It cannot go on; restart it.", "checkReadiness",
            "Not yet, or no longer: it loads, could not load, or stops.");

    private static final Map<String, String> OTHER_NAMES = Map.of("/livez", "/live", "/healthz", "/health", "/readyz",
            "/ready", "/status", "/api/status");

    @Bean
    OpenAPI openApi() {
        Components components = new Components()
                .addSecuritySchemes(KEY,
                        new SecurityScheme().type(SecurityScheme.Type.APIKEY).in(SecurityScheme.In.HEADER)
                                .name("X-API-Key").description("The API secret."))
                .addSecuritySchemes(BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")
                        .description("The API secret."));
        return new OpenAPI()
                .info(new Info().title("Semblance").version("0.1")
                        .description(
                                "Similarity search for content codes (ISCC, ISO 24138): what is the same, nearly the same, or "
                                        + "alike. Problems are application/problem+json. Every answer carries X-Request-Id.")
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .servers(List.of(new Server().url("/").description("This service")))
                .tags(List.of(new Tag().name("Indexes"), new Tag().name("Assets"), new Tag().name("Search"),
                        new Tag().name("Snapshots"), new Tag().name("Capacity"),
                        new Tag().name("Problems"), new Tag().name("Probes")))
                .security(List.of(new SecurityRequirement().addList(KEY), new SecurityRequirement().addList(BEARER)))
                .components(components);
    }

    @Bean
    OpenApiCustomizer apiCustomizer() {
        return ApiDescription::complete;
    }

    private static void complete(OpenAPI api) {
        ALIASES.forEach(api.getPaths()::remove);
        api.getComponents().getSchemas().remove("JsonBody");
        api.getComponents().getSchemas().remove("Entry");
        Schemas.all().forEach(api.getComponents()::addSchemas);
        Examples examples = Examples.load();
        NAMES.forEach((path, id) -> operations(api.getPaths().get(path)).forEach(one -> open(one, path, id, examples)));
        Map<String, Operation> byId = new HashMap<>();
        api.getPaths().values().forEach(
                path -> operations(path).forEach(operation -> byId.put(operation.getOperationId(), operation)));
        new IndexRoutes(id -> secured(new Described(required(byId, id), examples)).waits()).describe();
        new SnapshotRoutes(id -> secured(new Described(required(byId, id), examples))).describe();
        problems(byId, examples);
        EstimateRoute.describe(new Described(required(byId, "estimateCapacity"), examples));
        sort(api);
    }

    /** An operation of another room that needs no secret: its schema is what springdoc found. */
    private static void open(Operation operation, String path, String id, Examples examples) {
        operation.setOperationId(id);
        operation.setParameters(null);
        operation.setSecurity(List.of());
        if (OTHER_NAMES.containsKey(path)) {
            operation.setDescription("The same is at " + OTHER_NAMES.get(path) + ".");
        }
        ApiResponse success = Objects.requireNonNull(operation.getResponses().get("200"), id);
        Schema<?> schema = success.getContent().values().iterator().next().getSchema();
        success.setContent(Described.content(Described.JSON, schema, examples.answer(id)));
        if (id.startsWith("check")) {
            ApiResponse refusal = new ApiResponse().description(NOT_NOW.get(id))
                    .content(Described.content(Described.JSON, schema, examples.refusal(id)));
            if (path.equals("/readyz")) {
                refusal.addHeaderObject("Retry-After",
                        new Header().description("Seconds.").schema(Shape.count("Seconds.")));
            }
            operation.getResponses().addApiResponse("503", refusal);
        }
    }

    private static Described secured(Described operation) {
        return operation.fails(ProblemType.UNAUTHORIZED, ProblemType.OVERLOADED, ProblemType.NOT_READY,
                ProblemType.STOPPING, ProblemType.INTERNAL);
    }

    private static void problems(Map<String, Operation> byId, Examples examples) {
        Operation all = required(byId, "listProblemTypes");
        Operation one = required(byId, "getProblemType");
        all.setSecurity(List.of());
        one.setSecurity(List.of());
        new Described(all, examples).tag("Problems").says("List all problem types", "Everything that can go wrong.")
                .answers(200, Described.JSON, Shape.list(Shape.ref("ProblemType"), "All types."), "All types.").done();
        new Described(one, examples).tag("Problems").says("Show a problem type", "What the type of a problem leads to.")
                .path("slug", Shape.text("Last part of the type."), ProblemType.INDEX_NOT_FOUND.slug())
                .answers(200, Described.JSON, Shape.ref("ProblemType"), "The type.").fails(ProblemType.NOT_FOUND)
                .done();
    }

    private static Operation required(Map<String, Operation> byId, String id) {
        Operation operation = byId.get(id);
        if (operation == null) {
            throw new IllegalStateException("There is no operation " + id + " to describe.");
        }
        return operation;
    }

    private static Collection<Operation> operations(@Nullable PathItem path) {
        return path == null ? List.of() : path.readOperations();
    }

    private static void sort(OpenAPI api) {
        Paths sorted = new Paths();
        new TreeMap<>(api.getPaths()).forEach(sorted::addPathItem);
        api.setPaths(sorted);
        api.getComponents().setSchemas(new TreeMap<>(api.getComponents().getSchemas()));
    }
}
