package io.semblance.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The pages of an LMDB file, read through the file and not through a map: a page that is not there is then an exception and
 * not the end of the process. For one thread.
 */
final class PageFile implements AutoCloseable {

    /** Beyond this a file is not read ahead, since it may not stay in memory until its pages are asked for. */
    private static final long READ_AHEAD = 4L << 30;
    private static final int CHUNK = 1 << 18;

    private final FileChannel channel;
    private final ByteBuffer chunk;
    private final long bytes;
    private int pageSize = 4096;

    private PageFile(FileChannel channel) throws IOException {
        this.channel = channel;
        this.chunk = ByteBuffer.allocateDirect(CHUNK);
        this.bytes = channel.size();
    }

    /** The same file for another thread; closed with this one. */
    PageFile forAnotherThread() throws IOException {
        PageFile other = new PageFile(channel);
        other.pageSize = pageSize;
        return other;
    }

    static PageFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new PageFile(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Brings the file into memory in its order, since its trees lead through it in any order.
     *
     * @param going asked after each part whether to go on
     */
    void readAhead(CompactCopy.Hold going) throws IOException {
        if (bytes <= READ_AHEAD) {
            long at = 0;
            int read = 0;
            while (at < bytes && read >= 0) {
                read = channel.read(chunk.clear(), at);
                at += Math.max(0, read);
                going.check();
            }
        }
    }

    void pageSize(int size) {
        this.pageSize = size;
    }

    int pageSize() {
        return pageSize;
    }

    /** Whole pages. */
    long pages() {
        return bytes / pageSize;
    }

    long bytes() {
        return bytes;
    }

    /**
     * Reads from the beginning of a page on.
     *
     * @throws RecordDamagedException if the file ends before
     */
    void read(long page, byte[] into, int length) throws IOException {
        long at = page * pageSize;
        for (int done = 0; done < length;) {
            chunk.clear().limit(Math.min(CHUNK, length - done));
            int read = channel.read(chunk, at + done);
            if (read <= 0) {
                throw new RecordDamagedException("the file ends within page " + page);
            }
            chunk.flip().get(into, done, read);
            done += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
