package io.semblance.asset.evidence;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The models of one index, in memory: making them anew takes milliseconds, so no file keeps them. Of few codes they are made for each
 * state that is asked for, so that they depend on nothing but the codes. Of many they are kept until the number of codes has
 * changed by an eighth, and made anew by one thread for all indexes, beside the searches, while those there are go on serving.
 */
public final class Estimates {

    private static final ExecutorService REFRESHING = refreshing();

    /** No state has this number: what shrinks to few codes is made anew. */
    private static final long REFRESHED = -1;

    private record Kept(TypeModels models, long state) {
    }

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final Map<String, Boolean> refreshed = new ConcurrentHashMap<>();

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
            }
        } finally {
            refreshed.remove(type);
        }
    }

    private static ExecutorService refreshing() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("evidence").daemon().factory());
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
