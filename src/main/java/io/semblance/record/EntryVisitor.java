package io.semblance.record;

import java.nio.ByteBuffer;

/** Takes the entries of a table one by one, in the order of their keys. */
@FunctionalInterface
public interface EntryVisitor {

    /**
     * Takes one entry; both buffers are read-only and valid as long as the transaction's other buffers.
     *
     * @return false to stop
     */
    boolean visit(ByteBuffer key, ByteBuffer value);
}
