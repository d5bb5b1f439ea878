package io.semblance.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The file that a copy is written to, past the system's cache where that can be had: whoever reads it for the first time then
 * reads what the disk has, and no other pages leave memory for it. File systems may refuse that when the file is opened, or
 * only when it is written; it is written through the cache then.
 */
final class CopyTarget implements AutoCloseable {

    private static final @Nullable OpenOption DIRECT = direct();

    private final Path file;
    private FileChannel channel;
    private boolean direct;

    private CopyTarget(Path file, FileChannel channel, boolean direct) {
        this.file = file;
        this.channel = channel;
        this.direct = direct;
    }

    /** Creates a file that must not be there yet. All that is written to it has to be whole pages of this size, aligned to it in memory. */
    static CopyTarget create(Path file, int pageSize) throws IOException {
        Files.createFile(file);
        FileChannel past = pastTheCache(file, pageSize);
        return past == null
                ? new CopyTarget(file, FileChannel.open(file, StandardOpenOption.WRITE), false)
                : new CopyTarget(file, past, true);
    }

    private static @Nullable FileChannel pastTheCache(Path file, int pageSize) {
        if (DIRECT == null) {
            return null;
        }
        try {
            long block = Files.getFileStore(file).getBlockSize();
            return block > 0 && pageSize % block == 0
                    ? FileChannel.open(file, StandardOpenOption.WRITE, DIRECT)
                    : null;
        } catch (IOException | UnsupportedOperationException refused) {
            return null;
        }
    }

    /** By its name: javac warns of an import that the class is internal, though it is documented, and warnings are errors here. */
    private static @Nullable OpenOption direct() {
        try {
            return (OpenOption) Class.forName("com.sun.nio.file.ExtendedOpenOption").getField("DIRECT").get(null);
        } catch (ReflectiveOperationException absent) {
            return null;
        }
    }

    /** Writes all that remains. */
    void write(ByteBuffer pages, long at) throws IOException {
        int begin = pages.position();
        try {
            writeAll(pages, at);
        } catch (ClosedChannelException interrupted) {
            throw interrupted;
        } catch (IOException refused) {
            if (!direct || NoRoom.isMeant(refused)) {
                throw refused;
            }
            direct = false;
            channel.close();
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            writeAll(pages.position(begin), at);
        }
    }

    private void writeAll(ByteBuffer pages, long at) throws IOException {
        int begin = pages.position();
        while (pages.hasRemaining()) {
            channel.write(pages, at + pages.position() - begin);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
