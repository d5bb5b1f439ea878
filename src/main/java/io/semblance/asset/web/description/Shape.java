package io.semblance.asset.web.description;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.semblance.asset.evidence.Judging;
import io.semblance.asset.json.TextRule;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;

/** Pieces of JSON Schema, in the words of this API. */
final class Shape {

    private static final String REF = "#/components/schemas/";

    private Shape() {
    }

    private static Schema<Object> of(String... types) {
        Schema<Object> schema = new JsonSchema();
        schema.setTypes(new LinkedHashSet<>(List.of(types)));
        return schema;
    }

    static Schema<?> ref(String name) {
        return new JsonSchema().$ref(REF + name);
    }

    static Schema<?> text(String says) {
        return of("string").description(says);
    }

    static Schema<?> text(TextRule rule, String says) {
        return limited(of("string"), rule).description(says);
    }

    static Schema<?> textOrNull(TextRule rule, String says) {
        return limited(of("string", "null"), rule).description(says);
    }

    static Schema<?> textOrNull(String says) {
        return of("string", "null").description(says);
    }

    private static Schema<Object> limited(Schema<Object> schema, TextRule rule) {
        schema.setPattern(rule.pattern());
        if (rule.min() > 0) {
            schema.setMinLength(rule.min());
        }
        if (rule.max() < Integer.MAX_VALUE) {
            schema.setMaxLength(rule.max());
        }
        return schema;
    }

    /** As {@link TextRule#ISCC_ID}, in either case: a path is read as people type it. */
    static Schema<?> idInPath(String says) {
        return of("string").pattern("^ISCC:[A-Za-z2-7]{16}$").description(says);
    }

    static Schema<?> word(String says, String... words) {
        Schema<Object> schema = of("string");
        schema.setEnum(List.of((Object[]) words));
        return schema.description(says);
    }

    static Schema<?> count(String says) {
        return of("integer").format("int64").minimum(BigDecimal.ZERO).description(says);
    }

    static Schema<?> integer(long min, long max, String says) {
        return of("integer").format("int64").minimum(BigDecimal.valueOf(min)).maximum(BigDecimal.valueOf(max))
                .description(says);
    }

    static Schema<?> limit(int whenAbsent, int max) {
        Schema<?> schema = of("integer").format("int32").minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(max));
        schema.setDefault(whenAbsent);
        return schema;
    }

    static Schema<?> flag() {
        Schema<?> schema = of("boolean");
        schema.setDefault(false);
        return schema;
    }

    static Schema<?> truth(String says) {
        return of("boolean").description(says);
    }

    static Schema<?> score(String says) {
        return of("number").format("double").minimum(BigDecimal.ZERO).maximum(BigDecimal.ONE).description(says);
    }

    /** A number above 0 and at most 1. */
    static Schema<?> chance() {
        Schema<?> schema = of("number").format("double").maximum(BigDecimal.ONE);
        schema.setExclusiveMinimumValue(BigDecimal.ZERO);
        schema.setDefault(Judging.MAX_CHANCE);
        return schema;
    }

    static Schema<?> amount(String says) {
        return of("number").format("double").minimum(BigDecimal.ZERO).description(says);
    }

    static Schema<?> wordOrNull(String says, String... words) {
        Schema<Object> schema = of("string", "null");
        List<Object> all = new ArrayList<>(List.of((Object[]) words));
        all.add(null);
        schema.setEnum(all);
        return schema.description(says);
    }

    static Schema<?> scoreOrNull(String says) {
        return of("number", "null").format("double").minimum(BigDecimal.ZERO).maximum(BigDecimal.ONE).description(says);
    }

    static Schema<?> countOrNull(String says) {
        return of("integer", "null").format("int64").minimum(BigDecimal.ZERO).description(says);
    }

    static Schema<?> list(Schema<?> items, int min, int max, String says) {
        Schema<?> schema = list(items, says);
        schema.setMaxItems(max);
        if (min > 0) {
            schema.setMinItems(min);
        }
        return schema;
    }

    static Schema<?> list(Schema<?> items, String says) {
        return of("array").items(items).description(says);
    }

    static Schema<?> listOrNull(Schema<?> items, int min, int max, String says) {
        Schema<?> schema = list(items, min, max, says);
        schema.setTypes(new LinkedHashSet<>(List.of("array", "null")));
        return schema;
    }

    /** An object with any names. */
    static Schema<?> map(Schema<?> values, String says) {
        return of("object").additionalProperties(values).description(says);
    }

    static Schema<?> anyObjectOrNull(String says) {
        return of("object", "null").additionalProperties(true).description(says);
    }

    static Schema<?> object(List<String> required, Map<String, Schema<?>> members, String says) {
        Schema<?> schema = of("object").description(says);
        members.forEach(schema::addProperty);
        schema.setRequired(required);
        return schema;
    }

    /** The same, or null. */
    static Schema<?> orNull(Schema<?> schema) {
        Set<String> types = new LinkedHashSet<>(schema.getTypes());
        types.add("null");
        schema.setTypes(types);
        return schema;
    }

    static Schema<?> seconds(String says) {
        return of("number").format("double").minimum(BigDecimal.ZERO)
                .exclusiveMaximumValue(BigDecimal.valueOf(1_000_000_000)).description(says);
    }

    static Schema<?> bytes(String says) {
        return of("string").format("binary").description(says);
    }
}
