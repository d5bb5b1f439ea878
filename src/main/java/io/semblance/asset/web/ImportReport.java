package io.semblance.asset.web;

import java.io.IOException;
import java.io.OutputStream;

import io.semblance.asset.WriteStatus;
import io.semblance.problem.ProblemException;
import tools.jackson.core.JsonGenerator;

/**
 * What a client is told while its import runs, a JSON object a line: each faulty line, after each commit how far
 * everything is stored, and at last a summary. Of faulty lines only the first {@value #MOST_LISTED} are told one by one,
 * because a client that sends everything before it reads anything would else be waiting for the service while the service
 * waits for it; the summary counts them all.
 */
final class ImportReport {

    static final int MOST_LISTED = 10_000;

    private final OutputStream out;

    private long created;

    private long updated;

    private long faulty;

    private long acknowledged;

    ImportReport(OutputStream out) {
        this.out = out;
    }

    void faulty(long line, ProblemException fault) throws IOException {
        faulty++;
        if (faulty > MOST_LISTED) {
            return;
        }
        write(json -> {
            json.writeStartObject();
            json.writeNumberProperty("line", line);
            json.writeStringProperty("error", fault.detail());
            json.writeStringProperty("type", "/problems/" + fault.type().slug());
            json.writeEndObject();
        });
    }

    void stored(WriteStatus status) {
        if (status == WriteStatus.CREATED) {
            created++;
        } else {
            updated++;
        }
    }

    /** Everything up to this line is stored, or was told to be faulty. */
    void acknowledge(long line) throws IOException {
        acknowledged = line;
        write(json -> {
            json.writeStartObject();
            json.writeNumberProperty("acknowledged_through", line);
            json.writeEndObject();
        });
        out.flush();
    }

    /** The last line of an import that was read to its end. */
    void finish(long lines) throws IOException {
        write(json -> {
            json.writeStartObject();
            json.writeBooleanProperty("complete", true);
            json.writeNumberProperty("lines", lines);
            writeCounts(json);
        });
        out.flush();
    }

    /** The last line of an import that cannot go on. */
    void stop(ProblemException why) throws IOException {
        write(json -> {
            json.writeStartObject();
            json.writeBooleanProperty("complete", false);
            json.writeStringProperty("error",
                    why.detail() + " Send the lines after acknowledged_through again when it can go on.");
            json.writeStringProperty("type", "/problems/" + why.type().slug());
            writeCounts(json);
        });
        out.flush();
    }

    private void writeCounts(JsonGenerator json) {
        json.writeNumberProperty("created", created);
        json.writeNumberProperty("updated", updated);
        json.writeNumberProperty("faulty", faulty);
        json.writeNumberProperty("acknowledged_through", acknowledged);
        json.writeEndObject();
    }

    private void write(JsonAnswer answer) throws IOException {
        out.write(JsonOutput.bytes(answer));
        out.write('\n');
    }
}
