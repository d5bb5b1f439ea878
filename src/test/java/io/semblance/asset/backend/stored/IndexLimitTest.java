package io.semblance.asset.backend.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import io.semblance.asset.AssetIndexes;
import io.semblance.asset.Limits;
import io.semblance.asset.backend.TestedBackend;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** There are never more indexes than there may be, however many callers ask at once; and who is refused is told why. */
class IndexLimitTest {

    private static final int CALLERS = 8;
    private static final int TOO_MANY = 40;

    @TempDir
    Path directory;

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        callers.shutdown();
    }

    @ParameterizedTest
    @EnumSource(value = TestedBackend.class, names = {"MEMORY", "LMDB"})
    void callersAtOnceGetAsManyAsThereMayBeAndNoMore(TestedBackend backend) throws InterruptedException {
        try (AssetIndexes indexes = backend.open(directory)) {
            Set<String> created = ConcurrentHashMap.newKeySet();
            List<String> refused = fill(indexes, created);
            assertThat(indexes.names()).hasSize(Limits.INDEXES).containsExactlyInAnyOrderElementsOf(created);
            assertThat(refused).hasSize(TOO_MANY)
                    .containsOnly("There are 1000 indexes already, and no more are allowed. "
                            + "Delete one that is not needed.");
            if (indexes instanceof StoredIndexes stored) {
                renamedIndexKeepsItsPlace(stored, created);
            }
        }
    }

    /** Creates 1,000 and some more by callers at once; what those were told who were refused. */
    private List<String> fill(AssetIndexes indexes, Set<String> created) {
        ConcurrentMap<String, String> refused = new ConcurrentHashMap<>();
        AtomicInteger next = new AtomicInteger();
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            done.add(CompletableFuture.runAsync(() -> {
                for (int n = next.incrementAndGet(); n <= Limits.INDEXES + TOO_MANY; n = next.incrementAndGet()) {
                    create(indexes, "i" + n, created, refused);
                }
            }, callers));
        }
        done.forEach(CompletableFuture::join);
        return List.copyOf(refused.values());
    }

    private static void create(AssetIndexes indexes, String name, Set<String> created,
            ConcurrentMap<String, String> refused) {
        try {
            indexes.create(name);
            created.add(name);
        } catch (CallerFault full) {
            assertThat(full.type()).isEqualTo(ProblemType.TOO_MANY_INDEXES);
            refused.put(name, full.detail());
        }
    }

    /** A read that hangs keeps it between its two names. */
    private void renamedIndexKeepsItsPlace(StoredIndexes indexes, Set<String> created) throws InterruptedException {
        String name = created.iterator().next();
        CountDownLatch disk = new CountDownLatch(1);
        HangingRead.begin(indexes, name, callers, disk);
        CompletableFuture<Void> renaming = CompletableFuture.runAsync(() -> indexes.rename(name, "renamed"), callers);
        try {
            Awaitility.await("it has neither name").until(() -> !indexes.names().contains(name));
            assertThatThrownBy(() -> indexes.create("another")).isInstanceOf(CallerFault.class)
                    .hasMessageContaining("There are 1000 indexes already");
        } finally {
            disk.countDown();
            renaming.join();
        }
        created.remove(name);
        created.add("renamed");
        assertThat(indexes.names()).containsExactlyInAnyOrderElementsOf(created);
        indexes.delete("renamed");
        indexes.create("another");
    }

    /** Whoever was made and is not yet told so counts once, and one that is renamed too. */
    @Test
    void indexInChangeTakesOnePlace() {
        Set<String> served = ConcurrentHashMap.newKeySet();
        IndexPlaces places = new IndexPlaces(served, Set.of("broken"), 3);
        places.take("a");
        served.add("a");
        places.take("b");
        assertThatThrownBy(() -> places.take("c")).isInstanceOf(CallerFault.class);
        places.release("b");
        places.release("a");
        places.keep("a");
        served.remove("a");
        places.take("c");
        served.add("c");
        places.release("c");
        places.rename("a", "d");
        served.add("d");
        assertThatThrownBy(() -> places.take("e")).isInstanceOf(CallerFault.class);
        places.release("d");
        assertThatThrownBy(() -> places.take("e")).isInstanceOf(CallerFault.class);
        served.remove("d");
        places.take("e");
    }
}
