package io.semblance.asset.web;

import java.io.IOException;
import java.io.InputStream;

import io.semblance.asset.Limits;
import io.semblance.asset.json.JsonBody;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.stereotype.Component;

/**
 * Takes in the body of a request, whole but bounded: what announces itself as too large is refused unread, what turns out
 * so is refused as soon as it is. The routes have checked the content type.
 */
@Component
class JsonBodyConverter extends AbstractHttpMessageConverter<JsonBody> {

    JsonBodyConverter() {
        super(MediaType.ALL);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == JsonBody.class;
    }

    @Override
    protected JsonBody readInternal(Class<? extends JsonBody> type, HttpInputMessage message) throws IOException {
        ContentTypes.requirePlain(message.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING));
        if (message.getHeaders().getContentLength() > Limits.BODY_BYTES) {
            throw tooLarge();
        }
        InputStream in = message.getBody();
        byte[] bytes = in.readNBytes(Limits.BODY_BYTES + 1);
        if (bytes.length > Limits.BODY_BYTES) {
            throw tooLarge();
        }
        return JsonBody.of(bytes);
    }

    private static CallerFault tooLarge() {
        return new CallerFault(ProblemType.BODY_TOO_LARGE, "The body has more than " + Limits.BODY_BYTES
                + " bytes. Send smaller batches, or use POST /indexes/{name}/import, which takes bodies of any size.");
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected void writeInternal(JsonBody body, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("A request body is never an answer.");
    }
}
