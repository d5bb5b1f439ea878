package io.semblance.kernel;

/** Compares queries with stored codes. Implementations hold no state and find the same hits. */
public interface ScanKernel {

    /** Short name, as the property {@value Kernels#PROPERTY} knows it. */
    String name();

    /**
     * Appends to each query's hits all codes of the chunks {@code fromChunk..toChunk-1} within its limit.
     *
     * @throws IndexOutOfBoundsException if the view has no such chunks
     * @throws IllegalArgumentException if a query was made for codes of another length
     * @throws IllegalStateException if the view is closed
     */
    void scan(BlocksView view, int fromChunk, int toChunk, ScanQuery... queries);
}
