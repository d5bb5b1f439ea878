package io.semblance.record;

import java.nio.ByteBuffer;

/** Takes the values of one key one by one, in order. */
@FunctionalInterface
public interface ValueVisitor {

    /**
     * Takes one value; the buffer is read-only and valid as long as the transaction's other buffers.
     *
     * @return false to stop
     */
    boolean visit(ByteBuffer value);
}
