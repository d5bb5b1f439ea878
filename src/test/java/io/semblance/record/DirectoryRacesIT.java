package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.semblance.proof.Rounds;
import io.semblance.proof.Tally;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R9: two processes race for one data directory and exactly one gets it; a killed one leaves it to the next; on a mount that
 * cannot be written nobody gets it. In {@code verify} 20 races, at night 1,000.
 */
class DirectoryRacesIT {

    private static final int RACES = 20;
    private static final int RACES_AT_NIGHT = 1_000;
    private static final int KILL_EVERY = 5;
    private static final String HELD = "held []";

    @TempDir
    Path directory;

    /** Opens the directory that it is told, says how it went, and closes it when it is told so by an empty line. */
    static final class Racer {

        private Racer() {
        }

        public static void main(String[] arguments) throws IOException {
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            ChildJvm.say("ready");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try (DataDirectory held = DataDirectory.open(Path.of(line))) {
                    ChildJvm.say("held " + held.indexes());
                    lines.readLine();
                } catch (DataDirectoryException refused) {
                    ChildJvm.say(refused.problem());
                    lines.readLine();
                }
                ChildJvm.say("closed");
            }
        }
    }

    @Test
    void oneOfTwoProcessesGetsTheDirectoryInEveryRace() throws Exception {
        race(Rounds.of(RACES));
    }

    @Tag("night")
    @Test
    void oneOfTwoProcessesGetsTheDirectoryInAThousandRaces() throws Exception {
        race(Rounds.atNight("races-for-a-data-directory", RACES_AT_NIGHT));
    }

    private void race(Rounds races) throws Exception {
        List<ChildJvm> racers = new ArrayList<>(List.of(racer(), racer()));
        try {
            while (races.next()) {
                int i = races.number();
                // Every second race is for a directory that is not there yet.
                Path contested = directory.resolve("data" + i / 2);
                List<String> answers = new ArrayList<>();
                for (ChildJvm racer : racers) {
                    racer.tell(contested.toString());
                }
                for (ChildJvm racer : racers) {
                    answers.add(String.valueOf(racer.readLine()));
                }
                int winner = onlyWriter(i, answers);
                ChildJvm holder = racers.get(winner);
                if (i % KILL_EVERY == 0) {
                    holder.kill();
                    racers.set(winner, racer());
                } else {
                    release(holder);
                }
                release(racers.get(1 - winner));
                DataDirectory.open(contested).close();
            }
        } finally {
            for (ChildJvm racer : racers) {
                racer.close();
            }
        }
        Tally.add("races-for-a-data-directory", races.number());
        Tally.add("races-with-two-writers", 0);
    }

    /** Which of two has the directory, by what they said; the other one must have been refused by name. */
    private static int onlyWriter(int race, List<String> answers) {
        int winner = answers.indexOf(HELD);
        assertThat(winner).as("race %d: %s", race, answers).isNotNegative();
        assertThat(answers.get(1 - winner)).as("race %d", race).contains(" is in use by ");
        return winner;
    }

    /** The control: whoever finds no lock that means anything is a second writer, which is noticed. */
    @Test
    void twoWritersAreNoticed() throws Exception {
        Path contested = directory.resolve("data");
        try (ChildJvm first = racer(); ChildJvm second = racer()) {
            first.tell(contested.toString());
            List<String> answers = new ArrayList<>(List.of(String.valueOf(first.readLine())));
            // The lock is on the file that was opened; another file of that name has none.
            Files.delete(contested.resolve(DirectoryLock.FILE));
            second.tell(contested.toString());
            answers.add(String.valueOf(second.readLine()));
            assertThat(answers).containsExactly(HELD, HELD);
            assertThatThrownBy(() -> onlyWriter(1, answers)).isInstanceOf(AssertionError.class);
        }
    }

    private ChildJvm racer() throws IOException {
        ChildJvm racer = ChildJvm.start(Racer.class, directory);
        assertThat(racer.readLine()).isEqualTo("ready");
        return racer;
    }

    private static void release(ChildJvm racer) throws IOException {
        racer.tell("");
        assertThat(racer.readLine()).isEqualTo("closed");
    }

    /** A mount namespace of its own, so that nothing else sees the mount. */
    @Test
    void onAMountThatCannotBeWrittenNobodyGetsIt() throws Exception {
        Path data = directory.resolve("data");
        DataDirectory.open(data).close();
        byte[] lock = Files.readAllBytes(data.resolve(DirectoryLock.FILE));
        assumeTrue(run("true", data) == null,
                "skipped: needs the right to make a mount read-only in a namespace of its own");
        String said = run("exec \"$@\" </dev/null", data);
        // Java tells a mount of a part of a file system as read-only or not, depending on how it was made.
        assertThat(said).containsAnyOf("mounted read-only", "Read-only file system");
        assertThat(Files.readAllBytes(data.resolve(DirectoryLock.FILE))).isEqualTo(lock);
        DataDirectory.open(data).close();
    }

    /** Runs a command beside the read-only mount; what the child said, null if nothing, "failed" if it could not be run. */
    private static @Nullable String run(String command, Path data) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c",
                "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" || exit 9; " + command,
                data.toString()));
        words.addAll(ChildJvm.command(DirectoryLockIT.Holder.class, data));
        Process process;
        try {
            process = new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException absent) {
            return "failed";
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue() == 0 ? said.isEmpty() ? null : said : "failed";
    }
}
