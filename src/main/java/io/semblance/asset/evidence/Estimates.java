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
 * nothing but the codes. Of many they are made by one thread of low priority for all indexes, beside the searches: when first
 * asked for, until when what is assumed answers, and anew when as many codes as an eighth of them were put, replaced or
 * removed, while those there are go on serving. So they depend on when they were made, and are to be saved, lest the same
 * codes have other bits after a restart.
 */
public final class Estimates {

    private static final ExecutorService REFRESHING = refreshing();

    private final Map<String, Made> kept = new ConcurrentHashMap<>();
    private final Map<String, Boolean> refreshed = new ConcurrentHashMap<>();
    private final Runnable made;

    /** @param made told on the thread of low priority after models of many codes were made */
    public Estimates(Runnable made) {
        this.made = made;
    }

    /**
     * A state of the codes of a type.
     *
     * @param sequence number of the commit after which they were so
     * @param changes how many codes of the type had been put, replaced or removed by then, from some moment on; negative before
     *        it
     */
    public record State(long sequence, long changes) {
    }

    /**
     * Models and the state that they were made of.
     *
     * @param models of one type
     */
    public record Made(TypeModels models, State of) {
    }

    /** Takes over models that were saved. */
    public void restore(List<Made> saved) {
        saved.forEach(models -> kept.put(models.models().type(), models));
    }

    /** Models of many codes, by name: those that are to be saved. */
    public List<Made> lasting() {
        return kept.values().stream().filter(made -> isMany(made.models().codes()))
                .sorted(Comparator.comparing(made -> made.models().type())).toList();
    }

    private static boolean isMany(long codes) {
        return codes > PairSample.ALL_PAIRS;
    }

    /**
     * The models of a type.
     *
     * @param count codes that there are in the state that the caller holds
     * @param now makes them of that state
     * @param later makes them of whatever state there is when it is called, on another thread; null if there is none any more
     */
    public TypeModels of(String type, long count, State state, Supplier<TypeModels> now, Refresh later) {
        Made known = kept.get(type);
        if (!isMany(count)) {
            if (known == null || known.of.sequence != state.sequence) {
                known = new Made(now.get(), state);
                kept.put(type, known);
            }
            return known.models;
        }
        if ((known == null || isStale(known, state)) && refreshed.putIfAbsent(type, true) == null) {
            REFRESHING.execute(() -> refresh(type, later));
        }
        return known == null ? TypeModels.assumed(type) : known.models;
    }

    private static boolean isStale(Made known, State now) {
        return now.changes - known.of.changes > known.models.codes() / 8;
    }

    private void refresh(String type, Refresh later) {
        try {
            Made models = later.models();
            if (models != null) {
                kept.put(type, models);
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
        Made models();
    }
}
