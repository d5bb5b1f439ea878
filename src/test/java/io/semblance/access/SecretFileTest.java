package io.semblance.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void surroundingBlanksAndLineEndsDoNotCount() throws IOException {
        assertSecret(open(write("  sesam \r\n"), true), "sesam");
    }

    @Test
    void changedFileCountsWithoutARestart() throws IOException {
        Path file = write("first");
        SecretFile secret = open(file, true);
        write("second, longer");
        later();
        assertThat(secret.digest()).isNotNull();
        assertSecret(secret, "first");
        write("second");
        later();
        assertSecret(secret, "second");
    }

    @Test
    void replacedFileOfTheSameLengthCounts() throws IOException {
        Path file = write("aaaa");
        SecretFile secret = open(file, true);
        Path other = Files.writeString(directory.resolve("other"), "bbbb");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        later();
        assertSecret(secret, "bbbb");
    }

    @Test
    void secretThroughASymbolicLinkFollowsTheLink() throws IOException {
        Path first = Files.createDirectory(directory.resolve("1"));
        Path second = Files.createDirectory(directory.resolve("2"));
        Files.writeString(first.resolve("key"), "aaaa");
        Files.writeString(second.resolve("key"), "bbbb");
        Path link = Files.createSymbolicLink(directory.resolve("current"), first);
        SecretFile secret = open(link.resolve("key"), true);
        assertSecret(secret, "aaaa");
        Files.delete(link);
        Files.createSymbolicLink(link, second);
        later();
        assertSecret(secret, "bbbb");
    }

    @Test
    void requiredFileThatVanishesKeepsItsLastSecret() throws IOException {
        Path file = write("first");
        SecretFile secret = open(file, true);
        Files.delete(file);
        later();
        assertSecret(secret, "first");
        write("");
        later();
        assertSecret(secret, "first");
        write("second");
        later();
        assertSecret(secret, "second");
    }

    @Test
    void optionalFileComesAndGoes() throws IOException {
        Path file = directory.resolve("secret");
        SecretFile secret = open(file, false);
        assertThat(secret.digest()).isNull();
        write("next");
        later();
        assertSecret(secret, "next");
        Files.delete(file);
        later();
        assertThat(secret.digest()).isNull();
    }

    @Test
    void fileIsNotLookedAtForEveryRequest() throws IOException {
        Path file = write("first");
        SecretFile secret = open(file, true);
        write("second");
        assertSecret(secret, "first");
    }

    @Test
    void textThatNoHeaderCanCarryIsNoSecret() throws IOException {
        assertThat(open(write("pässwort"), true).digest()).isNull();
        assertThat(open(write("two words"), true).digest()).isNull();
        assertThat(open(write("x".repeat(9000)), true).digest()).isNull();
    }

    private SecretFile open(Path file, boolean required) {
        return new SecretFile(file, required, nanos::get);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("secret"), text);
    }

    private void later() {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
    }

    private static void assertSecret(SecretFile file, String text) {
        @Nullable
        SecretDigest digest = file.digest();
        assertThat(digest).isNotNull().matches(found -> found.matches(SecretDigest.of(text)), "digest of " + text);
    }
}
