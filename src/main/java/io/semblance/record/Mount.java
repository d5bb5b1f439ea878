package io.semblance.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The mount that holds a directory, as Linux tells it in {@code /proc/self/mountinfo} (proc(5)). It shows what a container
 * cannot know otherwise: whether its data directory is a volume, or goes when the container, the pod or the machine goes.
 *
 * @param point where it is mounted
 * @param root which directory of its file system is mounted there; of a container's volume, the place on the host
 * @param type type of the file system, such as {@code ext4}
 * @param source what is mounted, such as a device
 */
public record Mount(Path point, String root, String type, String source) {

    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final Set<String> LAYERS = Set.of("overlay", "fuse.fuse-overlayfs", "aufs");
    private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs");
    private static final String EMPTY_DIR = "kubernetes.io~empty-dir";
    /** Engines name what has no name of its own by the 64 digits of a hash. */
    private static final Pattern HASH = Pattern.compile(".*[/_-][0-9a-f]{64}(/.*)?");
    private static final Pattern SPACE = Pattern.compile(" ");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");
    private static final int ROOT = 3;
    private static final int POINT = 4;

    /** With what the data goes, and what to do about it, in the words of operators. */
    public enum Lifetime {
        /** A disk, a named volume, a directory of the host. */
        LASTING("on a mount that lasts", "Nothing is to be done."),
        /** The layer that a container writes into where nothing is mounted. */
        CONTAINER("in the container's own layer, and is gone when the container is removed",
                "Mount a named volume there, such as -v semblance-data:/data."),
        /** What an engine mounts by itself because the image asks for a volume. */
        ANONYMOUS_VOLUME("in a volume without a name, which the next container does not find",
                "Mount a named volume there, such as -v semblance-data:/data."),
        /** Kubernetes' emptyDir. */
        POD("in an emptyDir, and is gone when the pod is", "Mount a persistent volume claim there."),
        /** Not on a disk at all. */
        MEMORY("in memory, and is gone when the container or the machine stops",
                "Name a directory that is on a disk.");

        private final String description;
        private final String remedy;

        Lifetime(String description, String remedy) {
            this.description = description;
            this.remedy = remedy;
        }

        /** Continues "the data directory is". */
        public String description() {
            return description;
        }

        /** A sentence. */
        public String remedy() {
            return remedy;
        }
    }

    /** The mount that holds an existing directory; none where there is no Linux to ask. */
    public static Optional<Mount> of(Path directory) {
        try {
            return Files.exists(TABLE) ? holding(directory.toRealPath(), Files.readAllLines(TABLE)) : Optional.empty();
        } catch (IOException untold) {
            return Optional.empty();
        }
    }

    /** Of the lines of a mount table; a later mount hides an earlier one at the same point. */
    static Optional<Mount> holding(Path directory, List<String> table) {
        Mount deepest = null;
        for (String line : table) {
            Mount mount = parse(line);
            if (directory.startsWith(mount.point)
                    && (deepest == null || mount.point.getNameCount() >= deepest.point.getNameCount())) {
                deepest = mount;
            }
        }
        return Optional.ofNullable(deepest);
    }

    private static Mount parse(String line) {
        List<String> fields = SPACE.splitAsStream(line).map(Mount::unescaped).toList();
        int options = fields.indexOf("-");
        return new Mount(Path.of(fields.get(POINT)), fields.get(ROOT), fields.get(options + 1),
                fields.get(options + 2));
    }

    private static String unescaped(String field) {
        return ESCAPE.matcher(field)
                .replaceAll(code -> String.valueOf((char) Integer.parseInt(code.group(1), 8)).replace("\\", "\\\\"));
    }

    /** How long what is written below {@link #point} is kept. */
    public Lifetime lifetime() {
        if (MEMORY.contains(type)) {
            return Lifetime.MEMORY;
        }
        boolean unnamed = HASH.matcher(root).matches() || HASH.matcher(source).matches();
        if (point.getNameCount() == 0) {
            return LAYERS.contains(type) || unnamed ? Lifetime.CONTAINER : Lifetime.LASTING;
        }
        if (root.contains(EMPTY_DIR)) {
            return Lifetime.POD;
        }
        return unnamed ? Lifetime.ANONYMOUS_VOLUME : Lifetime.LASTING;
    }
}
