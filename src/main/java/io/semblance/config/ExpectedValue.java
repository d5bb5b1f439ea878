package io.semblance.config;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.jspecify.annotations.Nullable;

/**
 * What a value of a setting has to be, in words, made of the type and the bounds that {@link SemblanceSettings} declares,
 * so that the sentence of a refusal can never differ from the rule.
 */
final class ExpectedValue {

    private ExpectedValue() {
    }

    /** The end of a sentence that begins with "It must be". */
    static String of(Parameter parameter) {
        Class<?> type = parameter.getType();
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == long.class) {
            return "a whole number" + wholeBounds(parameter);
        }
        if (type == double.class) {
            return "a number" + decimalBounds(parameter);
        }
        if (type == Duration.class) {
            return "a time such as 500ms, 30s or 2m" + timeBounds(parameter);
        }
        return type == Path.class ? "a path of this file system" : "a text";
    }

    private static String wholeBounds(AnnotatedElement parameter) {
        Min min = parameter.getAnnotation(Min.class);
        Max max = parameter.getAnnotation(Max.class);
        return between(min == null ? null : Long.toString(min.value()),
                max == null ? null : Long.toString(max.value()));
    }

    private static String decimalBounds(AnnotatedElement parameter) {
        DecimalMin min = parameter.getAnnotation(DecimalMin.class);
        DecimalMax max = parameter.getAnnotation(DecimalMax.class);
        return between(min == null ? null : min.value(), max == null ? null : max.value());
    }

    private static String timeBounds(AnnotatedElement parameter) {
        DurationMin min = parameter.getAnnotation(DurationMin.class);
        DurationMax max = parameter.getAnnotation(DurationMax.class);
        return between(min == null
                ? null
                : shown(Duration.ofDays(min.days()).plusHours(min.hours()).plusMinutes(min.minutes())
                        .plusSeconds(min.seconds()).plusMillis(min.millis())),
                max == null
                        ? null
                        : shown(Duration.ofDays(max.days()).plusHours(max.hours()).plusMinutes(max.minutes())
                                .plusSeconds(max.seconds()).plusMillis(max.millis())));
    }

    private static String shown(Duration bound) {
        long seconds = bound.toSeconds();
        if (seconds % 3600 == 0 && seconds > 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String between(@Nullable String least, @Nullable String most) {
        if (least == null) {
            return most == null ? "" : ", at most " + most;
        }
        return most == null ? ", at least " + least : ", " + least + " to " + most;
    }
}
