package io.semblance.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import io.semblance.asset.Limits;

/** A stranger's request that announces the largest body and sends one byte of it. A proxy that collects bodies waits for the rest. */
final class UnsentBody {

    private UnsentBody() {
    }

    /** The first line of the answer. */
    static String answerTo(Socket socket, String path) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(("POST " + path
                + " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: wrong\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + Limits.BODY_BYTES + "\r\n\r\n[").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                .readLine();
    }
}
