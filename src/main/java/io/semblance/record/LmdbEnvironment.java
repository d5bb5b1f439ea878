package io.semblance.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.ByteBufferProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;
import org.lmdbjava.LmdbNativeException;
import org.lmdbjava.Txn;

/** An open LMDB environment with its tables: default synchronous mode, reader slots owned by transactions (MDB_NOTLS). */
final class LmdbEnvironment implements AutoCloseable {

    /** Version of the layout that this code writes, and the newest that it reads. */
    static final int FORMAT = 1;

    private static final byte[] FORMAT_KEY = RecordCheck.FORMAT_KEY;
    private static final String DATA_FILE = RecordFile.NAME;

    private final Path directory;
    private final @Nullable OpenFiles files;
    private final Env<ByteBuffer> env;
    private final Map<Table, Dbi<ByteBuffer>> tables = new EnumMap<>(Table.class);
    private final int pageSize;
    private volatile long mapBytes;

    /** @param files notes that it is open; null if nobody writes it */
    private LmdbEnvironment(Path directory, @Nullable OpenFiles files, Env<ByteBuffer> env, long mapBytes) {
        this.directory = directory;
        this.files = files;
        this.env = env;
        this.mapBytes = mapBytes;
        this.pageSize = env.stat().pageSize;
    }

    /**
     * Opens or creates the environment in an existing directory.
     *
     * @throws RecordFormatException if its format is newer or not ours
     * @throws StoreFailedException if LMDB cannot open it
     */
    static LmdbEnvironment open(Path directory, RecordOptions options) {
        return open(directory, options, FirstReading.none());
    }

    /** As {@link #open(Path, RecordOptions)}; hands on what is read before LMDB reads it. */
    static LmdbEnvironment open(Path directory, RecordOptions options, FirstReading reading) {
        Path path = directory.toAbsolutePath().normalize();
        OpenFiles files = OpenFiles.note(path);
        boolean opened = false;
        try {
            LmdbEnvironment environment = openFiles(path, options, files, reading);
            files.noteFile();
            opened = true;
            return environment;
        } finally {
            if (!opened) {
                files.close();
            }
        }
    }

    private static LmdbEnvironment openFiles(Path directory, RecordOptions options, OpenFiles files,
            FirstReading reading) {
        Path file = directory.resolve(DATA_FILE);
        try {
            boolean create = Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
            RecordEntrance entrance = RecordEntrance.into(directory, create, reading);
            long mapBytes = mapFor(create ? 0 : Files.size(file), options.initialMapBytes());
            ReaderSlots.reserve(directory, options.maxReaders());
            LmdbEnvironment environment = new LmdbEnvironment(directory, files,
                    Env.create(ByteBufferProxy.PROXY_OPTIMAL)
                            .setMapSize(mapBytes).setMaxDbs(Table.values().length).setMaxReaders(options.maxReaders())
                            .open(directory.toFile(), EnvFlags.MDB_NOTLS),
                    mapBytes);
            environment.openTablesOrClose(entrance);
            if (create) {
                Directories.sync(directory);
            }
            return environment;
        } catch (Env.FileInvalidException | Env.VersionMismatchException e) {
            throw new RecordFormatException(file + " is not an LMDB file that this version reads", e);
        } catch (LmdbException e) {
            throw NoRoom.isMeant(e)
                    ? new StorageFullException("the record in " + directory + " finds no room", e)
                    : new StoreFailedException("the record in " + directory + " cannot be opened: " + e.getMessage(),
                            e);
        } catch (IOException e) {
            throw NoRoom.orUnchecked("the record in " + directory + " cannot be opened", e);
        }
    }

