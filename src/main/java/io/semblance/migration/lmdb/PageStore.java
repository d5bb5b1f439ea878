package io.semblance.migration.lmdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Pages by their number. Positional reads, so that neither a short file nor a failing disk is worse than an exception. */
final class PageStore {

    private static final int OVERFLOW = 0x04;

    private final FileChannel channel;
    private final int pageBytes;
    private final long lastPage;

    PageStore(FileChannel channel, Meta meta) {
        this.channel = channel;
        this.pageBytes = meta.pageBytes();
        this.lastPage = meta.lastPage();
    }

    Page page(long number) throws IOException {
        return new Page(number, checked(number, pageBytes));
    }

    /** A value that lies on consecutive pages with one header. */
    byte[] largeValue(long number, int valueBytes) throws IOException {
        ByteBuffer head = checked(number, Page.HEADER);
        long room = (head.getInt(12) & 0xFFFF_FFFFL) * pageBytes - Page.HEADER;
        if ((head.getShort(10) & OVERFLOW) == 0 || valueBytes > room) {
            throw new DamagedPageException(number, "it does not hold the long value that it should");
        }
        ByteBuffer value = read(channel, number * pageBytes + Page.HEADER, valueBytes);
        if (value.limit() < valueBytes) {
            throw new DamagedPageException(number, "the file ends inside of its value");
        }
        byte[] copy = new byte[valueBytes];
        value.get(copy);
        return copy;
    }

    private ByteBuffer checked(long number, int length) throws IOException {
        if (number < 2 || number > lastPage) {
            throw new DamagedPageException(number, "there is no such page");
        }
        ByteBuffer bytes = read(channel, number * pageBytes, length).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() < length) {
            throw new DamagedPageException(number, "the file ends before it");
        }
        if (bytes.getLong(0) != number) {
            throw new DamagedPageException(number, "it was never written, or overwritten");
        }
        return bytes;
    }

    /** Up to so many bytes; fewer only at the end of the file. */
    static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                break;
            }
        }
        return bytes.flip();
    }
}
