package io.semblance.lifecycle;

/**
 * How far loading is at one instant.
 *
 * @param stage what the service can do
 * @param loaded assets loaded so far, all indexes together
 * @param total assets to load, as far as known
 */
public record Progress(Stage stage, long loaded, long total) {

    /** What the service can do. */
    public enum Stage {
        /** The port is open, the indexes are not. */
        LOADING,
        /** Everything is loaded. */
        READY,
        /** Loading ended with a fault that the log names; nothing is served. */
        FAILED
    }
}
