package io.semblance.asset.backend.stored;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.semblance.asset.IndexFault;
import io.semblance.problem.Broken;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;
import io.semblance.record.RecordFormatException;
import io.semblance.record.StorageFullException;
import io.semblance.record.StoreBusyException;
import io.semblance.record.StoreClosedException;
import io.semblance.record.StoreException;
import io.semblance.record.StoreFailedException;

import org.jspecify.annotations.Nullable;

/** Waits for what another thread does, and says in the terms of the catalogue what went wrong there. */
public final class Waiting {

    private Waiting() {
    }

    /** The result of the future. */
    public static <R extends @Nullable Object> R on(CompletableFuture<R> future) {
        try {
            return future.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Busy(ProblemType.STOPPING,
                    "The service stops before this request is done; a write may have been stored. Ask again later.", 5);
        } catch (ExecutionException failed) {
            throw problem(failed.getCause() == null ? failed : failed.getCause());
        }
    }

    /** What a failure of the record means to a caller; other failures are returned as they are. */
    public static RuntimeException problem(Throwable failure) {
        return switch (failure) {
            case StoreException store -> problem(store);
            case RuntimeException other -> other;
            case Error error -> throw error;
            default -> new IllegalStateException(failure);
        };
    }

    private static RuntimeException problem(StoreException failure) {
        return switch (failure) {
            case StoreBusyException busy -> new Busy(ProblemType.OVERLOADED,
                    "The index takes no writes at the moment: " + busy.getMessage()
                            + ". Nothing was stored; repeat the request later.",
                    1);
            case StorageFullException full -> new Broken(ProblemType.STORAGE_FULL,
                    "There is not enough free storage to write. Free some; reading goes on, and writing will then too.",
                    full);
            case StoreFailedException failed -> new Broken(ProblemType.INDEX_FAILED,
                    "This index cannot be written since its storage failed. Restart the service once the storage is sound; "
                            + "reading goes on until then.",
                    failed);
            case StoreClosedException closed -> IndexFault.gone();
            case RecordFormatException format -> format;
        };
    }
}
