package io.semblance.proof;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Keeps the temporary directories of every test that fails, which JUnit deletes a moment later; JUnit finds this by itself
 * ({@code META-INF/services}). What a test has kept and named itself is left to it. Losses are counted here too.
 */
public final class KeptOnFailure implements AfterTestExecutionCallback {

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException().filter(Losses::isToldBy).ifPresent(lost -> Tally.add(Losses.COUNT, 1));
        context.getExecutionException().filter(failure -> !Artefacts.isTold(failure))
                .ifPresent(failure -> directories(context).forEach(directory -> System.out.println(context
                        .getRequiredTestClass().getSimpleName() + ": "
                        + Artefacts.keep(name(context), directory, context.getDisplayName() + "\n" + failure))));
    }

    private static List<Path> directories(ExtensionContext context) {
        return context.getTestInstance().map(test -> AnnotationSupport
                .findAnnotatedFieldValues(test, TempDir.class, Path.class)).orElse(List.of());
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName() + "." + context.getRequiredTestMethod().getName();
    }
}
