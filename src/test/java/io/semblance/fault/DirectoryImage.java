package io.semblance.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.semblance.fault.CrashImage.Loss;
import io.semblance.fault.Journal.Entry;
import io.semblance.fault.Journal.Part;
import io.semblance.fault.UncertainNames.Change;
import io.semblance.fault.UncertainNames.Name;

import org.jspecify.annotations.Nullable;

/**
 * What a disk may hold of a whole directory when the power fails at some instant, followed through a journal entry by entry.
 * Contents of files are as {@link CrashImage} has them. For names it takes what POSIX promises and nothing beyond, but for
 * the order that every journaling file system keeps:
 * <ul>
 * <li>A name that was made, changed or removed is certain once each directory that holds it was synced, by a sync that began
 * afterwards and has ended. The sync of a file, or of the directory that has the name, does not help: "Calling fsync() does
 * not necessarily ensure that the entry in the directory containing the file has also reached disk. For that an explicit
 * fsync() on a file descriptor for the directory is also needed" (fsync(2)).
 * <li>A rename has happened or it has not; no instant has both names, or neither (rename(2)).
 * <li>Other changes of names, also of one directory, are lost each by itself, all of them, or from one on, and
 * independently of what became of the contents: a new name may lead to an empty file. That is the persistence model of
 * Pillai et al., "All File Systems Are Not Created Equal" (OSDI 2014), for file systems without ordered names.
 * <li>What was done to the same name, or to the same file or folder, happens in its order: if a change is lost, so are those
 * after it that build on it. Journals, logs and soft updates all keep that.
 * </ul>
 * What is below a name that is lost is not there. LMDB writes {@code lock.mdb} through a mapping, so that file has any content.
 */
final class DirectoryImage {

    /** A file or a folder. */
    sealed interface Node {
    }

    /** A file. */
    record FileNode(CrashImage content) implements Node {
    }

    /** A folder: the names in it as programs see them, and those of which all is certain. */
    static final class Folder implements Node {
        final Map<String, Node> now = new TreeMap<>();
        final Map<String, Node> certain = new TreeMap<>();
    }

    private static final String ANY_CONTENT = "lock.mdb";

    private final Path path;
    private final Folder root = new Folder();
    private final Map<Integer, Node> nodes = new HashMap<>();
    private final Map<Integer, Path> paths = new HashMap<>();
    private final UncertainNames uncertain = new UncertainNames();
    private Predicate<Path> lies = path -> false;

    /** Of a directory that has nothing but some empty folders. */
    DirectoryImage(Path path, List<String> folders) {
        this.path = path;
        for (String name : folders) {
            Folder folder = new Folder();
            root.now.put(name, folder);
            root.certain.put(name, folder);
        }
    }

    /** From now on the syncs of some files or folders are pretended, by the path under which they were opened. */
    DirectoryImage lying(Predicate<Path> of) {
        lies = of;
        return this;
    }

    /** Something is being done: from now on it may have happened. */
    void begin(Entry entry) {
        if (entry.result() < 0) {
            return;
        }
        switch (entry.operation()) {
            case OPEN -> open(entry);
            case NAME -> changeName(entry);
            case FOLDER -> changeFolder(entry);
            case SYNC -> beginSync(entry);
            case WRITE, SYNCED_WRITE, TRUNCATE -> contentOf(entry).begin(entry);
        }
    }

    /** It is done. */
    void end(Entry entry) {
        if (entry.result() < 0 || entry.pretended() || lies.test(paths.getOrDefault(entry.file(), path))) {
            return;
        }
        if (nodes.get(entry.file()) instanceof FileNode file) {
            file.content().end(entry);
        } else if (entry.operation() == Operation.SYNC && entry.part() == Part.ENDED) {
            uncertain.synced(entry.offset(), (Folder) node(entry));
        }
    }

    private void beginSync(Entry entry) {
        if (node(entry) instanceof FileNode file) {
            file.content().begin(entry);
        } else if (entry.part() == Part.BEGINS && !entry.pretended()) {
            uncertain.beginSync(entry.offset());
        }
    }

