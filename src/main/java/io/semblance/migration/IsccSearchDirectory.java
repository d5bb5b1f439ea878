package io.semblance.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.semblance.problem.RefusedException;
import io.semblance.asset.IndexName;
import io.semblance.migration.lmdb.LmdbFile;
import io.semblance.migration.lmdb.NotLmdbException;

import org.jspecify.annotations.Nullable;

/**
 * The data directory of a stopped iscc-search: what it holds, by name.
 *
 * @param path of the directory
 * @param indexes ascending by name
 * @param skipped files that look like an index and whose name no index can have
 * @param unread what may be an index and cannot be looked at
 */
public record IsccSearchDirectory(Path path, List<Found> indexes, List<Path> skipped, List<Unread> unread) {

    private static final String INDEX_FILE = "index.lmdb";
    private static final String SUFFIX = ".lmdb";
    private static final String EXPECTED = "Name the directory that iscc-search's ISCC_SEARCH_INDEX_URI named: it holds "
            + "NAME/index.lmdb for each index (usearch://) or NAME.lmdb (lmdb://).";

    /**
     * An index.
     *
     * @param name of the index
     * @param file with its assets
     * @param layout of the file
     */
    record Found(String name, Path file, Layout layout) {
    }

    /**
     * What may be an index, such as a folder of another user's or a link to a disk that is not there.
     *
     * @param name that the index would have
     * @param reason why it cannot be looked at, a clause that names the place
     */
    public record Unread(String name, String reason) {
    }

    /**
     * Looks at a directory.
     *
     * @throws RefusedException if it is none of iscc-search, or if iscc-search has an index of it open
     * @throws IOException if it cannot be read
     */
    public static IsccSearchDirectory at(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new RefusedException("There is no directory " + path + ".", EXPECTED);
        }
        if (isOneIndex(path.resolve(INDEX_FILE))) {
            throw new RefusedException(path + " is one index of iscc-search, not its data directory.",
                    "Name the directory above it, and choose the index with --index.");
        }
        List<Found> indexes = new ArrayList<>();
        List<Path> skipped = new ArrayList<>();
        for (Found found : candidates(path)) {
            if (IndexName.isPossible(found.name())) {
                RunningCheck.refuseIfOpen(found.file());
                indexes.add(found);
            } else {
                skipped.add(found.file());
            }
        }
        List<Unread> unread = unread(path);
        if (indexes.isEmpty() && !unread.isEmpty()) {
            throw new RefusedException("Nothing of " + path + " can be read: " + unread.getFirst().reason() + ".",
                    "Run this as a user who may read all of it, with all of its disks there.");
        }
        if (indexes.isEmpty()) {
            throw new RefusedException(path + " is no data directory of iscc-search.", EXPECTED);
        }
        return new IsccSearchDirectory(path, List.copyOf(indexes), List.copyOf(skipped), unread);
    }

    /** An index of lmdb:// may be called index, too. */
    private static boolean isOneIndex(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (LmdbFile opened = LmdbFile.open(file)) {
            return opened.tables().contains(IsccSearchIndex.INSTANCE);
        } catch (NotLmdbException damaged) {
            return false;
        }
    }

    /** Names of its indexes, ascending. */
    public List<String> names() {
        return indexes.stream().map(Found::name).toList();
    }

    /** Of those that were asked for; no names for all. */
    public List<Unread> unread(Set<String> names) {
        return unread.stream().filter(one -> names.isEmpty() || names.contains(one.name())).toList();
    }

    private static List<Unread> unread(Path directory) throws IOException {
        List<Unread> unread = new ArrayList<>();
        for (Path child : children(directory)) {
            Found candidate = candidate(child);
            String reason = IndexName.isPossible(candidate.name()) ? whyUnread(child) : null;
            if (reason != null) {
                unread.add(new Unread(candidate.name(), reason));
            }
        }
        return List.copyOf(unread);
    }

    /** Null of what can be looked at, whatever it is. */
    private static @Nullable String whyUnread(Path child) {
        if (Files.isSymbolicLink(child) && !Files.exists(child)) {
            return child + " is a link to what is not there";
        }
        if (!Files.isDirectory(child)) {
            return null;
        }
        Path file = child.resolve(INDEX_FILE);
        try {
            return children(child).contains(file) && !Files.isRegularFile(file)
                    ? file + " is no file that can be read"
                    : null;
        } catch (IOException refused) {
            return child + " cannot be listed (" + refused + ")";
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        }
    }

    private static List<Found> candidates(Path directory) throws IOException {
        return children(directory).stream().map(IsccSearchDirectory::candidate)
                .filter(found -> Files.isRegularFile(found.file()))
                .filter(found -> found.file().toString().endsWith(SUFFIX))
                .sorted(Comparator.comparing(Found::name)).toList();
    }

    /** What has the form of neither layout, such as a link to nothing, is taken for a folder that is not there. */
    private static Found candidate(Path child) {
        String name = String.valueOf(child.getFileName());
        return Files.isDirectory(child) || !name.endsWith(SUFFIX)
                ? new Found(name, child.resolve(INDEX_FILE), Layout.USEARCH)
                : new Found(name.substring(0, name.length() - SUFFIX.length()), child, Layout.LMDB);
    }
}
