package io.semblance.lifecycle;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The order of starting (ascending) and stopping (descending). Before the first phase the backend has been opened; after
 * the last one has stopped the data directory is free.
 *
 * <pre>
 * start  SAVING, web server (port opens), graceful shutdown, LOADING, DRAINING
 * stop   DRAINING (still serving), LOADING (cut short), graceful shutdown (requests finish), web server, SAVING
 * </pre>
 */
final class Phases {

    /** Above both phases of the web server: it still serves while this one stops. */
    static final int DRAINING = SmartLifecycle.DEFAULT_PHASE;

    /** Loading starts when the port is open, and ends before the web server waits for its requests. */
    static final int LOADING = SmartLifecycle.DEFAULT_PHASE - 512;

    /** Requests in flight finish here; the phase is Spring Boot's. */
    static final int FINISHING = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;

    /** Below both phases of the web server: no request is left when saving begins. */
    static final int SAVING = WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;

    private Phases() {
    }
}
