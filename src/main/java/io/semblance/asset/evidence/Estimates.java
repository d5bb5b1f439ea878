package io.semblance.asset.evidence;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The models of one index, in memory. Of few codes they are made for each state that is asked for, so that they depend on
 * nothing but the codes. Of many they are kept until the number of codes has changed by an eighth, and made anew by one thread
 * of low priority for all indexes, beside the searches, while those there are go on serving; so they depend on when they were
 * made, and are to be saved, lest the same codes have other bits after a restart.
 */
public final class Estimates {

    private static final ExecutorService REFRESHING = refreshing();

    /** No state has this number: what shrinks to few codes is made anew. */
    private static final long REFRESHED = -1;

    private record Kept(TypeModels models, long state) {
    }

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final Map<String, Boolean> refreshed = new ConcurrentHashMap<>();
    private final Runnable made;

    /** @param made told on the thread of low priority after models of many codes were made */
    public Estimates(Runnable made) {
        this.made = made;
    }

    /** Takes over models that were saved. */
    public void restore(Map<String, TypeModels> saved) {
        saved.forEach((type, models) -> kept.put(type, new Kept(models, REFRESHED)));
    }

    /** Models of many codes, by name: those that are to be saved. */
    public List<TypeModels> lasting() {
        return kept.values().stream().map(Kept::models).filter(models -> models.codes() > PairSample.ALL_PAIRS)
                .sorted(Comparator.comparing(TypeModels::type)).toList();
    }

    /**
     * The models of a type.
     *
     * @param count codes that there are now
     * @param state number of the state that the caller holds
     * @param now makes them of the state that the caller holds
     * @param later makes them of whatever state there is when it is called, on another thread; null if there is none any more
     */
    public TypeModels of(String type, long count, long state, Supplier<TypeModels> now, Refresh later) {
        Kept known = kept.get(type);
        boolean isFew = count <= PairSample.ALL_PAIRS;
        if (known == null || (isFew && known.state != state)) {
            known = new Kept(now.get(), state);
            kept.put(type, known);
            if (!isFew) {
                REFRESHING.execute(made);
            }
        } else if (!isFew && isStale(known.models.codes(), count) && refreshed.putIfAbsent(type, true) == null) {
            REFRESHING.execute(() -> refresh(type, later));
        }
        return known.models;
    }

    private static boolean isStale(long then, long now) {
        return Math.abs(now - then) > then / 8;
    }

    private void refresh(String type, Refresh later) {
        try {
            TypeModels models = later.models();
            if (models != null) {
                kept.put(type, new Kept(models, REFRESHED));
                made.run();
            }
        } finally {
            refreshed.remove(type);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // nothing waits for it, and searches come first
    private static ExecutorService refreshing() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("evidence").daemon().priority(Thread.MIN_PRIORITY).factory());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Makes models of the state that there is. */
    @FunctionalInterface
    public interface Refresh {

        /** The models; null if the index is closed. */
        @Nullable
        TypeModels models();
    }
}
