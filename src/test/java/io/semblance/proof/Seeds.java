package io.semblance.proof;

/**
 * Seeds of random tests. Each is printed with the property that gives it again, so that what chance once found can be looked
 * at: {@code ./mvnw verify -Dit.test=PowerCutIT -Dfault.seed=7}.
 */
public final class Seeds {

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private Seeds() {
    }

    /** The seed that the property {@code test.seed} gives, or another one each time. */
    public static long next() {
        return told("test.seed", STACK.getCallerClass());
    }

    /** The seed that a property gives, or another one each time. */
    public static long of(String property) {
        return told(property, STACK.getCallerClass());
    }

    private static long told(String property, Class<?> test) {
        long seed = Long.getLong(property, System.nanoTime());
        System.out.println("Seed of " + test.getSimpleName() + ": -D" + property + "=" + seed);
        return seed;
    }
}
