package io.semblance.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.semblance.asset.CommittedState;
import io.semblance.asset.IndexRecords;

import org.jspecify.annotations.Nullable;

/**
 * Records of which something happens to each copy, or beside it.
 *
 * @param altered is given the name of the index and the directory with its copy
 */
record AlteredCopies(IndexRecords sound, BiConsumer<String, Path> altered) implements IndexRecords {

    private static final int PAGE = 4096;

    /** One is copied with damage in every page, as one that was damaged on disk while it was served would be. */
    static AlteredCopies damaging(IndexRecords sound, String damaged) {
        return new AlteredCopies(sound, (name, directory) -> {
            if (name.equals(damaged)) {
                damage(directory.resolve("data.mdb"));
            }
        });
    }

    private static void damage(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            for (int at = 2 * PAGE; at < bytes.length; at += PAGE) {
                bytes[at + 12] ^= 0x55;
            }
            Files.write(file, bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public boolean copy(String name, Path directory) {
        boolean copied = sound.copy(name, directory);
        altered.accept(name, directory);
        return copied;
    }

    @Override
    public String backend() {
        return sound.backend();
    }

    @Override
    public List<String> unserved() {
        return sound.unserved();
    }

    @Override
    public void adopt(String name, Consumer<Path> fill) {
        sound.adopt(name, fill);
    }

    @Override
    public boolean rename(String name, String newName) {
        return sound.rename(name, newName);
    }

    @Override
    public void follow(CommittedState.@Nullable Follower follower) {
        sound.follow(follower);
    }

    @Override
    public @Nullable CommittedState state(String name) {
        return sound.state(name);
    }
}
