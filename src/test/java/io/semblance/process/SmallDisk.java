package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.semblance.external.ExternalProcess;

/** A small file system that can be filled to the last byte: a tmpfs, where one may be mounted. */
final class SmallDisk implements AutoCloseable {

    /** Beyond the reserve of 64 MiB there is room for a record and for its growth. */
    private static final int MIB = 160;

    private final Path root;
    private final boolean mounted;

    SmallDisk(Path root) throws IOException, InterruptedException {
        this.root = Files.createDirectories(root);
        this.mounted = ExternalProcess.run("mount", "-t", "tmpfs", "-o", "size=" + MIB + "m", "none", root.toString())
                .exitCode() == 0;
    }

    /** Whether it is one. */
    boolean isMounted() {
        return mounted;
    }

    void fill() throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(1 << 20);
        try (FileChannel channel = FileChannel.open(root.resolve("filler"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            while (true) {
                channel.write(block.clear());
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    void makeRoom() throws IOException {
        Files.deleteIfExists(root.resolve("filler"));
    }

    @Override
    public void close() throws IOException {
        if (mounted) {
            try {
                ExternalProcess.run("umount", "-l", root.toString());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
