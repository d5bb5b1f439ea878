package io.semblance.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The service and the index under test, and the requests to it as bytes ready to send. They are built before the clock
 * starts, so that a measured request costs the client one write and one read.
 */
record Target(URI url, String index, String key, int timeoutSeconds) {

    byte[] search(String body, int limit) {
        return post("/indexes/" + index + "/search?limit=" + limit, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A batch of assets; {@code lines} are JSON objects, one asset each. */
    byte[] add(List<byte[]> lines) {
        int length = 1 + lines.size();
        for (byte[] line : lines) {
            length += line.length;
        }
        byte[] body = new byte[length];
        int at = 0;
        for (byte[] line : lines) {
            body[at] = (byte) (at == 0 ? '[' : ',');
            System.arraycopy(line, 0, body, at + 1, line.length);
            at += 1 + line.length;
        }
        body[at] = ']';
        return post("/indexes/" + index + "/assets", body);
    }

    byte[] createIndex() {
        return post("/indexes", ("{\"name\":\"" + index + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    byte[] getAsset(String id) {
        return (start("GET", "/indexes/" + index + "/assets/" + id) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] post(String path, byte[] body) {
        byte[] head = (start("POST", path) + "Content-Type: application/json\r\nContent-Length: " + body.length
                + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    private String start(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nAccept: application/json\r\n"
                + (key.isEmpty() ? "" : "X-API-Key: " + key + "\r\n");
    }
}
