package io.semblance.asset.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

import org.jspecify.annotations.Nullable;

/** Folds near-identical matches under the best of them. */
public final class Folding {

    private static final int LEAST = 1_000;
    private static final int TIMES = 10;
    private static final int MOST = 10_000;

    private Folding() {
    }

    /**
     * Matches folded under one.
     *
     * @param others best first
     */
    public record Group<M>(M best, List<M> others) {
    }

    /** How many matches are looked at for so many groups: ten times as many, at least 1,000, at most 10,000. */
    public static int lookedAt(int limit) {
        return Math.clamp((long) TIMES * limit, LEAST, MOST);
    }

    /**
     * The groups, best first. A match joins the first group of whose best it is a version, so that what is folded under a
     * match is always near to it, and never only to another one folded there.
     *
     * @param bestFirst matches in their order
     * @param limit most groups
     */
    public static <M> List<Group<M>> fold(List<M> bestFirst, int limit, BiPredicate<M, M> areVersions) {
        List<Group<M>> groups = new ArrayList<>();
        for (M match : bestFirst) {
            Group<M> known = find(groups, match, areVersions);
            if (known != null) {
                known.others.add(match);
            } else if (groups.size() < limit) {
                groups.add(new Group<>(match, new ArrayList<>()));
            }
        }
        return groups;
    }

    private static <M> @Nullable Group<M> find(List<Group<M>> groups, M match,
            BiPredicate<M, M> areVersions) {
        for (Group<M> group : groups) {
            if (areVersions.test(group.best, match)) {
                return group;
            }
        }
        return null;
    }
}
