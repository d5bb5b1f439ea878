package io.semblance.asset.backend.usearch;

import io.semblance.admission.AnswerShare;
import io.semblance.asset.AnswerBytes;
import io.semblance.asset.ChunkMatch;
import io.semblance.asset.GlobalMatch;
import io.semblance.kernel.HitRoom;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;

/**
 * What one search takes of the memory for answers. Hits are refused without an exception, since the pass that finds them is
 * shared with other searches; so {@link #check} is to be asked before anything is answered from them.
 */
final class SearchMemory implements HitRoom {

    private static final int PLACES = 1_024;

    private final AnswerShare share;
    private volatile @Nullable ProblemType refused;

    SearchMemory(AnswerShare share) {
        this.share = share;
    }

    @Override
    public boolean take(long bytes) {
        ProblemType problem = share.tryTake(bytes);
        if (problem != null) {
            refused = problem;
        }
        return problem == null;
    }

    /** Throws if hits are missing. */
    void check() {
        ProblemType problem = refused;
        if (problem != null) {
            throw share.problem(problem);
        }
    }

    /** Takes what is about to be made, or throws. */
    void require(long bytes) {
        share.take(bytes);
    }

    /** Told of the growing size of a set of assets, or throws. */
    void grown(int size) {
        if (size % PLACES == 0) {
            share.take(PLACES * AnswerBytes.PLACE);
        }
    }

    GlobalMatch taken(GlobalMatch match) {
        share.take(AnswerBytes.of(match));
        return match;
    }

    ChunkMatch taken(ChunkMatch match) {
        share.take(AnswerBytes.of(match));
        return match;
    }
}
