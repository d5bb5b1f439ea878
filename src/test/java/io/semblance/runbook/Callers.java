package io.semblance.runbook;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Callers that ask again and again until they are told to stop; whatever they are answered, or not. */
final class Callers implements AutoCloseable {

    private final ExecutorService threads;
    private final CountDownLatch stop = new CountDownLatch(1);

    /** What a caller does. */
    interface Request {
        void send() throws IOException, InterruptedException;
    }

    /** @param pause between two requests of one caller */
    Callers(int number, Duration pause, Request request) {
        threads = Executors.newFixedThreadPool(number);
        for (int i = 0; i < number; i++) {
            threads.execute(() -> askOn(pause, request));
        }
    }

    private void askOn(Duration pause, Request request) {
        try {
            do {
                sendAnyhow(request);
            } while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sendAnyhow(Request request) throws InterruptedException {
        try {
            request.send();
        } catch (IOException noAnswer) {
            // The service is stopped, killed or full: that is what the drill is about.
        }
    }

    @Override
    public void close() {
        stop.countDown();
        threads.shutdownNow();
        threads.close();
    }
}