    private void open(Entry entry) {
        Path opened = entry.path().normalize();
        if (entry.isMade()) {
            FileNode file = new FileNode(new CrashImage(new byte[0]));
            uncertain.add(new Change(file, Map.of(name(opened), file)));
        }
        Node node = known(find(opened), opened);
        nodes.put(entry.file(), node);
        paths.put(entry.file(), opened);
        if (entry.isEmptied() && node instanceof FileNode file) {
            file.content().begin(entry.emptied());
        }
    }

    private void changeName(Entry entry) {
        Name from = name(entry.paths().getFirst());
        Node node = known(from.folder().now.get(from.text()), entry.paths().getFirst());
        boolean isLink = entry.offset() != 0;
        Map<Name, @Nullable Node> changed = new HashMap<>();
        if (!isLink) {
            changed.put(from, null);
        }
        if (entry.paths().size() > 1) {
            changed.put(name(entry.paths().getLast()), node);
        }
        uncertain.add(new Change(node, changed));
    }

    private void changeFolder(Entry entry) {
        Name name = name(entry.path());
        Map<Name, @Nullable Node> changed = new HashMap<>();
        boolean isRemoved = entry.offset() != 0;
        Node folder = isRemoved ? known(name.folder().now.get(name.text()), entry.path()) : new Folder();
        changed.put(name, isRemoved ? null : folder);
        uncertain.add(new Change(folder, changed));
    }

    private CrashImage contentOf(Entry entry) {
        return ((FileNode) node(entry)).content();
    }

    private Node node(Entry entry) {
        return known(nodes.get(entry.file()), path);
    }

    private Name name(Path named) {
        Path above = Objects.requireNonNull(named.normalize().getParent());
        Folder parent = (Folder) known(find(above), above);
        return new Name(parent, String.valueOf(named.getFileName()));
    }

    private static Node known(@Nullable Node node, Path named) {
        if (node == null) {
            throw new IllegalStateException("the journal does not know of " + named);
        }
        return node;
    }

    private @Nullable Node find(Path wanted) {
        Node found = root;
        if (!wanted.equals(path)) {
            for (Path part : path.relativize(wanted)) {
                if (!(found instanceof Folder folder)) {
                    return null;
                }
                found = folder.now.get(part.toString());
            }
        }
        return found;
    }

    /** What a sync has made certain of the content of each file with such a name, by the name of its folder. */
    Map<String, byte[]> synced(Path above, String name, SplittableRandom random) {
        Map<String, byte[]> synced = new TreeMap<>();
        if (find(path.resolve(above)) instanceof Folder parent) {
            parent.now.forEach((text, child) -> {
                if (child instanceof Folder folder && folder.now.get(name) instanceof FileNode file) {
                    synced.put(text, file.content().left(Loss.ALL, random));
                }
            });
        }
        return synced;
    }

    /** Writes what is left if the power fails now. */
    void write(Path target, Loss ofContents, Loss ofNames, SplittableRandom random) throws IOException {
        Map<Folder, Map<String, Node>> names = uncertain.left(ofNames, random);
        List<Folder> above = new ArrayList<>();
        write(root, target, names, ofContents, random, above);
    }

    private static void write(Folder folder, Path target, Map<Folder, Map<String, Node>> names, Loss loss,
            SplittableRandom random, List<Folder> above) throws IOException {
        if (above.contains(folder)) {
            throw new IllegalStateException("a folder in itself: " + target);
        }
        above.add(folder);
        Files.createDirectories(target);
        for (Map.Entry<String, Node> child : names.getOrDefault(folder, folder.certain).entrySet()) {
            Path path = target.resolve(child.getKey());
            switch (child.getValue()) {
                case Folder below -> write(below, path, names, loss, random, above);
                case FileNode file -> {
                    byte[] left = file.content().left(loss, random);
                    if (child.getKey().equals(ANY_CONTENT) && random.nextBoolean()) {
                        random.nextBytes(left);
                    }
                    Files.write(path, left);
                }
            }
        }
        above.removeLast();
    }
}
