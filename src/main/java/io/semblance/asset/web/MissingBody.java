package io.semblance.asset.web;

import java.lang.reflect.Type;
import java.util.List;

import io.semblance.asset.json.JsonBody;
import io.semblance.asset.json.Models;
import io.semblance.asset.json.OptionalBody;
import io.semblance.problem.CallerFault;
import io.semblance.problem.FieldError;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses a request without a body. Controllers say that the body is not required, for else Spring would ask for the
 * content type of a body that is not there and answer 415.
 */
@ControllerAdvice
class MissingBody extends RequestBodyAdviceAdapter {

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return type == JsonBody.class && !parameter.hasParameterAnnotation(OptionalBody.class);
    }

    @Override
    public @Nullable Object handleEmptyBody(@Nullable Object body, HttpInputMessage message, MethodParameter parameter,
            Type type, Class<? extends HttpMessageConverter<?>> converter) {
        throw new CallerFault(ProblemType.INVALID_REQUEST, Models.MISSING_BODY,
                List.of(new FieldError("", "missing", Models.MISSING_BODY)));
    }
}
