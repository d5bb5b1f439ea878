package io.semblance.bench.record;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.semblance.record.CommitListener;
import io.semblance.record.Keys;
import io.semblance.record.RecordOptions;
import io.semblance.record.RecordStore;
import io.semblance.record.Table;

import org.lmdbjava.ByteBufferProxy;
import org.lmdbjava.CopyFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;

/**
 * How long a record whose file is in memory takes to be copied while it is open, and how long LMDB's own copy of that file takes.
 *
 * <pre>CopyTime [ROUNDS [ASSETS [DIRECTORY]]]</pre>
 */
public final class CopyTime {

    private static final int ASSETS_OF_A_COMMIT = 10_000;
    private static final int UNITS = 4;

    private final Path directory;
    private final PrintStream out = System.out;

    private CopyTime(Path directory) {
        this.directory = directory;
    }

    /** Prints a table. */
    public static void main(String[] words) throws IOException {
        int rounds = words.length > 0 ? Integer.parseInt(words[0]) : 3;
        int assets = words.length > 1 ? Integer.parseInt(words[1]) : 1_000_000;
        Path parent = words.length > 2 ? Path.of(words[2]) : Path.of(System.getProperty("java.io.tmpdir"));
        Path directory = Files.createTempDirectory(parent, "copies");
        try {
            new CopyTime(directory).run(rounds, assets);
        } finally {
            delete(directory);
        }
    }

    private void run(int rounds, int assets) throws IOException {
        Path source = Files.createDirectory(directory.resolve("source"));
        RecordOptions options = RecordOptions.defaults();
        out.println("| copy | size | took |\n|---|---|---|");
        try (RecordStore store = RecordStore.open(source, options, CommitListener.none())) {
            fill(store, assets);
            for (int round = 0; round < rounds; round++) {
                time("ours", store::copyTo);
            }
        }
        try (Env<ByteBuffer> env = Env.create(ByteBufferProxy.PROXY_OPTIMAL)
                .setMapSize(2 * Files.size(source.resolve("data.mdb")))
                .open(source.toFile(), EnvFlags.MDB_RDONLY_ENV, EnvFlags.MDB_NOLOCK)) {
            for (int round = 0; round < rounds; round++) {
                time("LMDB's", target -> env.copy(target.toFile(), CopyFlags.MDB_CP_COMPACT));
            }
        }
    }

    private static void fill(RecordStore store, int assets) {
        SplittableRandom random = new SplittableRandom(1);
        for (int done = 0; done < assets; done += ASSETS_OF_A_COMMIT) {
            store.write(tx -> {
                for (int i = 0; i < ASSETS_OF_A_COMMIT; i++) {
                    byte[] id = Keys.id(random.nextLong());
                    tx.put(Table.ASSETS, id, bytes(random, 100));
                    tx.put(Table.UNITS, id, bytes(random, 70));
                    for (int unit = 0; unit < UNITS; unit++) {
                        tx.putDuplicate(Table.POSTINGS, bytes(random, 10), id);
                    }
                }
                return tx.sequence();
            }).join();
        }
    }

    private static byte[] bytes(SplittableRandom random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Copies into an empty directory. */
    private interface Copy {
        void into(Path target);
    }

    private void time(String whose, Copy copy) throws IOException {
        Path target = Files.createDirectory(directory.resolve("copy"));
        long began = System.nanoTime();
        copy.into(target);
        double seconds = (System.nanoTime() - began) / 1e9;
        out.printf(Locale.ROOT, "| %s | %d MB | %.2f s |%n", whose, Files.size(target.resolve("data.mdb")) / 1_000_000,
                seconds);
        delete(target);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
