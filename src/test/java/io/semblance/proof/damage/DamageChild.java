package io.semblance.proof.damage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.semblance.asset.AssetIndexes;

import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The process that opens damaged directories, one after the other; it is a child, because an overlooked damage of a mapped
 * file ends the process. It says each damage before it opens the directory, and the verdict afterwards.
 *
 * <p>
 * Arguments: an empty directory, a seed, the number of damages. Lines: {@code try NUMBER DAMAGE}, then
 * {@code detected WORDS}, {@code harmless} or {@code WRONG WORDS}; at the end {@code control WORDS} and {@code done}.
 */
final class DamageChild {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Path directory;
    private final SplittableRandom random;
    private final Model model;

    private DamageChild(Path directory, long seed) {
        this.directory = directory;
        this.random = new SplittableRandom(seed);
        this.model = new Model(random.split());
    }

    public static void main(String[] arguments) throws IOException {
        DamageChild child = new DamageChild(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        child.model.write(child.directory.resolve("today"), child.directory.resolve("yesterday"));
        child.damages();
        child.control();
        OUT.println("done");
        System.exit(0);
    }

    /** One for each line that comes in. */
    private void damages() throws IOException {
        Path today = directory.resolve("today");
        List<String> files = files(today);
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (int i = 0; asked.readLine() != null; i++) {
            String file = drawn(files);
            Damage damage = Damage.draw(random, today, file, sibling(files, file));
            OUT.println("try " + i + " " + damage);
            Path work = directory.resolve("work");
            FileSystemUtils.deleteRecursively(work);
            copy(today, work);
            damage.inflict(work, directory.resolve("yesterday"));
            OUT.println(verdict(work, damage, i % 3 == 0));
        }
    }

    /** Records are what counts, so half of the damages are theirs. */
    private String drawn(List<String> files) {
        if (random.nextInt(100) < 55) {
            List<String> records = files.stream().filter(file -> file.endsWith("data.mdb")).toList();
            return records.get(random.nextInt(records.size()));
        }
        return files.get(random.nextInt(files.size()));
    }

    /** Another file of the same kind, or one time in four any other. */
    private String sibling(List<String> files, String file) {
        String name = String.valueOf(Path.of(file).getFileName());
        String kind = name.endsWith(".graph") ? ".graph" : name;
        List<String> alike = files.stream().filter(other -> !other.equals(file) && other.endsWith(kind)).toList();
        List<String> others = alike.isEmpty() || random.nextInt(4) == 0
                ? files.stream().filter(other -> !other.equals(file)).toList()
                : alike;
        return others.get(random.nextInt(others.size()));
    }

    private String verdict(Path work, Damage damage, boolean twice) {
        Judge first = new Judge(model, damage.indexes(), damage.file().endsWith(".graph"));
        String wrong = judged(work, first);
        if (wrong == null && twice) {
            // The second start finds what the first one left, and the same verdict.
            Judge second = new Judge(model, damage.indexes(), false);
            wrong = judged(work, second);
            if (wrong == null && !second.refused().equals(first.refused())) {
                wrong = "the second start refuses " + second.refused() + ", the first " + first.refused();
            }
        }
        return wrong != null
                ? "WRONG " + wrong
                : first.notices().isEmpty()
                        ? "harmless"
                        : "detected " + first.notices();
    }

    /** What is wrong; null if nothing is. */
    private static @Nullable String judged(Path work, Judge judge) {
        try (AssetIndexes indexes = Model.open(work)) {
            return judge.judge(indexes);
        } catch (RuntimeException | AssertionError refused) {
            return "the start or an answer failed: " + refused;
        }
    }

    /** The judge must see what a sound record says wrongly, what is missing without a word, and what is refused in vain. */
    private void control() throws IOException {
        Path work = directory.resolve("work");
        FileSystemUtils.deleteRecursively(work);
        copy(directory.resolve("today"), work);
        try (AssetIndexes indexes = Model.open(work)) {
            model.falsify(indexes);
        }
        OUT.println("control " + judged(work, new Judge(model, Set.of(), false)));
        FileSystemUtils.deleteRecursively(work);
        copy(directory.resolve("today"), work);
        FileSystemUtils.deleteRecursively(work.resolve("indexes").resolve(Model.NAMES.getFirst()));
        OUT.println("control " + judged(work, new Judge(model, Set.of(), false)));
        FileSystemUtils.deleteRecursively(work);
        copy(directory.resolve("today"), work);
        Files.delete(work.resolve("indexes").resolve(Model.NAMES.getLast()).resolve("data.mdb"));
        OUT.println("control " + judged(work, new Judge(model, Set.of(Model.NAMES.getFirst()), false)));
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString()).sorted()
                    .toList();
        }
    }

    static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = new ArrayList<>(walk.toList());
        }
        for (Path path : all) {
            Files.copy(path, to.resolve(from.relativize(path).toString()));
        }
    }

}
