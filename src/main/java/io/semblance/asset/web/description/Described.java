package io.semblance.asset.web.description;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.semblance.admission.web.DeadlineHeader;
import io.semblance.problem.ProblemType;
import io.semblance.problem.web.ProblemMeaning;
import io.semblance.problem.web.ProblemWriter;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;

import org.jspecify.annotations.Nullable;

/** One operation being described: replaces what springdoc guessed from the controller. */
final class Described {

    static final String JSON = "application/json";

    static final String NDJSON = "application/x-ndjson";

    private static final String INSTANCE = "4f1c09aa7be2d3e8";

    private final Operation operation;

    private final Examples examples;

    private final Map<Integer, List<ProblemType>> problems = new TreeMap<>();

    private ApiResponse success = new ApiResponse();

    private boolean waits;

    Described(Operation operation, Examples examples) {
        this.operation = operation;
        this.examples = examples;
        operation.setParameters(null);
        operation.setRequestBody(null);
        operation.setResponses(new ApiResponses());
    }

    private String id() {
        return String.valueOf(operation.getOperationId());
    }

    Described tag(String tag) {
        operation.setTags(List.of(tag));
        return this;
    }

    Described says(String summary, String description) {
        operation.setSummary(summary);
        operation.setDescription(description);
        return this;
    }

    Described path(String name, Schema<?> schema, Object example) {
        operation.addParametersItem(
                new Parameter().in("path").name(name).required(true).schema(schema).example(example));
        return this;
    }

    Described query(String name, boolean required, Schema<?> schema, @Nullable Object example, String says) {
        operation.addParametersItem(new Parameter().in("query").name(name).required(required).schema(schema)
                .description(says).example(example));
        return this;
    }

    /** It is bounded in time, by a header of the request. */
    Described waits() {
        waits = true;
        return fails(ProblemType.BAD_REQUEST, ProblemType.TIMEOUT);
    }

    Described takes(String contentType, Schema<?> schema, String says) {
        operation.setRequestBody(new RequestBody().required(true).description(says)
                .content(content(contentType, schema, examples.request(id()))));
        return this;
    }

    /** The body need not be there. */
    Described orNothing() {
        operation.getRequestBody().required(false);
        return this;
    }

    Described answers(int status, String contentType, Schema<?> schema, String says) {
        success = new ApiResponse().description(says).content(content(contentType, schema, examples.answer(id())));
        operation.getResponses().addApiResponse(Integer.toString(status), success);
        return this;
    }

    Described answersNothing(int status, String says) {
        operation.getResponses().addApiResponse(Integer.toString(status), new ApiResponse().description(says));
        return this;
    }

    /** Headers of the answer that was described last. */
    Described headers(Map<String, String> headers) {
        headers.forEach((name, says) -> success.addHeaderObject(name,
                new Header().description(says).schema(Shape.text(says).description(null))));
        return this;
    }

    Described fails(ProblemType... types) {
        for (ProblemType type : types) {
            List<ProblemType> ofStatus = problems.computeIfAbsent(type.status(), status -> new ArrayList<>());
            if (!ofStatus.contains(type)) {
                ofStatus.add(type);
            }
        }
        return this;
    }

    /** Writes down the problems; the last step. */
    void done() {
        if (waits) {
            operation.addParametersItem(new Parameter().in("header").name(DeadlineHeader.NAME).required(false)
                    .schema(Shape.text(DeadlineHeader.MEANING).pattern("^" + DeadlineHeader.PATTERN + "$"))
                    .description(DeadlineHeader.MEANING).example("5s"));
        }
        problems.forEach((status, types) -> operation.getResponses().addApiResponse(Integer.toString(status),
                new ApiResponse().description(String.join("; ", types.stream().map(ProblemType::title).toList()) + ".")
                        .content(problem(types))));
    }

    private static Content problem(List<ProblemType> types) {
        MediaType media = new MediaType().schema(Shape.ref("Problem"));
        for (ProblemType type : types) {
            Map<String, Object> example = new LinkedHashMap<>();
            example.put("type", "/problems/" + type.slug());
            example.put("title", type.title());
            example.put("status", type.status());
            example.put("detail", ProblemMeaning.of(type));
            example.put("instance", INSTANCE);
            media.addExamples(type.slug(), new Example().value(example));
        }
        return new Content().addMediaType(ProblemWriter.CONTENT_TYPE, media);
    }

    static Content content(String contentType, Schema<?> schema, @Nullable Object example) {
        MediaType media = new MediaType().schema(schema);
        if (example != null) {
            media.setExample(example);
        }
        return new Content().addMediaType(contentType, media);
    }
}
