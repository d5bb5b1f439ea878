package io.semblance.admission;

import java.util.concurrent.atomic.AtomicLong;

import io.semblance.problem.Busy;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemException;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;

/**
 * What the answer to one request takes of the {@link AnswerMemory}. It grows while the answer is made and is given back as a
 * whole by closing it, once the answer is written or refused. Once refused, it gets no more.
 *
 * <p>
 * It is bound to the thread of a request for the time of that request, as its {@link Deadline} is. Whoever goes on with the
 * work on another thread asks {@link #current()} before that and takes it along: any number of threads may take of it.
 */
public final class AnswerShare implements AutoCloseable {

    private static final ScopedValue<AnswerShare> CURRENT = ScopedValue.newInstance();

    /** Of the memory of all; so small that little is taken in vain, and so large that few steps are needed. */
    private static final long STEP = 16L << 10;
    private static final int RETRY_AFTER_SECONDS = 1;

    private final @Nullable AnswerMemory memory;
    private final AtomicLong taken = new AtomicLong();
    private volatile long allotted;
    private boolean closed;

    /** @param memory of all; null for what is bounded by nothing */
    AnswerShare(@Nullable AnswerMemory memory) {
        this.memory = memory;
    }

    /** That of the request that this thread serves; one without bounds if it serves none. */
    public static AnswerShare current() {
        return CURRENT.isBound() ? CURRENT.get() : new AnswerShare(null);
    }

    /** Another one of the same memory, for an answer that is made and written in pieces. */
    public AnswerShare another() {
        return new AnswerShare(memory);
    }

    /**
     * Takes so many bytes.
     *
     * @throws CallerFault if one answer may not take as much
     * @throws Busy if all together hold too much
     */
    public void take(long bytes) {
        ProblemType refused = tryTake(bytes);
        if (refused != null) {
            throw problem(refused);
        }
    }

    /** Takes so many bytes; what the problem is if it gets none, else null. */
    public @Nullable ProblemType tryTake(long bytes) {
        if (memory == null) {
            return null;
        }
        long wanted = taken.addAndGet(bytes);
        return wanted <= allotted ? null : allot(memory, wanted);
    }

    private synchronized @Nullable ProblemType allot(AnswerMemory of, long wanted) {
        if (wanted <= allotted) {
            return null;
        }
        if (wanted > of.one()) {
            return ProblemType.ANSWER_TOO_LARGE;
        }
        long steps = (wanted + STEP - 1) / STEP * STEP;
        if (closed || !of.take(steps - allotted, allotted)) {
            return ProblemType.OVERLOADED;
        }
        allotted = steps;
        return null;
    }

    /** Says what {@link #tryTake} found. */
    public ProblemException problem(ProblemType refused) {
        if (refused != ProblemType.ANSWER_TOO_LARGE) {
            return new Busy(refused, "The answers being made take all the memory that there is for them."
                    + " Repeat the request a little later, or ask for less.", RETRY_AFTER_SECONDS);
        }
        return new CallerFault(refused, "To make this answer would take more than " + most()
                + " of memory. Ask with a smaller limit, with fewer codes or simprints, or without those that very many "
                + "assets share.");
    }

    private String most() {
        long bytes = memory == null ? Long.MAX_VALUE : memory.one();
        return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
    }

    /** Runs what makes the answer. */
    public <R, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> work) throws X {
        return ScopedValue.where(CURRENT, this).<R, X>call(work);
    }

    /** Gives all of it back, once; who still works for a request that nobody waits for any more gets nothing. */
    @Override
    public synchronized void close() {
        if (memory != null) {
            memory.giveBack(allotted);
        }
        allotted = 0;
        closed = true;
    }
}
