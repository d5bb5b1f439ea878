package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.semblance.record.Mount.Lifetime;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines as engines make them: Docker, Podman, and containerd below Kubernetes. */
class MountTest {

    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String DISK = "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw";
    private static final String LAYER = "500 400 0:50 / / rw,relatime master:1 - overlay overlay rw,lowerdir=/l,upperdir=/u";

    @TempDir
    Path directory;

    @Test
    void aDiskLasts() {
        assertThat(lifetime(DISK)).isEqualTo(Lifetime.LASTING);
        assertThat(lifetime(LAYER, "501 500 8:1 /srv/semblance /data rw - xfs /dev/sdb1 rw"))
                .isEqualTo(Lifetime.LASTING);
    }

    @Test
    void aNamedVolumeLasts() {
        assertThat(lifetime(LAYER, volume("/var/lib/docker/volumes/semblance-data/_data"))).isEqualTo(Lifetime.LASTING);
        assertThat(lifetime(LAYER, volume("/var/lib/containers/storage/volumes/data/_data")))
                .isEqualTo(Lifetime.LASTING);
        assertThat(lifetime(LAYER, volume("/var/lib/kubelet/pods/1f/volumes/kubernetes.io~local-volume/pvc-2")))
                .isEqualTo(Lifetime.LASTING);
    }

    @Test
    void theContainersOwnLayerGoesWithIt() {
        assertThat(lifetime(LAYER)).isEqualTo(Lifetime.CONTAINER);
        assertThat(lifetime(LAYER, "501 500 0:51 / /data-of-others rw - ext4 /dev/vda rw"))
                .isEqualTo(Lifetime.CONTAINER);
        assertThat(lifetime("500 400 254:0 /var/lib/docker/vfs/dir/" + HASH + " / rw - ext4 /dev/vda rw"))
                .isEqualTo(Lifetime.CONTAINER);
        assertThat(lifetime("500 400 0:50 / / rw - zfs pool/docker/" + HASH + " rw")).isEqualTo(Lifetime.CONTAINER);
    }

    @Test
    void aVolumeWithoutNameIsNotFoundAgain() {
        assertThat(lifetime(LAYER, volume("/var/lib/docker/volumes/" + HASH + "/_data")))
                .isEqualTo(Lifetime.ANONYMOUS_VOLUME);
        assertThat(lifetime(LAYER,
                volume("/var/lib/containerd/io.containerd.grpc.v1.cri/containers/" + HASH + "/volumes/" + HASH)))
                .isEqualTo(Lifetime.ANONYMOUS_VOLUME);
    }

    @Test
    void anEmptyDirGoesWithThePod() {
        assertThat(lifetime(LAYER, volume("/var/lib/kubelet/pods/1f/volumes/kubernetes.io~empty-dir/data")))
                .isEqualTo(Lifetime.POD);
    }

    @Test
    void memoryIsNoDisk() {
        assertThat(lifetime(LAYER, "501 500 0:60 / /data rw - tmpfs tmpfs rw")).isEqualTo(Lifetime.MEMORY);
    }

    @Test
    void theDeepestAndLatestMountHolds() {
        Mount mount = Mount.holding(Path.of("/srv/my data/index"),
                List.of("1 1 8:1 / / rw - ext4 /dev/a rw", "2 1 8:2 / /srv/my\\040data rw shared:3 - xfs /dev/b rw",
                        "3 2 8:3 / /srv/my\\040data rw - btrfs /dev/c rw", "4 1 8:4 / /srv rw - ext4 /dev/d rw"))
                .orElseThrow();
        assertThat(mount).isEqualTo(new Mount(Path.of("/srv/my data"), "/", "btrfs", "/dev/c"));
    }

    @Test
    void theMountOfARealDirectoryHasTheTypeThatJavaNames() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/mountinfo")), "skipped: this is no Linux");
        Mount mount = Mount.of(directory).orElseThrow();
        assertThat(directory.toRealPath()).startsWith(mount.point());
        assertThat(mount.type()).isEqualTo(Files.getFileStore(directory).type());
    }

    private static String volume(String root) {
        return "501 500 254:0 " + root + " /data rw,relatime master:1 - ext4 /dev/vda rw,discard";
    }

    private static Lifetime lifetime(String... table) {
        return Mount.holding(Path.of("/data"), List.of(table)).orElseThrow().lifetime();
    }
}