    /**
     * Opens a file that nobody writes, without changing a byte of it or of its directory.
     *
     * @throws RecordFormatException if it is no record, or one of a newer format
     * @throws StoreFailedException if LMDB cannot open it
     */
    static LmdbEnvironment openReadOnly(Path directory) {
        Path file = directory.resolve(DATA_FILE);
        try {
            long mapBytes = mapFor(Files.size(file), 1 << 20);
            LmdbEnvironment environment = new LmdbEnvironment(directory, null,
                    Env.create(ByteBufferProxy.PROXY_OPTIMAL)
                            .setMapSize(mapBytes).setMaxDbs(Table.values().length)
                            .open(directory.toFile(), EnvFlags.MDB_RDONLY_ENV, EnvFlags.MDB_NOLOCK, EnvFlags.MDB_NOTLS),
                    mapBytes);
            environment.findTablesOrClose();
            return environment;
        } catch (Env.FileInvalidException | Env.VersionMismatchException e) {
            throw new RecordFormatException(file + " is not an LMDB file that this version reads", e);
        } catch (LmdbException e) {
            throw new StoreFailedException("the record in " + directory + " cannot be opened: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("the record in " + directory + " cannot be opened", e);
        }
    }

    private void findTablesOrClose() {
        boolean opened = false;
        try {
            checkFormat();
            try (Txn<ByteBuffer> txn = env.txnRead()) {
                for (Table table : Table.values()) {
                    tables.put(table, env.openDbi(txn, name(table).getBytes(StandardCharsets.UTF_8), null, false));
                }
                txn.commit();
            }
            opened = true;
        } catch (LmdbNativeException e) {
            throw new RecordFormatException(directory + " holds no record, or one that lacks a table", e);
        } finally {
            if (!opened) {
                env.close();
            }
        }
    }

    private static long mapFor(long fileBytes, long initialBytes) {
        long mapBytes = initialBytes;
        while (mapBytes < fileBytes + fileBytes / 4) {
            mapBytes *= 2;
        }
        return mapBytes;
    }

    private void openTablesOrClose(RecordEntrance entrance) throws IOException {
        boolean opened = false;
        try {
            openTables(entrance);
            entrance.mark();
            opened = true;
        } finally {
            if (!opened) {
                env.close();
            }
        }
    }

    private void openTables(RecordEntrance entrance) {
        List<String> found = new ArrayList<>();
        env.getDbiNames().forEach(name -> found.add(new String(name, StandardCharsets.UTF_8)));
        if (!found.isEmpty() && !found.contains(name(Table.META))) {
            throw new RecordFormatException(directory + " holds an LMDB environment of another program", null);
        }
        if (!found.isEmpty()) {
            checkFormat();
        }
        try (Txn<ByteBuffer> txn = env.txnWrite()) {
            for (Table table : Table.values()) {
                tables.put(table,
                        env.openDbi(txn, name(table).getBytes(StandardCharsets.UTF_8), null, false, flags(table)));
            }
            if (found.isEmpty()) {
                ByteBuffer format = ByteBuffer.allocateDirect(Integer.BYTES).putInt(FORMAT).flip();
                table(Table.META).put(txn, direct(FORMAT_KEY), format);
            }
            entrance.missing(FORMAT_KEY, FORMAT)
                    .forEach((key, value) -> table(Table.META).put(txn, direct(Keys.name(key)), direct(value)));
            txn.commit();
        }
    }

    private void checkFormat() {
        try (Txn<ByteBuffer> txn = env.txnRead()) {
            Dbi<ByteBuffer> meta = env.openDbi(txn, name(Table.META).getBytes(StandardCharsets.UTF_8), null, false);
            ByteBuffer stored = meta.get(txn, direct(FORMAT_KEY));
            if (stored == null || stored.remaining() != Integer.BYTES) {
                throw new RecordFormatException(directory + " holds no format version of a record", null);
            }
            int version = stored.getInt(stored.position());
            if (version > FORMAT) {
                throw new RecordFormatException("the record in " + directory + " has format " + version
                        + ", written by a newer version of Semblance; this version reads formats up to " + FORMAT,
                        null);
            }
        }
    }

    private static String name(Table table) {
        return table.name().toLowerCase(Locale.ROOT);
    }

    private static DbiFlags[] flags(Table table) {
        return table.duplicates()
                ? new DbiFlags[]{DbiFlags.MDB_CREATE, DbiFlags.MDB_DUPSORT, DbiFlags.MDB_DUPFIXED}
                : new DbiFlags[]{DbiFlags.MDB_CREATE};
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    Dbi<ByteBuffer> table(Table table) {
        return Objects.requireNonNull(tables.get(table));
    }

    Txn<ByteBuffer> beginRead() {
        return env.txnRead();
    }

    /** Whether LMDB has given the environment up, because it could not write a root page. */
    boolean isGivenUp() {
        try (Txn<ByteBuffer> txn = env.txnRead()) {
            return txn.getId() < 0;
        } catch (LmdbNativeException.PanicException e) {
            return true;
        }
    }

    /** To be committed or closed on the thread that called. */
    Txn<ByteBuffer> beginWrite() {
        return env.txnWrite();
    }

    long mapBytes() {
        return mapBytes;
    }

    /** Bytes of the file up to its last used page; only inside a transaction, since it reads the map. */
    long sizeBytes() {
        return (env.info().lastPageNumber + 1) * pageSize;
    }

    /** Doubles the map; no transaction may be active in the process, and after a failure the map is gone. */
    void doubleMap() {
        long doubled = mapBytes * 2;
        env.setMapSize(doubled);
        mapBytes = doubled;
    }

    @Override
    public void close() {
        env.close();
        if (files != null) {
            files.close();
        }
    }
}
