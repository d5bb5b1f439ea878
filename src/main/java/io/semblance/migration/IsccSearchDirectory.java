package io.semblance.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.semblance.problem.RefusedException;
import io.semblance.asset.IndexName;
import io.semblance.migration.lmdb.LmdbFile;
import io.semblance.migration.lmdb.NotLmdbException;

/**
 * The data directory of a stopped iscc-search: what it holds, by name.
 *
 * @param path of the directory
 * @param indexes ascending by name
 * @param skipped files that look like an index and whose name no index can have
 */
public record IsccSearchDirectory(Path path, List<Found> indexes, List<Path> skipped) {

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
        if (indexes.isEmpty()) {
            throw new RefusedException(path + " is no data directory of iscc-search.", EXPECTED);
        }
        return new IsccSearchDirectory(path, List.copyOf(indexes), List.copyOf(skipped));
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

    private static List<Found> candidates(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(IsccSearchDirectory::candidate).filter(found -> Files.isRegularFile(found.file()))
                    .filter(found -> found.file().toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(Found::name)).toList();
        }
    }

    private static Found candidate(Path child) {
        String name = String.valueOf(child.getFileName());
        return Files.isDirectory(child)
                ? new Found(name, child.resolve(INDEX_FILE), Layout.USEARCH)
                : new Found(name.substring(0, Math.max(0, name.length() - SUFFIX.length())), child, Layout.LMDB);
    }
}
