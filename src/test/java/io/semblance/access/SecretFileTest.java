package io.semblance.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
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
    private boolean failing;
    private int reads;

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

    /** Its marks show the change no more once they are taken for those of what was read. */
    @Test
    void changeThatCannotBeReadForOneLookCountsAtTheNext() throws IOException {
        Path file = write("first");
        for (boolean required : new boolean[]{true, false}) {
            write("first");
            SecretFile secret = failing(file, required);
            assertSecret(secret, "first");
            write("second");
            failing = true;
            later();
            assertSecret(secret, "first");
            later();
            assertSecret(secret, "first");
            failing = false;
            later();
            assertSecret(secret, "second");
        }
    }

    @Test
    void fileThatCannotBeReadAtTheStartCountsOnceItCan() throws IOException {
        Path file = write("next");
        failing = true;
        SecretFile secret = failing(file, false);
        assertThat(secret.digest()).isNull();
        later();
        assertThat(secret.digest()).isNull();
        failing = false;
        later();
        assertSecret(secret, "next");
    }

    @Test
    void fileThatIsADirectoryForAWhileKeepsTheSecretOfBefore() throws IOException {
        Path file = write("first");
        SecretFile secret = open(file, false);
        Files.delete(file);
        Files.createDirectory(file);
        later();
        assertSecret(secret, "first");
        Files.delete(file);
        write("second");
        later();
        assertSecret(secret, "second");
    }

    @Test
    void fileIsReadOnceForEachChange() throws IOException {
        Path file = write("first");
        SecretFile secret = failing(file, true);
        later();
        assertSecret(secret, "first");
        write("second");
        later();
        assertSecret(secret, "second");
        later();
        assertSecret(secret, "second");
        assertThat(reads).isEqualTo(2);
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

    /** One that cannot be read while the test says so. */
    private SecretFile failing(Path file, boolean required) {
        return new SecretFile(file, required, nanos::get, path -> {
            reads++;
            if (failing) {
                throw new FileSystemException(path.toString(), null, "Too many open files");
            }
            return Files.readString(path);
        });
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
